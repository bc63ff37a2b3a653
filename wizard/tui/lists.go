package tui

import (
	"cmp"
	"slices"
	"strings"

	"threelo/steps"
	"threelo/wizard/style"

	"charm.land/lipgloss/v2"
)

// choices are a list to pick one of, or some.
func (m *model) choices(p *page, c steps.Choices) {
	if c.Ask != "" && c.Ask != m.screen.Title {
		p.text("", 0, m.theme.Title, c.Ask)
	}
	group, column := "", besides(c, p.width)
	for i, o := range c.Options {
		if o.Group != group {
			group = o.Group
			p.gap(airy)
			p.text("", 0, m.theme.Text.Bold(true), group)
		}
		is := m.mark == rowID{anOption, i} && !m.inField()
		top := len(p.lines)
		m.option(p, o, c.Many, column, is)
		p.place(rowID{anOption, i}, top)
	}
}

// besides is how wide the column of labels is where each answer of several has
// its explanation beside it, in one line; 0 where one is too long for that.
func besides(c steps.Choices, width int) int {
	column, help := 0, 0
	for _, o := range c.Options {
		column, help = max(column, style.Width(o.Label)), max(help, style.Width(o.Help))
	}
	if !c.Many || leadOfScope+column+2+help > width {
		return 0
	}
	return column
}

func (m *model) option(p *page, o steps.Option, many bool, column int, is bool) {
	box := "○ "
	switch {
	case many && o.Chosen:
		box = "[x] "
	case many:
		box = "[ ] "
	case o.Chosen:
		box = "◉ "
	}
	ink := m.theme.Text
	if is {
		ink = m.theme.Accent.Bold(true)
	}
	wide := 2 + style.Width(box)
	if column > 0 {
		p.add(p.marked(is) + ink.Render(box+style.Pad(style.Line(o.Label), column)) + "  " + m.theme.Dim.Render(style.Line(o.Help)))
		return
	}
	p.text(p.marked(is)+ink.Render(box), wide, ink, o.Label)
	if o.Help != "" {
		p.text(style.Space(wide), wide, m.theme.Dim, o.Help)
	}
}

// longestScope is the widest name that gets a column of its own.
const longestScope = 36

// What stands before a scope's name, in columns.
const (
	leadOfScope   = 6
	leadWithProof = 8
)

// scopes are a list to tick off. What the marked one lets the product do stands
// below the list, or below each when unfolded.
func (m *model) scopes(p *page) {
	items := m.screen.Scopes
	name, proofs := 0, false
	for _, item := range items {
		name = max(name, style.Width(item.Scope))
		proofs = proofs || item.Proof != ""
	}
	lead := leadOfScope
	if proofs {
		lead = leadWithProof
	}
	name = min(name, longestScope, p.width-lead)
	for i, item := range items {
		is := m.mark == rowID{aScope, i} && !m.inField()
		top := len(p.lines)
		m.scopeRow(p, item, name, lead, is)
		p.place(rowID{aScope, i}, top)
	}
	if !m.unfolded {
		m.aboutMarked(p, items, name)
	}
}

func (m *model) scopeRow(p *page, item steps.ScopeItem, name, lead int, marked bool) {
	box, ink := "[ ] ", m.theme.Text
	if item.Attested {
		box, ink = "[x] ", m.theme.Dim
	}
	if marked {
		ink = m.theme.Accent.Bold(true)
	}
	line := p.marked(marked) + ink.Render(box)
	if lead == leadWithProof {
		line += m.theme.Sign(item.Proof) + " "
	}
	line += ink.Render(style.Pad(style.Line(item.Scope), name))
	room := p.width - lead - name - 2
	if item.Copied {
		room -= len(copiedSign)
	}
	if room >= 12 && item.Title != "" {
		line += "  " + m.theme.Dim.Render(style.Truncate(style.Line(item.Title), room))
	}
	if !item.Copied || !p.sides(line, m.theme.Said.Render(copiedSign[1:])) {
		p.add(line)
	}
	if m.unfolded {
		for _, text := range aboutScope(item, name < style.Width(item.Scope)) {
			p.text(style.Space(lead), lead, m.theme.Dim, text)
		}
	}
}

// aboutMarked explains the marked scope in as many lines as the longest
// explanation takes, so that nothing jumps while the mark moves.
func (m *model) aboutMarked(p *page, items []steps.ScopeItem, name int) {
	most := 0
	var shown []string
	for i, item := range items {
		var lines []string
		for _, text := range aboutScope(item, name < style.Width(item.Scope)) {
			lines = append(lines, style.Balance(text, p.width-2)...)
		}
		most = max(most, len(lines))
		if (m.mark == rowID{aScope, i}) {
			shown = lines
		}
	}
	if most == 0 {
		return
	}
	p.gap(airy)
	for i := range most {
		line := ""
		if i < len(shown) {
			line = "  " + m.theme.Dim.Render(shown[i])
		}
		p.add(line)
	}
}

