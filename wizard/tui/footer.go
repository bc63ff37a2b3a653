package tui

import (
	"cmp"
	"slices"

	"charm.land/bubbles/v2/help"
	"charm.land/bubbles/v2/key"

	"threelo/wizard/style"
)

// footer is the last line: the keys that work now, the most important first. Where
// room is short, labels get shorter, then the less important keys go. What enter does
// and the help stay.
func (m *model) footer() string {
	list := slices.DeleteFunc(m.commands(), func(c command) bool { return c.helpOnly || c.Help().Desc == "" })
	tooWide := func() int { return footerWidth(list) - m.width }
	if tooWide() > 0 {
		for i, c := range list {
			if c.Help().Key != "enter" {
				list[i].SetHelp(c.Help().Key, cmp.Or(c.short, c.Help().Desc))
			}
		}
	}
	enter := max(slices.IndexFunc(list, func(c command) bool { return c.Help().Key == "enter" }), 0)
	if c, help := list[enter], list[len(list)-1]; footerWidth([]command{c, help}) > m.width && c.short != "" {
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
	h := help.Model{ShortSeparator: " · ", Styles: help.Styles{ShortKey: m.theme.Key, ShortDesc: m.theme.Text, ShortSeparator: m.theme.Rule}}
	return style.Truncate(" "+h.ShortHelpView(bindings), m.width)
}

// footerWidth is how many columns the footer takes with these keys.
func footerWidth(list []command) int {
	columns := 1 + 3*(len(list)-1)
	for _, c := range list {
		columns += style.Width(c.Help().Key) + 1 + style.Width(c.Help().Desc)
	}
	return columns
}
