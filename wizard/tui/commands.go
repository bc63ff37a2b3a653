package tui

import (
	"slices"
	"strings"

	"charm.land/bubbles/v2/key"

	"threelo/steps/dialog"
	"threelo/wizard/style"
)

// A command is a key that works now: what the footer and the help say about it,
// and what it does. What is not in the list of commands does nothing.
type command struct {
	key.Binding
	short    string       // instead of the label where room is short
	helpOnly bool         // the help lists it, the footer does not
	run      func(string) // gets the key; nil for keys that the field handles
}

// on makes a command. The keys follow where they differ from how they are shown.
func on(shown, label string, run func(string), keys ...string) command {
	if len(keys) == 0 {
		keys = []string{shown}
	}
	return command{Binding: key.NewBinding(key.WithKeys(keys...), key.WithHelp(shown, label)), run: run}
}

// inHelp makes a command that only the help lists.
func inHelp(shown, label string, run func(string), keys ...string) command {
	c := on(shown, label, run, keys...)
	c.helpOnly = true
	return c
}

// do makes a command's function of one that does not need the key.
func do(f func()) func(string) { return func(string) { f() } }

func isDown(key string) bool {
	return key == "down" || key == "j" || key == "tab" || key == "pgdown" || key == "end"
}

const arrows = "↑↓"

var arrowKeys = []string{"up", "k", "down", "j"}

// Labels that are used in more places than one.
const (
	toTheField   = "to the field"
	whenFilledIn = "when filled in"
	whenPasted   = "when pasted"
)

// commands lists the keys that work now, the most important first.
func (m *model) commands() []command {
	if len(m.overlays) > 0 {
		return m.overlayCommands()
	}
	return m.stepCommands()
}

// stepCommands lists the keys of the step, whatever lies over it.
func (m *model) stepCommands() []command {
	var list []command
	switch {
	case m.screen.Report != nil:
		list = m.statusCommands()
	case m.inField():
		list = m.fieldCommands()
	default:
		list = m.keyCommands()
	}
	return append(list, m.scrollCommand())
}

// keyCommands are the keys while no field has the focus.
func (m *model) keyCommands() []command {
	s := m.screen
	fix, others := m.actionCommands()
	enter := m.enterCommand()
	list := slices.Concat(fix, []command{enter})
	if m.mark.kind == presetRow {
		list = append(list, on("← →", "change", do(m.change), "left", "right", "space"))
	}
	move := on(arrows, "move", func(key string) { m.moveMark(isDown(key)) }, arrowKeys...)
	if move.helpOnly = s.Choices == nil; move.helpOnly {
		move.SetHelp(arrows, "mark another line, or scroll")
	}
	list = append(list, move)
	switch {
	case s.Choices != nil && s.Choices.Many:
		list = append(list, on("space", "on or off", do(m.space)))
	case len(s.Scopes) > 0:
		done := on("space", "mark as done", do(m.space))
		done.short = "mark"
		list = append(list, done)
	}
	list = append(list, others...)
	if len(s.Fields) > 0 {
		tab := on("tab", toTheField, func(key string) { m.tab(isDown(key)) }, "tab", "shift+tab")
		typed := slices.ContainsFunc(s.Fields, func(f dialog.Field) bool { return !f.Pasted })
		tab.short, tab.helpOnly = "field", enter.Help().Desc == toTheField || !typed
		list = append(list, tab)
	}
	if hasDetails(s) {
		list = append(list, on("d", "details", do(func() { m.open(overlay{kind: overDetails}) })))
	}
	list = append(list, m.backCommand()...)
	return append(list, m.helpCommand("?"), inHelp("home end", "to the top, to the end",
		func(key string) { m.scrollBy(len(m.page.lines), isDown(key)) }, "home", "end"))
}

// either is yes or no, as the condition says.
func either[T any](is bool, yes, no T) T {
	if is {
		return yes
	}
	return no
}

// fieldCommands are the keys while typing: letters are letters there.
func (m *model) fieldCommands() []command {
	enter := m.enterCommand()
	tab := on("tab", "next field", func(key string) { m.tab(isDown(key)) }, "tab", "shift+tab")
	switch {
	case m.focus()+1 == len(m.screen.Fields):
		tab.short = "other keys"
		tab.SetHelp("tab", either(hasDetails(m.screen), "details, ", "")+tab.short)
	case enter.Help().Desc == "next field":
		tab.helpOnly = true // said already
	}
	move := inHelp(arrows, "mark another line, or scroll", func(key string) { m.moveMark(isDown(key)) }, "up", "down")
	list := []command{enter}
	if len(m.screen.Presets) > 0 {
		list = append(list, on("↓", "change an answer", move.run, "up", "down"))
	}
	list = append(append(list, tab), m.backCommand()...)
	return append(list, m.helpCommand("F1"), inHelp("ctrl+u", "clear the field up to the cursor; ctrl+w clears a word", nil), move)
}

