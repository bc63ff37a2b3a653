package tui

import (
	"slices"
	"strconv"

	"threelo/steps/dialog"
	"threelo/wizard/style"
)

// drawChoices draws a list to pick one of, or several.
func (m *model) drawChoices(p *page, c dialog.Choices) {
	if c.Ask != m.screen.Title {
		p.text("", m.theme.Title, c.Ask)
	}
	if c.Attests {
		c.Options = slices.Clone(c.Options)
		for i := range c.Options {
			c.Options[i].Label = strconv.Itoa(i+1) + "  " + c.Options[i].Label
		}
	}
	group, column := "", labelColumn(c, p.width)
	for i, o := range c.Options {
		if o.Group != group {
			group = o.Group
			p.gap(airy)
			p.text("", m.theme.Text.Bold(true), group)
		}
		top, r := len(p.lines), row{optionRow, i}
		m.drawOption(p, o, c.Many, column, m.isMarked(r))
		p.place(r, top)
	}
}

// optionLead is how many columns are before an answer's label.
const optionLead = 6

// labelColumn is how wide the labels are where the explanations are beside them, in one
// line; 0 where one is too long for that.
func labelColumn(c dialog.Choices, width int) int {
	column, help := 0, 0
	for _, o := range c.Options {
		column, help = max(column, style.Width(o.Label)), max(help, style.Width(o.Help))
	}
	if help == 0 || optionLead+column+2+help > width {
		return 0
	}
	return column
}

func (m *model) drawOption(p *page, o dialog.Option, many bool, column int, marked bool) {
	box := either(o.Chosen, "◉ ", "○ ")
	if many {
		box = checkbox(o.Chosen)
	}
	s := m.labelStyle(marked)
	lead := p.marker(marked)
	if column > 0 {
		p.addLater(func() string {
			return lead + s.Render(box+style.Pad(style.Line(o.Label), column)+"  ") + m.theme.Dim.Render(style.Line(o.Help))
		})
		return
	}
	lead += s.Render(box)
	p.text(lead, s, o.Label)
	p.text(style.Space(style.Width(lead)), m.theme.Dim, o.Help)
}

func checkbox(checked bool) string { return either(checked, "[x] ", "[ ] ") }
