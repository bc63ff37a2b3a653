package tui

import (
	"strings"

	"charm.land/lipgloss/v2"
	"charm.land/lipgloss/v2/table"

	"threelo/steps"
	"threelo/wizard/style"
)

// narrow is the width below which a table does not wrap its cells any more.
const narrow = 60

// table shows evidence side by side where the window is wide enough.
func (p *page) table(t steps.Table) {
	if t.Title != "" {
		p.text("", p.theme.Title, t.Title)
	}
	columns := len(t.Head)
	for _, cells := range t.Rows {
		columns = max(columns, len(cells))
	}
	drawn := table.New().BorderTop(false).BorderBottom(false).BorderLeft(false).BorderRight(false).
		BorderColumn(false).BorderHeader(false).StyleFunc(func(y, x int) lipgloss.Style {
		s := p.theme.Dim
		if y != table.HeaderRow {
			s = p.theme.Style(t.Rows[y][x].Mark)
		}
		if x < columns-1 {
			s = s.PaddingRight(2)
		}
		return s
	})
	if len(t.Head) > 0 {
		drawn.Headers(t.Head...)
	}
	for _, cells := range t.Rows {
		texts := make([]string, columns)
		for x, c := range cells {
			texts[x] = signed(c)
		}
		drawn.Row(texts...)
	}
	lines := drawn.String()
	switch fits := lipgloss.Width(lines) <= p.width; {
	case !fits && p.width < narrow:
		p.records(t)
		return
	case !fits:
		lines = drawn.Width(p.width).String()
	}
	for line := range strings.SplitSeq(lines, "\n") {
		p.add(strings.TrimRight(line, " "))
	}
}

// records is the table for a narrow window: each cell on a line of its own, after
// its column's name.
func (p *page) records(t steps.Table) {
	for i, cells := range t.Rows {
		if i > 0 {
			p.gap(loose)
		}
		for x, c := range cells {
			lead, text := "  ", signed(c)
			if x == 0 {
				lead = ""
			} else if x < len(t.Head) && t.Head[x] != "" {
				text = t.Head[x] + ": " + text
			}
			p.text(lead, p.theme.Style(c.Mark), text)
		}
	}
}

// signed is a cell's text behind its mark's sign.
func signed(c steps.Cell) string {
	if c.Mark == "" {
		return style.Line(c.Text)
	}
	return style.Glyph(c.Mark) + " " + style.Line(c.Text)
}
