package tui

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"charm.land/bubbles/v2/key"

	"threelo/steps/dialog"
	"threelo/wizard/style"
)

const program = "threelo"

// badge keeps a rehearsal from being taken for real.
func (m *model) badge() string { return dialog.Badge(m.screen.Demo, m.screen.TestHost) }

// place is the step's number, "3 of 9".
func (m *model) place() string {
	if m.screen.Of == 0 {
		return ""
	}
	return fmt.Sprintf("%d of %d", m.screen.N, m.screen.Of)
}

// header is the first line: program, product and site; the stages; badge and place.
// Where room is short, first the stages' names go, then their signs, then the site.
// Badge and place stay.
func (m *model) header() string {
	var ends []string
	if b := m.badge(); b != "" {
		ends = append(ends, m.theme.Demo.Render(" "+b+" "))
	}
	if place := m.place(); place != "" {
		ends = append(ends, m.theme.Dim.Render(place))
	}
	right := strings.Join(ends, "  ")
	product, site := style.Line(m.screen.Platform), style.Line(m.screen.Site)
	long := product
	if product != "" && site != "" {
		long += " → " + site
	}
	left := func(about string) string {
		return " " + m.theme.Key.Render(program) + "   " + m.theme.Text.Render(about)
	}
	for _, try := range []struct{ about, stages string }{
		{long, "  " + m.stages(true)}, {long, "  " + m.stages(false)}, {long, ""}, {product, ""},
	} {
		line, end := left(try.about), try.stages+"  "+right
		if space := m.width - 1 - style.Width(line) - style.Width(end); space >= 0 {
			return line + style.Space(space) + end
		}
	}
	return style.Pad(left(product), m.width-3-style.Width(right)) + "  " + right
}

// stages is a sign for each stage: done, here, ahead or skipped; perhaps with its name.
func (m *model) stages(named bool) string {
	parts := make([]string, len(m.screen.Stages))
	for i, name := range m.screen.Stages {
		sign, s := "○", m.theme.Dim
		switch {
		case slices.Contains(m.screen.Skipped, i): // stays ahead
		case i < m.screen.Stage:
			sign = "●"
		case i == m.screen.Stage:
			sign, s = "◆", m.theme.Accent.Bold(true)
		}
		if named {
			sign += " " + style.Line(name)
		}
		parts[i] = s.Render(sign)
	}
	return strings.Join(parts, " ")
}

// title tells the step in the window's title, for a screen reader and the task bar.
func (m *model) title() string {
	parts := []string{program, m.badge(), m.place(), style.Line(m.screen.Title)}
	return strings.Join(slices.DeleteFunc(parts, func(part string) bool { return part == "" }), " · ")
}

// footer is the last line: the keys that work now, the most important first. Where
// room is short, labels get shorter, then the less important keys go. What enter does
// and the help stay.
func (m *model) footer() string {
	line := m.help()
	list := slices.DeleteFunc(m.commands(), func(c command) bool { return c.helpOnly || c.Help().Desc == "" })
	width := func(list ...command) int { // drawing it only to measure it takes long
		sum := 1 - style.Width(line.ShortSeparator)
		for _, c := range list {
			sum += style.Width(line.ShortSeparator + c.Help().Key + " " + c.Help().Desc)
		}
		return sum
	}
	tooWide := func() int { return width(list...) - m.width }
	for i := len(list) - 1; i >= 0 && tooWide() > 0; i-- {
		if c := list[i]; c.Help().Key != "enter" {
			list[i].SetHelp(c.Help().Key, cmp.Or(c.short, c.Help().Desc))
		}
	}
	enter := max(slices.IndexFunc(list, func(c command) bool { return c.Help().Key == "enter" }), 0)
	if c, help := list[enter], list[len(list)-1]; width(c, help) > m.width && c.short != "" {
		list[enter].SetHelp(c.Help().Key, c.short)
	}
	for n := len(list); n > enter+2 && tooWide() > 0; n-- {
		list = slices.Delete(list, n-2, n-1) // the last is the help
	}
	if c := list[enter]; tooWide() > 0 {
		list[enter].SetHelp(c.Help().Key, style.Truncate(c.Help().Desc, style.Width(c.Help().Desc)-tooWide()))
	}
	bindings := make([]key.Binding, len(list))
	for i, c := range list {
		bindings[i] = c.Binding
	}
	return style.Truncate(" "+line.ShortHelpView(bindings), m.width)
}
