package screen

import (
	"cmp"
	"strconv"
	"strings"

	"threelo/steps"
	"threelo/wizard/layout"
)

// body lays a step out, top to bottom: what it is and why, what went wrong, what
// to do, what to choose, fill in and carry, and what was found.
func (m *model) body(p *page) {
	s := m.screen
	p.title(s.Title, s.Source)
	if s.Trouble != nil {
		p.gap(loose)
		p.trouble(s)
		p.gap(loose)
	}
	for _, why := range s.Why {
		p.text("", 0, m.theme.Text, why)
	}
	for _, w := range s.Warnings {
		p.text(m.theme.Sign(w.Mark)+" ", 2, m.theme.Style(w.Mark).Bold(false), w.Text)
	}
	if len(s.Do) > 0 {
		p.gap(airy)
		m.instructions(p)
	}
	p.gap(loose)
	if searches(s) {
		m.fields(p) // above what they filter
	}
	if s.Choices != nil {
		m.choices(p, *s.Choices)
		p.gap(airy)
	}
	if len(s.Scopes) > 0 {
		m.scopes(p)
		p.gap(loose)
	}
	if !searches(s) {
		m.fields(p)
	}
	if len(s.Values) > 0 {
		p.gap(loose)
		m.values(p, s.Values, rowID{aValue, m.mark.index}, m.mark.kind == aValue)
	}
	if len(s.Findings) > 0 {
		p.gap(airy)
		m.findings(p)
	}
	if s.Table != nil {
		p.gap(loose)
		p.table(*s.Table)
	}
	p.trim()
}

func (m *model) fields(p *page) {
	for i, f := range m.screen.Fields {
		m.field(p, i, f)
		p.gap(airy)
	}
}

func (p *page) title(title, source string) {
	if source = layout.Line(source); source != "" {
		if p.sides(p.theme.Title.Render(layout.Line(title)), p.theme.Dim.Render(source)) {
			return
		}
	}
	p.text("", 0, p.theme.Title, title)
	if source != "" {
		p.text("", 0, p.theme.Dim, source)
	}
}

// trouble says what happened, why, what to do about it and by whom, and the key
// that goes there.
func (p *page) trouble(s steps.Screen) {
	t := s.Trouble
	mark := cmp.Or(t.Mark, steps.MarkFail)
	p.text(p.theme.Sign(mark)+" ", 2, p.theme.Style(mark), t.What)
	if why := t.Why; why != "" {
		if t.Sure != "" && !strings.Contains(why, t.Sure) {
			why = t.Sure + ": " + why
		}
		p.text("  ", 2, p.theme.Text, why)
	}
	for i, cure := range t.Cure {
		p.number(2, i, len(t.Cure), cure)
	}
	if t.Who != "" && t.Who != "you" {
		p.text("  ", 2, p.theme.Dim, "who can do it: "+t.Who)
	}
	if a, ok := cure(s); ok {
		key := layout.Line(a.Key)
		p.text("  "+p.theme.Key.Render(key)+" ", 3+layout.Width(key), p.theme.Text, a.Label+" (nothing is lost)")
	}
}

// number draws a numbered line; the number counts from 0.
func (p *page) number(indent, i, of int, text string) {
	n := strconv.Itoa(i + 1)
	wide := 2
	if of > 9 {
		wide = 3
	}
	lead := layout.Space(indent+wide-len(n)) + p.theme.Accent.Render(n) + "  "
	p.text(lead, indent+wide+2, p.theme.Text, text)
}

// instructions are numbered; the document's own words stand beside today's, and
// a link below.
func (m *model) instructions(p *page) {
	several := links(m.screen) > 1
	first := true
	for i, do := range m.screen.Do {
		top := len(p.lines)
		p.number(0, i, len(m.screen.Do), do.Text)
		if do.Document != "" {
			p.text("    ", 4, m.theme.Dim, `(document: "`+do.Document+`")`)
		}
		if do.Link == nil {
			continue
		}
		is := m.mark == rowID{aLink, i}
		key := "o "
		if several && !is && (m.mark.kind == aLink || !first) {
			key = "  "
		}
		first = false
		lead := "  "
		if several {
			lead = p.marked(is && !m.inField())
		}
		p.address(lead+m.theme.Key.Render(key), 4, do.Text, *do.Link)
		p.rows[rowID{aLink, i}] = span{top, len(p.lines)}
	}
}

// address draws a link's label and address on one line where they fit. A label
// that says no more than the text above it is left out.
func (p *page) address(lead string, leadWidth int, text string, l steps.Link) {
	label, address := layout.Line(l.Label), layout.Line(l.URL)
	if label == address || strings.Contains(strings.ToLower(text), strings.ToLower(label)) {
		p.link(lead, leadWidth, address)
		return
	}
	if leadWidth+layout.Width(label)+2+layout.Width(address) <= p.width {
		p.add(lead + p.theme.Text.Render(label) + "  " + linked(p.theme.Link, address).Render(address))
		return
	}
	p.text(lead, leadWidth, p.theme.Text, label)
	p.link(layout.Space(leadWidth), leadWidth, address)
}

func (m *model) findings(p *page) {
	p.found.top = len(p.lines)
	rows := 0
	for _, f := range m.screen.Findings {
		if f.Detail != "" {
			rows++
		}
	}
	for i, f := range m.screen.Findings {
		top, indent := len(p.lines), 0
		if rows > 1 {
			indent = 2
		}
		p.finding(indent, f, m.busySign())
		if is := (m.mark == rowID{aFinding, i}); is && rows > 1 && !m.inField() {
			if top < len(p.lines) {
				p.lines[top] = m.theme.Accent.Render("▸") + strings.TrimPrefix(p.lines[top], " ")
				p.cursor = &point{0, top}
			}
		}
		p.rows[rowID{aFinding, i}] = span{top, len(p.lines)}
	}
	p.found.end = len(p.lines)
}

// plainly is a finding's text; what was only said, or not checked, says so in
// words too.
func plainly(f steps.Finding) string {
	switch {
	case f.Mark == steps.MarkSaid && !strings.Contains(f.Text, "you said"):
		return f.Text + ", you said so"
	case f.Mark == steps.MarkUnchecked && !strings.Contains(f.Text, "not checked"):
		return "not checked: " + f.Text
	default:
		return f.Text
	}
}
