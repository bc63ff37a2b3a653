package tui

import (
	"charm.land/bubbles/v2/key"
	"charm.land/bubbles/v2/textinput"

	"threelo/steps/dialog"
)

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

// allKeys are the keys in the order of the page.
var allKeys = []key.Binding{keyEnter, keyBack, keyMove, keyPage, keyEnds, keyTab, keySpace, keyNumber, keyChange, keyDetails, keyHelp, keyClear, keyWord, keyStop, keyLeave}

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
