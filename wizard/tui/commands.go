package tui

import (
	"slices"

	"charm.land/bubbles/v2/key"
	"charm.land/bubbles/v2/textinput"

	"threelo/steps/dialog"
	"threelo/wizard/style"
)

// Labels that are used in more places than one.
const (
	toTheField   = "to the field"
	whenFilledIn = "when filled in"
	whenPasted   = "when pasted"
)

// commands lists the keys that work now, the most important first.
func (m *model) commands() []command {
	if m.overlay.kind != overNone {
		return m.overlayCommands()
	}
	return m.stepCommands()
}

// stepCommands lists the keys of the step, whatever lies over it.
func (m *model) stepCommands() []command {
	list, pages := m.keyCommands(), m.pageCommands()
	if m.inField() { // there home and end move the cursor
		list, pages = m.fieldCommands(), pages[:1]
	}
	isStatus := m.screen.Report != nil // there these keys open the details
	if isStatus || m.overlay.kind == overNone && !m.moves() {
		return slices.DeleteFunc(list, func(c command) bool { return slices.Equal(c.Keys(), keyMove.Keys()) })
	}
	return append(list, pages...)
}

// moves reports whether there is something to scroll, or another line to mark.
func (m *model) moves() bool {
	return m.viewport.TotalLineCount() > m.viewport.Height() || len(m.page.marks) > 1
}

// pageCommands move by a page, or as far as there is one.
func (m *model) pageCommands() []command {
	return []command{
		inHelp(keyPage, func(key string) { m.jump(m.viewport.Height()-2, isDown(key)) }),
		inHelp(keyEnds, func(key string) { m.jump(m.viewport.TotalLineCount(), isDown(key)) }),
	}
}

// keyCommands are the keys while no field has the focus.
func (m *model) keyCommands() []command {
	s := m.screen
	fix, others := m.actionCommands()
	enter := m.enterCommand()
	list := slices.Concat(fix, []command{enter})
	if m.mark.kind == presetRow {
		list = append(list, on(keyChange, "change", m.change))
	}
	move := m.moveCommand()
	if s.Choices != nil {
		move = on(keyMove, "move", move.run)
	}
	list = append(list, move)
	switch {
	case s.Choices != nil && s.Choices.Attests:
		list = append(list, inHelp(keyNumber, m.chooseNumber))
	case s.Choices != nil && s.Choices.Many && m.mark.kind == optionRow:
		list = append(list, on(keySpace, "on or off", do(m.space)))
	case m.mark.kind == scopeRow:
		done := on(keySpace, "mark as done", do(m.space))
		done.short = "mark"
		list = append(list, done)
	}
	list = append(list, others...)
	if len(s.Fields) > 0 {
		tab := on(keyTab, toTheField, func(key string) { m.tab(isDown(key)) })
		typed := slices.ContainsFunc(s.Fields, func(f dialog.Field) bool { return !f.Pasted })
		tab.short, tab.helpOnly = "field", enter.Help().Desc == toTheField || !typed
		list = append(list, tab)
	}
	if hasDetails(s) {
		details := on(keyDetails, "details", do(func() { m.open(overlay{kind: overDetails}) }))
		if s.Report != nil { // the status does not scroll, and what it leaves out is there
			details.SetKeys(slices.Concat(keyDetails.Keys(), keyMove.Keys(), keyPage.Keys(), keyEnds.Keys())...)
		}
		list = append(list, details)
	}
	return append(append(list, m.backCommand()...), m.helpCommand())
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
	tab := on(keyTab, "next field", func(key string) { m.tab(isDown(key)) })
	switch {
	case m.focus()+1 == len(m.screen.Fields):
		tab.SetHelp("tab", "other keys")
		if action(m.screen, dialog.ActionSandbox).ID != "" {
			tab.short = "sandbox"
			tab.SetHelp("tab then x", "sandbox does it")
		}
	case enter.Help().Desc == "next field":
		tab.helpOnly = true // said already
	}
	list, move := []command{enter}, m.moveCommand()
	move.SetKeys("up", "down")
	if len(m.screen.Presets) > 0 {
		change := on(move.Binding, "change an answer", move.run)
		change.short = "answers"
		change.SetHelp("↓", change.Help().Desc)
		list = append(list, change)
	}
	list = append(append(list, tab), m.backCommand()...)
	help := m.helpCommand()
	help.SetKeys("f1")
	help.SetHelp("F1", "help")
	return append(list, help, inHelp(keyClear, nil), inHelp(keyWord, nil), move)
}

// overlayCommands are the keys of what lies over the step.
func (m *model) overlayCommands() []command {
	closing := on(keyBack, "back to the step", do(m.closeOverlay))
	closing.SetKeys("esc", "q", "enter", "?", "f1", "d")
	closing.short = "back"
	list := []command{closing}
	if arg := m.overlay.copies; arg != "" {
		list = append(list, on(bind("c", "", "c"), "copy", do(func() { m.handle(dialog.Act{ID: dialog.ActionCopy, Arg: arg}) })))
	}
	if !m.moves() {
		return list
	}
	return append(append(list, inHelp(keyMove, func(key string) { m.scrollBy(1, isDown(key)) })), m.pageCommands()...)
}

