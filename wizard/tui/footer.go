package tui

import (
	"cmp"
	"slices"
	"strings"

	"threelo/steps"
	"threelo/wizard/style"
)

// hint is a key that works now, with what it does; short is said instead where
// room is short. The higher its weight the longer it stays then.
type hint struct {
	key, label, short string
	weight            int
}

// hints lists the keys that work now, the most useful first. Those of weight 0
// stand only under "?".
func (m *model) hints() []hint {
	if m.overlay.kind != overNone {
		return m.overlayHints()
	}
	return m.stepHints()
}

// stepHints lists the keys of the step itself.
func (m *model) stepHints() []hint {
	switch {
	case m.screen.Report != nil:
		return m.reportHints()
	case m.inField():
		return m.fieldHints()
	}
	s := m.screen
	hints, first := m.letters(), 0
	if _, ok := cure(s); ok {
		first = 1 // where something is wrong its cure is the next useful key
	}
	hints = slices.Insert(hints, first, m.enterHint())
	if len(s.Fields) > 0 {
		tab := hint{"tab", toTheField, "field", 88}
		if m.enterMeans() == tab.label {
			tab.weight = 0 // said already
		}
		hints = append(hints, tab)
	}
	if s.Back {
		hints = append(hints, hint{"esc", "back", "", 60})
	}
	return append(hints, hint{"?", "help", "", 99})
}

// letters are the keys that work while the actions have the focus.
func (m *model) letters() []hint {
	s := m.screen
	var hints []hint
	if a, ok := cure(s); ok {
		hints = append(hints, own(a))
	}
	switch {
	case s.Choices != nil && s.Choices.Many:
		hints = append(hints, hint{arrows, "move", "", 93}, hint{"space", "on or off", "", 92})
	case s.Choices != nil:
		hints = append(hints, hint{arrows, "move", "", 93})
	case len(s.Scopes) > 0:
		hints = append(hints, hint{arrows, "move", "", 55}, hint{"space", "tick", "", 92})
	}
	if v, ok := m.value(); ok {
		label := "copy"
		if v.Copied {
			label = "copy again"
		}
		hints = append(hints, hint{"c", label, "", 90})
	} else if len(s.Scopes) > 0 {
		hints = append(hints, hint{"c", "copy", "", 90})
	}
	if l, ok := m.link(); ok {
		label := "open"
		if links(s) == 1 && l.Label != "" && style.Width(l.Label) <= 20 {
			label = style.Line(l.Label)
		}
		hints = append(hints, hint{"o", label, "open", 85})
	}
	for _, a := range s.Actions {
		if a.ID == m.outShown {
			hints = append(hints, hint{a.Key, style.Line(a.Label), "", 0})
			continue
		}
		hints = replace(hints, own(a))
	}
	if _, ok := m.value(); ok || links(s) > 0 {
		hints = append(hints, hint{"v", "show it", "", 40})
	}
	if hasDetails(s) {
		hints = append(hints, hint{"d", "details", "", 50})
	}
	if len(s.Scopes) > 0 {
		label := "explain all"
		if m.unfolded {
			label = "fold"
		}
		hints = append(hints, hint{"i", label, "", 45})
	}
	if len(s.Where) > 0 {
		hints = append(hints, hint{"w", "what goes where", "", 30})
	}
	return unique(hints)
}

// own is the hint for an action of the step. The way to a cure leads.
func own(a steps.Action) hint {
	h := hint{key: a.Key, label: style.Line(a.Label)}
	switch {
	case a.ID == steps.ActionFix:
		h.short, h.weight = "go to the cure", 95
	case a.Main:
		h.weight = 87
	}
	return h
}

// replace puts a hint in the place of one with the same key, or at the end: an
// action of the step has its own word for a key.
func replace(hints []hint, h hint) []hint {
	for i := range hints {
		if hints[i].key == h.key {
			hints[i].label = h.label
			hints[i].weight = max(hints[i].weight, h.weight)
			return hints
		}
	}
	return append(hints, h)
}

// unique keeps the first hint of each key.
func unique(hints []hint) []hint {
	seen := map[string]bool{}
	out := hints[:0]
	for _, h := range hints {
		if h.key != "" && !seen[h.key] {
			out = append(out, h)
		}
		seen[h.key] = true
	}
	return out
}

// fieldHints are the keys while typing: letters are letters there.
func (m *model) fieldHints() []hint {
	tab := hint{"tab", leaveField, "keys", 90}
	enter := m.enterHint()
	if m.focus+1 < len(m.screen.Fields) {
		tab.label = "next field"
		if enter.label == tab.label {
			tab.weight = 0 // said already
		}
	} else {
		var then []string
		for _, h := range m.letters() {
			if h.weight >= 80 && h.key != arrows {
				then = append(then, h.key+" "+cmp.Or(h.short, h.label))
			}
		}
		if len(then) > 2 {
			then[1] += " …"
		}
		if len(then) > 0 {
			tab.label = leaveField + ", then " + strings.Join(then[:min(len(then), 2)], ", ")
		}
		if len(then) > 0 && m.width >= tersely {
			tab.short = leaveField + ", then " + then[0]
		}
	}
	hints := []hint{enter, tab}
	if m.screen.Back {
		hints = append(hints, hint{"esc", "back", "", 60})
	}
	return append(hints, hint{"F1", "help", "", 99})
}