// statusCommands are the keys of the status screen.
func (m *model) statusCommands() []command {
	fix, others := m.actionCommands()
	list := slices.Concat([]command{on("enter", m.next(), do(m.onward))}, fix, others)
	if m.selected < 0 {
		list = append(list, on("d", "details", do(func() { m.selected = 0 })))
		return append(append(list, m.backCommand()...), m.helpCommand("?"))
	}
	list = append(list, on("esc", "fewer details", do(func() { m.selected = -1 })))
	if hasDetails(m.screen) {
		list = append(list, on("d", "more about what is next", do(func() { m.open(overlay{kind: overDetails}) })))
	}
	move := func(key string) {
		by := either(isDown(key), 1, -1)
		m.selected = max(0, min(m.selected+by, len(m.status.Items())-1))
	}
	return append(list, on(arrows, "line", move, arrowKeys...), m.helpCommand("?"))
}

// overlayCommands are the keys of what lies over the step.
func (m *model) overlayCommands() []command {
	closing := on("esc", "back to the step", do(m.closeOverlay), "esc", "q", "enter", "?", "f1", "d")
	closing.short = "back"
	return []command{closing, inHelp(arrows, "scroll", func(key string) { m.scrollBy(1, isDown(key)) }, arrowKeys...), m.scrollCommand()}
}

func (m *model) enterCommand() command {
	label, run := m.enter()
	c := on("enter", label, do(run))
	if label == m.next() {
		c.short = style.Line(m.screen.Next.Short)
	}
	return c
}

func (m *model) scrollCommand() command {
	return inHelp("pgup pgdn", "scroll", func(key string) { m.scrollBy(max(m.room()-2, 1), isDown(key)) }, "pgup", "pgdown")
}

func (m *model) helpCommand(shown string) command {
	return on(shown, "help", do(func() { m.open(overlay{kind: overHelp}) }), strings.ToLower(shown), "f1")
}

func (m *model) backCommand() []command {
	if !m.screen.Back {
		return nil
	}
	return []command{on("esc", "back", do(func() { m.handle(dialog.Back{}) }))}
}

// actionCommands are the step's own actions: the one that leads to the fix of a
// problem, and the others. In a rehearsal the sandbox's key is the first of them.
func (m *model) actionCommands() (fix, others []command) {
	for _, a := range m.screen.Actions {
		switch c := m.actionCommand(a); a.ID {
		case dialog.ActionFix:
			fix = append(fix, c)
		case dialog.ActionSandbox:
			others = slices.Insert(others, 0, c)
		default:
			others = append(others, c)
		}
	}
	return fix, others
}

// actionCommand completes an action with what is marked, or carries it out here
// when it changes only what this face shows.
func (m *model) actionCommand(a dialog.Action) command {
	c := on(a.Key, style.Line(a.Label), do(func() { m.handle(dialog.Act{ID: a.ID}) }))
	c.helpOnly = !a.Main
	switch a.ID {
	case dialog.ActionCopy:
		c.run = do(m.copyMarked)
	case dialog.ActionOpen:
		c.run, c.short = do(m.openLink), "open"
	case dialog.ActionShow:
		c.run = do(m.show)
	case dialog.ActionFix:
		c.short = "go to the fix"
	case dialog.ActionSandbox:
		c.short = "sandbox"
	case dialog.ActionLine:
		c.short = "without the line"
	case dialog.ActionMessage:
		c.short = "message"
	case dialog.ActionAgain:
		c.short = "repeat"
	}
	return c
}

// action finds one of the step's actions.
func action(s dialog.Screen, id dialog.ActionID) (dialog.Action, bool) {
	i := slices.IndexFunc(s.Actions, func(a dialog.Action) bool { return a.ID == id })
	if i < 0 {
		return dialog.Action{}, false
	}
	return s.Actions[i], true
}

// keyOf is the key of one of the step's actions.
func (m *model) keyOf(id dialog.ActionID) string {
	a, _ := action(m.screen, id)
	return style.Line(a.Key)
}

// fixAction goes to the step where the problem can be fixed.
func fixAction(s dialog.Screen) (dialog.Action, bool) {
	a, ok := action(s, dialog.ActionFix)
	return a, ok && s.Problem != nil
}