// aboutScope says what a scope is for; first its name, when that was cut.
func aboutScope(item steps.ScopeItem, cut bool) []string {
	var texts []string
	if cut {
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

// longestLabel is the widest label that stands beside its value.
const longestLabel = 22

// leastText is how much room a text has at least beside its label.
const leastText = 24

// mostLines is how many lines of a long value are shown: "v" shows the rest.
const mostLines = 3

// values are what is to be carried: what it is, the text, and where it goes.
// Those that stand with their instruction are left out.
func (m *model) values(p *page, values []steps.Value, mark rowID, marked bool) {
	lead := 2
	if slices.ContainsFunc(values, func(v steps.Value) bool { return v.Proof != "" }) {
		lead = 4
	}
	column := columnOf(values, p.width-lead-2-len(copiedSign))
	for i, v := range values {
		if m.overlay.kind == overNone && m.carried(v) {
			continue
		}
		if column == 0 {
			p.gap(roomy)
		}
		id := rowID{aValue, i}
		top, is := len(p.lines), marked && id == mark && (!m.inField() || m.overlay.kind != overNone)
		head := p.marked(is)
		if lead > 2 {
			head += m.theme.Sign(v.Proof) + " "
		}
		m.drawValue(p, v, head, lead, column, m.theme.Value, is)
		if way := whereabouts(v, m.overlay.kind == overWhere); way != "" {
			indent := lead
			if column > 0 {
				indent += column + 2
			}
			p.text(style.Space(indent), indent, m.theme.Dim, way)
		}
		p.place(id, top)
	}
}

// columnOf is how wide the column of labels is where the texts stand beside
// them; 0 where they stand below, because there they break less.
func columnOf(values []steps.Value, room int) int {
	column, longest := 0, leastText
	for _, v := range values {
		column = max(column, style.Width(style.Line(v.Label)))
		if text := shownText(v); !strings.Contains(text, " ") {
			longest = max(longest, style.Width(text))
		}
	}
	if column > longestLabel || column+longest > room {
		return 0
	}
	return column
}

// drawValue draws a value behind a finished lead: its label, and the text beside it
// where the labels have a column, else below.
func (m *model) drawValue(p *page, v steps.Value, head string, indent, column int, ink lipgloss.Style, is bool) {
	label := m.theme.Text
	if is {
		label = m.theme.Accent.Bold(true)
	}
	var lines []string
	if column > 0 {
		indent += column + 2
		lines = m.shown(v, p.width-indent-len(copiedSign))
		head += label.Render(style.Pad(style.Line(v.Label), column)) + "  "
		if len(lines) > 0 {
			head += ink.Render(lines[0])
			lines = lines[1:]
		}
	} else {
		lines = m.shown(v, p.width-indent)
		head += label.Render(style.Truncate(style.Line(v.Label), p.width-indent-len(copiedSign)))
	}
	if !v.Copied || !p.sides(head, m.theme.Said.Render(copiedSign[1:])) {
		p.add(head)
	}
	for _, line := range lines {
		p.add(style.Space(indent) + ink.Render(line))
	}
}

// carried reports whether a value is an instruction's link: it stands there,
// once, to be opened or copied.
func (m *model) carried(v steps.Value) bool {
	return v.Text != "" && slices.ContainsFunc(m.screen.Do, func(do steps.Instruction) bool { return do.Link != nil && do.Link.URL == v.Text })
}

// carry draws such a value below its instruction.
func (m *model) carry(p *page, i int) {
	v, id := m.screen.Values[i], rowID{aValue, i}
	top, is := len(p.lines), m.mark == id && !m.inField()
	column := columnOf([]steps.Value{v}, p.width-numbered-2-len(copiedSign))
	m.drawValue(p, v, p.marked(is)+m.live().Render("o "), numbered, column, linked(m.theme.Link, v.Text), is)
	p.place(id, top)
}

const copiedSign = "  copied"

// shown is a value's text in a few lines; what is cut has a sign.
func (m *model) shown(v steps.Value, width int) []string {
	lines := style.Wrap(shownText(v), width)
	if len(lines) > mostLines {
		lines = lines[:mostLines]
		lines[mostLines-1] = style.Truncate(lines[mostLines-1]+" "+style.More, width)
	}
	return lines
}

func shownText(v steps.Value) string { return cmp.Or(v.Shown, v.Text) }

// whereabouts says where a value goes, and in the list of all also where it
// comes from.
func whereabouts(v steps.Value, from bool) string {
	way := ""
	if v.To != "" {
		way = "→ " + v.To
	}
	if from && v.From != "" {
		way = strings.TrimSpace("from " + v.From + " " + way)
	}
	return way
}

// signed is a cell's text behind its mark's sign.
func signed(c steps.Cell) string {
	if c.Mark == "" {
		return style.Line(c.Text)
	}
	return style.Glyph(c.Mark) + " " + style.Line(c.Text)
}