// reportHints are the keys of the status screen.
func (m *model) reportHints() []hint {
	s := m.screen
	hints := []hint{{"enter", style.Line(s.Next.Label), "", 100}}
	for _, a := range s.Actions {
		hints = append(hints, own(a))
	}
	label := "details"
	if m.details {
		label = "fewer details"
	}
	hints = append(hints, hint{arrows, "line", "", 40}, hint{"d", label, "", 70})
	if len(s.Where) > 0 {
		hints = append(hints, hint{"w", "what goes where", "", 30})
	}
	if s.Back {
		hints = append(hints, hint{"esc", "back", "", 60})
	}
	return unique(append(hints, hint{"?", "help", "", 99}))
}

// What keys mean in more places than one.
const (
	toTheField = "to the field"
	onceFilled = "once filled in"
	leaveField = "leave the field"
	arrows     = "↑↓"
)

// What stays as long as it can, and how short a long meaning of enter gets for it.
const (
	tersely       = 60 // columns; below, the shortest words do
	keepWeight    = 60
	longEnter     = 24
	shortestEnter = 20
)

// footer is the last line: as many hints as fit, in their order. Where room is
// short they first get shorter, then the lightest go. The name of the next step
// gives way to a key that is needed. Nothing is cut without a sign.
func (m *model) footer() string {
	var shown []hint
	for _, h := range m.hints() {
		if h.label != "" && h.weight > 0 {
			shown = append(shown, h)
		}
	}
	for len(shown) > 0 {
		least := lightest(shown)
		tries := [][]hint{shown, shortened(shown, "enter", "tab")}
		if shown[least].weight >= keepWeight || len(shown) == 1 {
			long := shortened(shown, "enter")
			tries = append(tries, m.cutEnter(tries[1], longEnter), long, m.cutEnter(long, shortestEnter), shortened(shown))
		}
		for _, hints := range tries {
			if wide(hints) < m.width {
				return m.hintLine(hints)
			}
		}
		shown = slices.Delete(shown, least, least+1)
	}
	return ""
}

// cutEnter cuts a long meaning of enter so that the hints fit, but to no less
// than told, unless it is the only one.
func (m *model) cutEnter(hints []hint, least int) []hint {
	over, label := wide(hints)+1-m.width, style.Width(hints[0].label)
	if room := label - over; over > 0 && (label > longEnter && room >= least || len(hints) == 1) {
		hints = slices.Clone(hints)
		hints[0].label = style.Truncate(hints[0].label, room)
	}
	return hints
}

// shortened says hints in fewer words, but for those of some keys.
func shortened(hints []hint, but ...string) []hint {
	out := slices.Clone(hints)
	for i, h := range out {
		if !slices.Contains(but, h.key) {
			out[i].label = cmp.Or(h.short, h.label)
		}
	}
	return out
}

// lightest is the place of the lightest hint, the last of several.
func lightest(hints []hint) int {
	least := 0
	for i, h := range hints {
		if h.weight <= hints[least].weight {
			least = i
		}
	}
	return least
}

// wide is how many columns hintLine takes.
func wide(hints []hint) int {
	columns := 1 + 3*(len(hints)-1)
	for _, h := range hints {
		columns += style.Width(h.key) + 1 + style.Width(h.label)
	}
	return columns
}

func (m *model) hintLine(hints []hint) string {
	parts := make([]string, len(hints))
	for i, h := range hints {
		parts[i] = m.theme.Key.Render(h.key) + " " + m.theme.Text.Render(h.label)
	}
	return " " + strings.Join(parts, m.theme.Rule.Render(" · "))
}

// wayOut is the step's own action that stands beside what is awaited, so that
// nobody waits without knowing what else there is.
func wayOut(s steps.Screen) (steps.Action, bool) {
	if s.Waiting == nil {
		return steps.Action{}, false
	}
	for _, a := range s.Actions {
		if _, common := letterOf[a.ID]; a.Main && !common && a.ID != steps.ActionFix && a.ID != steps.ActionSandbox {
			return a, true
		}
	}
	return steps.Action{}, false
}

// cure is the action that goes to the step which cures the trouble.
func cure(s steps.Screen) (steps.Action, bool) {
	i := slices.IndexFunc(s.Actions, func(a steps.Action) bool { return a.ID == steps.ActionFix })
	if i < 0 || s.Trouble == nil {
		return steps.Action{}, false
	}
	return s.Actions[i], true
}

// action finds the step's own action for a key.
func action(s steps.Screen, key string) (steps.Action, bool) {
	for _, a := range s.Actions {
		if a.Key == key {
			return a, true
		}
	}
	return steps.Action{}, false
}