func (m *model) enterCommand() command {
	label, run := m.enter()
	c := on(keyEnter, label, do(run))
	if label == m.next() {
		c.short = style.Line(m.screen.Next.Short)
	}
	return c
}

func (m *model) moveCommand() command {
	return inHelp(keyMove, func(key string) { m.moveMark(isDown(key)) })
}

func (m *model) helpCommand() command {
	return on(keyHelp, "help", do(func() { m.open(overlay{kind: overHelp}) }))
}

func (m *model) backCommand() []command {
	if !m.screen.Back {
		return nil
	}
	return []command{on(keyBack, "back", do(func() { m.handle(dialog.Back{}) }))}
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
	run := func() { m.handle(dialog.Act{ID: a.ID}) }
	switch a.ID {
	case dialog.ActionCopy:
		run = m.copyMarked
	case dialog.ActionOpen:
		run = m.openLink
	case dialog.ActionShow:
		run = m.show
	case dialog.ActionForget:
		run = func() {
			if m.mark.kind == optionRow {
				m.handle(dialog.Act{ID: a.ID, Arg: string(m.screen.Choices.Options[m.mark.index].ID)})
			}
		}
	}
	c := on(key.NewBinding(key.WithKeys(a.Key), key.WithHelp(a.Key, "")), style.Line(a.Label), do(run))
	c.helpOnly, c.short = !a.Main, shortLabels[a.ID]
	return c
}

// action is one of the step's actions; the zero Action when it has no such one.
func action(s dialog.Screen, id dialog.ActionID) dialog.Action {
	for _, a := range s.Actions {
		if a.ID == id {
			return a
		}
	}
	return dialog.Action{}
}

// hasFix reports whether a key goes to the step where the problem can be fixed.
func hasFix(s dialog.Screen) bool { return action(s, dialog.ActionFix).ID != "" }

// The keys of this face, each with what it does in general: the page docs/keys.md says
// that, and help where a screen has nothing better to say. A screen's own letters come
// with it (dialog.Action).
var (
	keyEnter   = bind("enter", "go on: the footer says how", "enter")
	keyBack    = bind("esc", "back", "esc")
	keyMove    = bind("↑↓", "mark another line, or scroll", "up", "down")
	keyPage    = bind("pgup pgdn", "a page up or down", "pgup", "pgdown")
	keyEnds    = bind("home end", "to the top, to the end", "home", "end")
	keyTab     = bind("tab", "to the next field, then to the keys; shift+tab goes back", "tab", "shift+tab")
	keySpace   = bind("space", "mark as done, or choose one of several", "space")
	keyNumber  = bind("1-9", "choose the answer with this number, where only you know it", "1", "2", "3", "4", "5", "6", "7", "8", "9")
	keyChange  = bind("← →", "change the marked answer", "left", "right", "space")
	keyDetails = bind("d", "details", "d")
	keyHelp    = bind("?", "help; in a field, F1", "?", "f1")
	keyClear   = bind("ctrl+u", "clear the field up to the cursor, or all of it when it is hidden", editing.DeleteBeforeCursor.Keys()...)
	keyWord    = bind("ctrl+w", "clear a word", editing.DeleteWordBackward.Keys()...)
	keyStop    = bind("ctrl+z", "suspend threelo; fg brings it back", "ctrl+z")
	keyLeave   = bind("ctrl+c", "twice: leave", "ctrl+c")
)

// editing are the keys of Bubbles' text input, which people know from other programs.
var editing = textinput.DefaultKeyMap()

func bind(shown, does string, keys ...string) key.Binding {
	return key.NewBinding(key.WithKeys(keys...), key.WithHelp(shown, does))
}

func isDown(key string) bool {
	return key == "down" || key == "tab" || key == "pgdown" || key == "end"
}

// A command is a key that works now: what the footer and the help say about it,
// and what it does. What is not in the list of commands does nothing.
type command struct {
	key.Binding
	short    string       // instead of the label where room is short
	helpOnly bool         // the help lists it, the footer does not
	run      func(string) // gets the key; nil for keys that the field handles
}

// on makes a command of a key, with what it does now.
func on(k key.Binding, label string, run func(string)) command {
	k.SetHelp(k.Help().Key, label)
	return command{Binding: k, run: run}
}

// inHelp makes a command that only the help lists.
func inHelp(k key.Binding, run func(string)) command {
	return command{Binding: k, helpOnly: true, run: run}
}

// do makes a command's function of one that does not need the key.
func do(f func()) func(string) { return func(string) { f() } }

// shortLabels are those of a step's actions where room is short.
var shortLabels = map[dialog.ActionID]string{
	dialog.ActionOpen: "open", dialog.ActionFix: "go to the fix", dialog.ActionSandbox: "sandbox",
	dialog.ActionLine: "without the line", dialog.ActionMessage: "message", dialog.ActionAgain: "repeat",
}
