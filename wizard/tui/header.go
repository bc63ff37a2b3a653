package tui

import (
	"strconv"
	"strings"

	"threelo/wizard/style"
)

const program = "threelo"

// rehearsal is the badge that keeps a rehearsal from being taken for real.
func (m *model) rehearsal() string {
	switch {
	case m.screen.TestHost:
		return "TEST HOSTS"
	case m.screen.Demo:
		return "DEMO"
	default:
		return ""
	}
}

// stage is the short name of where one is, and the step's place.
func (m *model) stage() (name, place string) {
	s := m.screen
	if s.Stage >= 0 && s.Stage < len(s.Stages) {
		name = style.Line(s.Stages[s.Stage])
	}
	if s.Of > 0 {
		place = strconv.Itoa(s.N) + "/" + strconv.Itoa(s.Of)
	}
	return name, place
}

// hasDots reports whether the way walked and ahead stands in a line below the header.
func (m *model) hasDots() bool {
	return m.height >= dotsFrom && !m.hasRail() && len(m.screen.Stages) > 1
}

// header is the first line: program, platform and site at the left; rehearsal
// and place at the right. The stage's name stands there only where the way walked
// does not show it. What does not fit goes in this order: the place in words, the
// stage's name, the site, the platform's end. The rehearsal and the place stay.
func (m *model) header() string {
	s := m.screen
	name, place := m.stage()
	badge := ""
	if r := m.rehearsal(); r != "" {
		badge = m.theme.Demo.Render(" " + r + " ")
	}
	about, site := style.Line(s.Platform), style.Line(s.Site)
	if about != "" && site != "" {
		about += " → " + site
	}
	right := func(where string) string {
		return strings.TrimSpace(badge + "  " + m.theme.Dim.Render(where))
	}
	words := ""
	if s.Of > 0 {
		words = "step " + strconv.Itoa(s.N) + " of " + strconv.Itoa(s.Of)
	}
	if m.hasDots() || m.hasRail() {
		name = ""
	}
	named := func(place string) string { return strings.Trim(name+", "+place, ", ") }
	for _, try := range []struct{ about, right string }{
		{about, right(named(words))}, {about, right(named(place))}, {about, right(place)}, {style.Line(s.Platform), right(place)},
	} {
		left := " " + m.theme.Brand.Render(program) + "   " + m.theme.Text.Render(try.about)
		if space := m.width - 1 - style.Width(left) - style.Width(try.right); space >= 2 {
			return left + style.Space(space) + try.right
		}
	}
	end := right(place)
	left := " " + m.theme.Brand.Render(program) + "  " + m.theme.Text.Render(style.Line(s.Platform))
	left = style.Truncate(left, m.width-3-style.Width(end))
	return left + style.Space(m.width-1-style.Width(left)-style.Width(end)) + end
}

// dot is the sign of a stage: walked, here, ahead.
func (m *model) dot(i int) string {
	switch {
	case i < m.screen.Stage:
		return m.theme.Accent.Render("●")
	case i == m.screen.Stage:
		return m.theme.Accent.Bold(true).Render("◆")
	default:
		return m.theme.Rule.Render("○")
	}
}

// dots is the way walked and ahead in one line: a sign for each stage, and as
// many names as fit, the present one always.
func (m *model) dots() string {
	s := m.screen
	if len(s.Stages) == 0 {
		return ""
	}
	var signs []string
	for i := range s.Stages {
		signs = append(signs, m.dot(i))
	}
	line := " " + strings.Join(signs, " ")
	if style.Width(line) > m.width/2 { // many stages, or a narrow window
		line = " " + strings.Join(signs, "")
	}
	line += "  "
	room := m.width - 1 - style.Width(line)
	from := 0
	for from < s.Stage && style.Width(strings.Join(s.Stages[from:min(s.Stage+2, len(s.Stages))], " · ")) > room-2 {
		from++
	}
	for i := from; i < len(s.Stages); i++ {
		name, least := m.stageName(i), 0
		if i < len(s.Stages)-1 {
			least = 2 // for the sign that more follow
		}
		switch {
		case i > from:
			name = m.theme.Rule.Render(" · ") + name
		case from > 0:
			name = m.theme.Dim.Render("… ") + name
		}
		if i > s.Stage && style.Width(line)+style.Width(name)+least > m.width-1 {
			line += m.theme.Dim.Render(" …")
			break
		}
		line += name
	}
	return style.Truncate(line, m.width-1)
}

func (m *model) stageName(i int) string {
	name := style.Line(m.screen.Stages[i])
	if i == m.screen.Stage {
		return m.theme.Accent.Bold(true).Render(name)
	}
	return m.theme.Dim.Render(name)
}

// railWidth is the rail's width, its line and the space around included.
const railWidth = 26

// rail is the way walked and ahead as a column; a long way is shown around the
// present stage.
func (m *model) rail(height int) []string {
	s := m.screen
	from := 0
	if len(s.Stages) > height {
		from = min(max(s.Stage-height/2, 0), len(s.Stages)-height)
	}
	lines := make([]string, height)
	for y := range lines {
		text := ""
		if i := from + y; i < len(s.Stages) {
			text = " " + m.dot(i) + " " + m.stageName(i)
		}
		if y == 0 && from > 0 || y == height-1 && from+height < len(s.Stages) {
			text = " " + m.theme.Dim.Render(style.More)
		}
		lines[y] = style.Pad(text, railWidth-3) + m.theme.Rule.Render("│") + "  "
	}
	return lines
}

// rule separates; at its end it says what lies beyond the window.
func (m *model) rule(beyond string) string {
	if beyond == "" {
		return m.theme.Rule.Render(strings.Repeat("─", m.width))
	}
	line := m.width - style.Width(beyond) - 3
	return m.theme.Rule.Render(strings.Repeat("─", max(line, 0))) + " " + m.theme.Key.Render(beyond) +
		" " + m.theme.Rule.Render("─")
}

// title tells the step in the window's title, for a screen reader and the task bar.
func (m *model) title() string {
	name, place := m.stage()
	parts := []string{program}
	if r := m.rehearsal(); r != "" {
		parts = append(parts, r)
	}
	if place != "" {
		parts = append(parts, strings.TrimSpace(name+" "+place))
	}
	if t := style.Line(m.screen.Title); t != "" {
		parts = append(parts, t)
	}
	return strings.Join(parts, " · ")
}
