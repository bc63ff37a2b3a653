package tui

import (
	"threelo/steps"
	"threelo/wizard/style"
)

// narrowest is the least width of a column; a table that would need less shows
// each row as a few lines.
const narrowest = 16

// table shows evidence side by side where the window is wide enough.
func (p *page) table(t steps.Table) {
	if t.Title != "" {
		p.text("", 0, p.theme.Title, t.Title)
	}
	widths, fits := columns(t, p.width)
	if !fits {
		p.records(t)
		return
	}
	if len(t.Head) > 0 {
		cells := make([]steps.Cell, len(t.Head))
		for i, head := range t.Head {
			cells[i].Text = head
		}
		p.row(cells, widths, true)
	}
	for _, row := range t.Rows {
		p.row(row, widths, false)
	}
}

// columns finds a width for each column: what it needs, less for the widest
// when all is too much.
func columns(t steps.Table, width int) (widths []int, fits bool) {
	grow := func(i int, text string) {
		for len(widths) <= i {
			widths = append(widths, 1)
		}
		widths[i] = max(widths[i], style.Width(text))
	}
	for i, head := range t.Head {
		grow(i, style.Line(head))
	}
	for _, row := range t.Rows {
		for i, cell := range row {
			grow(i, signed(cell))
		}
	}
	over := 2*(len(widths)-1) - width
	for _, w := range widths {
		over += w
	}
	for ; over > 0; over-- {
		widest := 0
		for i, w := range widths {
			if w > widths[widest] {
				widest = i
			}
		}
		if widths[widest] <= narrowest {
			return nil, false
		}
		widths[widest]--
	}
	return widths, true
}

// row draws one row, over several lines where a cell needs them.
func (p *page) row(cells []steps.Cell, widths []int, head bool) {
	wrapped, height := make([][]string, len(cells)), 1
	for i, cell := range cells {
		wrapped[i] = style.Wrap(signed(cell), widths[i])
		height = max(height, len(wrapped[i]))
	}
	for y := range height {
		line := ""
		for i, cell := range cells {
			text := ""
			if y < len(wrapped[i]) {
				text = wrapped[i][y]
			}
			ink := p.theme.Style(cell.Mark)
			if head {
				ink = p.theme.Dim
			}
			line += ink.Render(text)
			if i < len(cells)-1 {
				line += style.Space(widths[i] - style.Width(text) + 2)
			}
		}
		p.add(line)
	}
}

// records is the table for a narrow window: each cell on a line, behind its
// column's name.
func (p *page) records(t steps.Table) {
	for i, row := range t.Rows {
		if i > 0 {
			p.gap(loose)
		}
		for j, cell := range row {
			lead := "  "
			if j == 0 {
				lead = ""
			}
			text := signed(cell)
			if j > 0 && j < len(t.Head) && t.Head[j] != "" {
				text = t.Head[j] + ": " + text
			}
			p.text(lead, len(lead), p.theme.Style(cell.Mark), text)
		}
	}
}
