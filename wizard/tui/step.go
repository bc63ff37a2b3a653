package tui

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"charm.land/lipgloss/v2"

	"threelo/steps/dialog"
	"threelo/wizard/style"
)

// drawStep draws a step from top to bottom: what it is and why, what went wrong,
// what to do, what to choose, enter and copy, and what was found.
func (m *model) drawStep(p *page) {
	s := m.screen
	p.title("", s.Title, s.Source)
	if s.Problem != nil {
		p.gap(loose)
		m.drawProblem(p, *s.Problem)
		p.gap(loose)
	}
	p.gap(roomy)
	for _, why := range s.Why {
		p.text("", m.theme.Text, why)
	}
	p.gap(roomy)
	m.drawFindings(p, noRow, s.Warnings, true)
	m.drawFindings(p, findingRow, s.Findings, true)
	m.drawFindings(p, noRow, s.Warnings, false)
	p.gap(airy)
	m.drawInstructions(p)
	p.gap(loose)
	if searches(s) {
		m.drawFields(p) // above what they filter
	}
	if s.Choices != nil {
		m.drawChoices(p, *s.Choices)
		p.gap(airy)
	}
	if s.After >= len(s.Do) {
		m.drawScopes(p)
	}
	if !searches(s) {
		m.drawFields(p)
	}
	p.gap(loose)
	m.drawValues(p, s.Values)
	p.gap(airy)
	m.drawFindings(p, findingRow, s.Findings, false)
	p.trim()
}

// title draws a heading after a finished lead, and at the end of its line where it comes
// from, if that fits.
func (p *page) title(lead, title, source string) {
	left := lead + p.theme.Title.Render(style.Line(title))
	if line := p.ended(left, p.theme.Dim.Render(style.Line(source))); line != left {
		p.add(line)
		return
	}
	p.text(lead, p.theme.Title, title)
	p.text("", p.theme.Dim, source)
}

// keyStyle is how a key looks on the page: in a field, a letter is only a letter.
func (m *model) keyStyle() lipgloss.Style {
	return either(m.inField(), m.theme.Dim, m.theme.Key)
}

// drawProblem says what happened, why, what to do about it and who can, and the key
// that goes there.
func (m *model) drawProblem(p *page, t dialog.Problem) {
	mark := cmp.Or(t.Mark, dialog.MarkFail)
	p.text(p.theme.Sign(mark)+" ", *p.theme.Style(mark), t.What)
	if t.Why != "" {
		p.text("  ", p.theme.Text, strings.TrimPrefix(t.Sure+": ", ": ")+t.Why)
	}
	for i, fix := range t.Fix {
		p.number(2, i, len(t.Fix), fix)
	}
	if t.By != "" {
		p.text("  ", p.theme.Dim, "who can fix it: "+t.By)
	}
	if a := action(m.screen, dialog.ActionFix); a.ID != "" {
		p.text("  "+m.keyStyle().Render(style.Line(a.Key))+" ", p.theme.Text, a.Label+" (nothing is lost)")
	}
}

// numbered is how far a numbered text is indented.
const numbered = 4

// number draws a numbered line; one alone has an arrow.
func (p *page) number(indent, i, of int, text string) {
	n := either(of == 1, "→", strconv.Itoa(i+1))
	p.text(style.Space(indent+numbered-1-style.Width(n))+p.theme.Accent.Render(n)+" ", p.theme.Text, text)
}

// drawInstructions draws what to do, and below each its link, value and field. They
// need no label there, because the instruction names them.
func (m *model) drawInstructions(p *page) {
	for i, do := range m.screen.Do {
		if i == m.screen.After {
			m.drawScopes(p)
		}
		p.number(0, i, len(m.screen.Do), do.Text)
		value := slices.IndexFunc(m.screen.Values, func(v dialog.Value) bool { return v.ID == do.Value })
		if do.Link != "" && value < 0 {
			m.drawLink(p, i, do.Link)
		}
		if value >= 0 {
			m.drawValueBelow(p, value, do.Link)
		}
		if field := slices.IndexFunc(m.screen.Fields, func(f dialog.Field) bool { return f.ID == do.Field }); field >= 0 {
			m.drawText(p, field, m.marker(row{fieldRow, field})+"  ", numbered, len(p.lines))
		}
	}
}

