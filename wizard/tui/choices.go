package tui

import (
	"threelo/steps"
	"threelo/wizard/style"
)

// drawChoices draws a list to pick one of, or several.
func (m *model) drawChoices(p *page, c steps.Choices) {
	if c.Ask != m.screen.Title {
		p.text("", m.theme.Title, c.Ask)
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

// labelColumn is how wide the labels are where each has its explanation beside it, in
// one line; 0 where one is too long for that.
func labelColumn(c steps.Choices, width int) int {
	column, help := 0, 0
	for _, o := range c.Options {
		column, help = max(column, style.Width(o.Label)), max(help, style.Width(o.Help))
	}
	if !c.Many || scopeLead+column+2+help > width {
		return 0
	}
	return column
}

func (m *model) drawOption(p *page, o steps.Option, many bool, column int, marked bool) {
	box := either(o.Chosen, "◉ ", "○ ")
	if many {
		box = checkbox(o.Chosen)
	}
	s := m.labelStyle(marked)
	lead := p.marker(marked) + s.Render(box)
	if column > 0 {
		p.add(lead + s.Render(style.Pad(style.Line(o.Label), column)) + "  " + m.theme.Dim.Render(style.Line(o.Help)))
		return
	}
	p.text(lead, s, o.Label)
	p.text(style.Space(style.Width(lead)), m.theme.Dim, o.Help)
}

func checkbox(checked bool) string { return either(checked, "[x] ", "[ ] ") }

// The columns before a scope's name, and the widest name that gets a column.
const (
	scopeLead    = 6
	proofLead    = 8
	longestScope = 36
)

// drawScopes draws a list to mark as done. What the marked scope lets the product do
// is below the list.
func (m *model) drawScopes(p *page) {
	column, lead := 0, scopeLead
	for _, item := range m.screen.Scopes {
		column = max(column, style.Width(item.Scope))
		if item.Proof != "" {
			lead = proofLead
		}
	}
	column = min(column, longestScope, p.width-lead)
	for i, item := range m.screen.Scopes {
		top, r := len(p.lines), row{scopeRow, i}
		m.drawScope(p, item, column, lead, m.isMarked(r))
		p.place(r, top)
	}
	p.gap(airy)
	about := firstToCopy(m.screen)
	if m.mark.kind == scopeRow {
		about = m.mark
	}
	for _, text := range aboutScope(m.screen.Scopes[about.index], column) {
		p.text("  ", m.theme.Dim, text)
	}
}

func (m *model) drawScope(p *page, item steps.ScopeItem, column, lead int, marked bool) {
	s := m.labelStyle(marked)
	if item.Attested && !marked {
		s = m.theme.Dim
	}
	line := p.marker(marked) + s.Render(checkbox(item.Attested))
	if lead == proofLead {
		line += m.theme.Sign(item.Proof) + " "
	}
	line += s.Render(style.Pad(style.Line(item.Scope), column))
	room := p.width - lead - column - 2
	if item.Copied {
		room -= len(copiedSign)
	}
	if room >= 12 {
		line += "  " + m.theme.Dim.Render(style.Truncate(style.Line(item.Title), room))
	}
	p.withCopied(line, item.Copied)
}

// aboutScope says what a scope is for; first its name, when that was cut.
func aboutScope(item steps.ScopeItem, column int) []string {
	var texts []string
	if column < style.Width(item.Scope) {
		texts = append(texts, item.Scope)
	}
	if item.For != "" {
		texts = append(texts, "lets the product "+item.For)
	}
	if item.Comment != "" {
		texts = append(texts, `the document: "`+item.Comment+`"`)
	}
	return texts
}
