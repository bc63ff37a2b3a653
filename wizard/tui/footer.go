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
	look := help.Model{ShortSeparator: " · ", Styles: help.Styles{ShortKey: m.theme.Key, ShortDesc: m.theme.Text, ShortSeparator: m.theme.Rule}}
	draw := func(list ...command) string {
		bindings := make([]key.Binding, len(list))
		for i, c := range list {
			bindings[i] = c.Binding
		}
		return " " + look.ShortHelpView(bindings)
	}
	list := slices.DeleteFunc(m.commands(), func(c command) bool { return c.helpOnly || c.Help().Desc == "" })
	tooWide := func() int { return style.Width(draw(list...)) - m.width }
	if tooWide() > 0 {
		for i, c := range list {
			if c.Help().Key != "enter" {
				list[i].SetHelp(c.Help().Key, cmp.Or(c.short, c.Help().Desc))
			}
		}
	}
	enter := max(slices.IndexFunc(list, func(c command) bool { return c.Help().Key == "enter" }), 0)
	if c, help := list[enter], list[len(list)-1]; style.Width(draw(c, help)) > m.width && c.short != "" {
		list[enter].SetHelp(c.Help().Key, c.short)
	}
	for n := len(list); n > enter+2 && tooWide() > 0; n-- {
		list = slices.Delete(list, n-2, n-1) // the last is the help
	}
	if c := list[enter]; tooWide() > 0 {
		list[enter].SetHelp(c.Help().Key, style.Truncate(c.Help().Desc, style.Width(c.Help().Desc)-tooWide()))
	}
	return style.Truncate(draw(list...), m.width)
}
