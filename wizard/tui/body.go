package tui

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"threelo/steps"
	"threelo/wizard/style"

	"charm.land/lipgloss/v2"
)

// body lays a step out, top to bottom: what it is and why, what went wrong, what
// to do, what to choose, fill in and carry, and what was found.
func (m *model) body(p *page) {
	s := m.screen
	p.title(s.Title, s.Source)
	if s.Trouble != nil {
		p.gap(loose)
		p.trouble(s, m.live())
		p.gap(loose)
	}
	p.gap(roomy)
	for _, why := range s.Why {
		p.text("", 0, m.theme.Text, why)
	}
	p.gap(roomy)
	for _, w := range s.Warnings {
		ink := m.theme.Text
		if w.Mark != steps.MarkNote {
			ink = m.theme.Style(w.Mark).Bold(false)
		}
		p.text(m.theme.Sign(w.Mark)+" ", 2, ink, w.Text)
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
	if source = style.Line(source); source != "" {
		if p.sides(p.theme.Title.Render(style.Line(title)), p.theme.Dim.Render(source)) {
			return
		}
	}
	p.text("", 0, p.theme.Title, title)
	if source != "" {
		p.text("", 0, p.theme.Dim, source)
	}
}

// live is how a letter looks that is a key: in a field it is a letter.
func (m *model) live() lipgloss.Style {
	if m.inField() {
		return m.theme.Dim
	}
	return m.theme.Key
}

// trouble says what happened, why, what to do about it and by whom, and the key
// that goes there.
func (p *page) trouble(s steps.Screen, live lipgloss.Style) {
	t := s.Trouble
	mark := cmp.Or(t.Mark, steps.MarkFail)
	p.text(p.theme.Sign(mark)+" ", 2, p.theme.Style(mark), t.What)
	if why := t.Why; why != "" {
		if t.Sure != "" {
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
		key := style.Line(a.Key)
		p.text("  "+live.Render(key)+" ", 3+style.Width(key), p.theme.Text, a.Label+" (nothing is lost)")
	}
}

// numbered is how far a numbered text is indented.
const numbered = 4

// number draws a numbered line; the number counts from 0. One alone has an arrow.
func (p *page) number(indent, i, of int, text string) {
	n := strconv.Itoa(i + 1)
	if of == 1 {
		n = "→"
	}
	lead := style.Space(indent+numbered-1-style.Width(n)) + p.theme.Accent.Render(n) + " "
	p.text(lead, indent+numbered, p.theme.Text, text)
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
			p.text(style.Space(numbered), numbered, m.theme.Dim, `(document: "`+do.Document+`")`)
		}
		if do.Link == nil {
			continue
		}
		if i := slices.IndexFunc(m.screen.Values, func(v steps.Value) bool { return v.Text == do.Link.URL }); i >= 0 {
			m.carry(p, i)
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
		p.link(lead+m.live().Render(key), numbered, style.Line(do.Link.URL))
		p.place(rowID{aLink, i}, top)
	}
}

// told reports whether the trouble above has just these words.
func (m *model) told(f steps.Finding) bool {
	t := m.screen.Trouble
	return t != nil && f.Mark == steps.MarkFail && (f.Text == t.What || f.Text == t.Why)
}

func (m *model) findings(p *page) {
	if len(m.screen.Findings) == 1 && m.told(m.screen.Findings[0]) {
		return
	}
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
		p.place(rowID{aFinding, i}, top)
	}
}

// plainly is a finding's text; what you confirmed, or what is not checked, says
// so in words too.
func plainly(f steps.Finding) string {
	switch {
	case f.Mark == steps.MarkAttested, f.Mark == steps.MarkUnchecked:
		return f.Mark.Words() + ": " + f.Text
	default:
		return f.Text
	}
}