// drawLink draws a link in one line below its instruction, with the key that opens it.
// When it is cut, "o" still opens all of it, "v" shows it, and the terminal knows it
// (OSC 8).
func (m *model) drawLink(p *page, i int, l string) {
	opened, _ := m.link()
	top, r := len(p.lines), row{linkRow, i}
	key := either(l == opened, m.keyStyle().Render("o "), "  ")
	lead := m.marker(r) + key
	p.add(lead + linked(p.theme, l).Render(style.Truncate(style.Line(l), p.width-style.Width(lead))))
	p.place(r, span{top, len(p.lines)})
}

// withInstruction reports whether an instruction is about a value or a field, so that
// it is drawn there.
func withInstruction(s dialog.Screen, value dialog.ValueID, field dialog.InputID) bool {
	return slices.ContainsFunc(s.Do, func(do dialog.Instruction) bool {
		return value != "" && do.Value == value || field != "" && do.Field == field
	})
}

// repeatsProblem reports whether the problem above has the same words.
func (m *model) repeatsProblem(f dialog.Finding) bool {
	t := m.screen.Problem
	return t != nil && f.Mark == dialog.MarkFail && (f.Text == t.What || f.Text == t.Why)
}

// warns reports whether a mark asks for attention.
func warns(m dialog.Mark) bool { return m == dialog.MarkWarn || m == dialog.MarkFail }

// drawFindings draws what must not be missed, or what the step found: either what needs
// attention, which is above what to do, where everybody looks, or the rest.
func (m *model) drawFindings(p *page, kind rowKind, findings []dialog.Finding, attention bool) {
	for i, f := range findings {
		if warns(f.Mark) == attention {
			top := len(p.lines)
			p.finding("", f, m.busySign())
			p.place(row{kind, i}, span{top, len(p.lines)})
		}
	}
}

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
	group, lines := "", m.optionLines(p, c)
	for i, o := range c.Options {
		if o.Group != group {
			group = o.Group
			p.gap(airy)
			p.text("", m.theme.Text.Bold(true), group)
		}
		top, r := len(p.lines), row{optionRow, i}
		if lines != nil {
			p.add(lines[i])
		} else {
			s := m.labelStyle(r)
			lead := m.marker(r) + s.Render(m.optionBox(c, i))
			p.text(lead, s, o.Label)
			p.text(style.Space(style.Width(lead)), m.theme.Dim, o.Help)
		}
		p.place(r, span{top, len(p.lines)})
	}
}

// optionLines draws each answer in one line, with its explanation beside it; nil where
// one is too long for that. A table would take the time of a thousand cells.
func (m *model) optionLines(p *page, c dialog.Choices) []string {
	label, help, lines := 0, 0, make([]string, len(c.Options))
	for i, o := range c.Options {
		label, help = max(label, style.Width(m.optionBox(c, i)+style.Line(o.Label))), max(help, style.Width(o.Help))
	}
	if help == 0 || 2+label+2+help > p.width {
		return nil
	}
	for i, o := range c.Options {
		r := row{optionRow, i}
		answer := m.labelStyle(r).Render(m.optionBox(c, i) + style.Line(o.Label))
		lines[i] = m.marker(r) + style.Pad(answer, label+2) + m.theme.Dim.Render(style.Line(o.Help))
	}
	return lines
}

// optionBox shows whether an answer is chosen. Of a list to pick from, it is the one that
// enter takes.
func (m *model) optionBox(c dialog.Choices, i int) string {
	chosen := c.Options[i].Chosen
	switch {
	case c.Many:
		return either(chosen, "[x] ", "[ ] ")
	case m.mark.kind == optionRow && !c.Attests:
		chosen = m.mark.index == i
	}
	return either(chosen, "◉ ", "○ ")
}
