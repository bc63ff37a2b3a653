package tui

import (
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"threelo/steps"
)

// freeze is how long keys are ignored after a step was entered without one: the
// person may have been about to press something on the step before.
const freeze = 400 * time.Millisecond

// press handles a key. What is on top takes it first: leaving, the overlay, the
// field, then the actions.
func (m *model) press(msg tea.KeyPressMsg) tea.Cmd {
	key := msg.String()
	if key == "ctrl+c" {
		if m.leaving {
			m.result.Left = true
			return tea.Quit
		}
		m.leaving = true
		return nil
	}
	if time.Now().Before(m.frozen) || m.small() {
		return nil
	}
	m.leaving, m.stuck, m.note = false, false, ""
	m.doubted = m.doubted && key == "enter"
	switch key {
	case "ctrl+z":
		return m.suspend
	case "pgup":
		m.scrollBy(-max(m.room()-2, 1))
		return nil
	case "pgdown":
		m.scrollBy(max(m.room()-2, 1))
		return nil
	case "f1":
		m.toggleHelp()
		return nil
	}
	m.reveal = true
	switch {
	case m.overlay.kind != overNone:
		m.pressOverlay(key)
	case m.screen.Report != nil:
		m.pressReport(key)
	case m.inField():
		m.pressField(key, msg.Key())
	default:
		m.pressAction(key)
	}
	return nil
}

func (m *model) toggleHelp() {
	if m.overlay.kind == overNone {
		m.open(overlay{kind: overHelp})
	} else {
		m.closeOverlay()
	}
}

func (m *model) pressOverlay(key string) {
	switch key {
	case "esc", "q", "enter", "?":
		m.closeOverlay()
	case "up", "k", "down", "j":
		down := key == "down" || key == "j"
		if m.overlay.kind == overWhere {
			m.overlay.mark = step(m.overlay.mark, len(m.screen.Where), down)
		} else {
			m.scrollLine(down)
		}
	case "c":
		if v, ok := m.value(); ok && m.overlay.kind == overWhere {
			m.handle(steps.Act{ID: steps.ActionCopy, Arg: string(v.ID)})
		}
	case "v":
		if m.overlay.kind == overWhere {
			m.show()
		}
	case "w":
		if m.overlay.kind == overWhere {
			m.closeOverlay()
		}
	case "d":
		if m.overlay.kind == overDetails {
			m.closeOverlay()
		}
	}
}

// pressReport handles the keys of the status screen.
func (m *model) pressReport(key string) {
	switch key {
	case "up", "k", "down", "j":
		m.selected = step(m.selected, len(m.sheet.Items()), key == "down" || key == "j")
	case "d":
		m.details, m.selected = !m.details, max(m.selected, 0)
	case "esc":
		if m.details {
			m.details = false
		} else if m.screen.Back {
			m.handle(steps.Back{})
		}
	case "enter":
		m.handle(steps.Next{})
	default:
		m.letter(key)
	}
}

// pressField handles a key while typing.
func (m *model) pressField(key string, k tea.Key) {
	f := m.screen.Fields[m.focus]
	if m.inSearch() && (key == "enter" || key == "down") {
		m.toFound()
		return
	}
	switch key {
	case "enter":
		if !m.visibleFocus() && m.unset(m.focus) {
			return // it is scrolled to, so that one sees what one enters
		}
		field, step := m.focus, m.screen.Step
		if m.refused(field) && m.heldBack(field) {
			return
		}
		if m.editor(f.ID).dirty && !m.commit(field) || m.focus != field || m.screen.Step != step {
			return // refused, or what came of it moved the focus or the step
		}
		if i, more := m.nextEmpty(field); more && i != field {
			m.focus = i
			return
		}
		m.onward()
	case "tab", "shift+tab":
		m.moveFocus(key == "tab")
	case "down", "up":
		if i := m.focus + map[string]int{"down": 1, "up": -1}[key]; i >= 0 && i < len(m.screen.Fields) {
			m.moveFocus(key == "down")
		} else {
			m.scrollLine(key == "down")
			m.reveal = false
		}
	case "esc":
		if m.screen.Back {
			m.handle(steps.Back{})
		}
	default:
		e := m.editor(f.ID)
		if !e.edit(key) && k.Text != "" && k.Mod&^tea.ModShift == 0 {
			e.insert(k.Text)
		}
		if m.inSearch() {
			m.filter()
		}
	}
}

// canHelp reports whether the sandbox can do this step, in a rehearsal.
func (m *model) canHelp() bool {
	return slices.ContainsFunc(m.screen.Actions, func(a steps.Action) bool { return a.ID == steps.ActionSandbox })
}

// moveFocus goes from field to field and to the actions behind the last; what
// was typed is handed over.
func (m *model) moveFocus(forward bool) {
	step, places := m.screen.Step, len(m.screen.Fields)+1
	m.commit(m.focus)
	if m.screen.Step != step || len(m.screen.Fields)+1 != places {
		return
	}
	if forward {
		m.focus = (m.focus + 1) % places
	} else {
		m.focus = (m.focus + places - 1) % places
	}
}

// pressAction handles a key while the actions have the focus.
func (m *model) pressAction(key string) {
	switch key {
	case "enter":
		m.enter()
	case "esc":
		if m.screen.Back {
			m.handle(steps.Back{})
		}
	case "tab", "shift+tab":
		m.moveFocus(key == "tab")
	case "up", "k", "down", "j":
		m.moveMark(key == "down" || key == "j")
	case "home", "end":
		m.reveal = false
		m.scrollBy(map[string]int{"home": -1, "end": 1}[key] * len(m.page.lines))
	case "space":
		m.space()
	default:
		m.letter(key)
	}
}

// space ticks the marked scope, or chooses the marked answer.
func (m *model) space() {
	if i, ok := m.marked(anOption); ok && m.screen.Choices != nil && i < len(m.screen.Choices.Options) {
		m.handle(steps.Choose{Choices: m.screen.Choices.ID, Option: m.screen.Choices.Options[i].ID})
		return
	}
	if i, ok := m.marked(aScope); ok && i < len(m.screen.Scopes) {
		m.handle(steps.Toggle{Scope: m.screen.Scopes[i].Scope})
	}
}

// letterOf are the actions that this face carries out itself, or completes with
// what is marked, and their keys.
var letterOf = map[steps.ActionID]string{
	steps.ActionCopy: "c", steps.ActionOpen: "o", steps.ActionShow: "v", steps.ActionWhere: "w", details: "d", explain: "i", help: "?",
}

// The actions that only this face has.
const (
	details steps.ActionID = "details"
	explain steps.ActionID = "explain"
	help    steps.ActionID = "help"
)

// letter does what an action's key does. The step's own actions lead.
func (m *model) letter(key string) {
	var id steps.ActionID
	for common, letter := range letterOf {
		if letter == key {
			id = common
		}
	}
	if a, ok := action(m.screen, key); ok {
		id = a.ID
	}
	switch id {
	case steps.ActionCopy:
		m.copy()
	case steps.ActionOpen:
		if l, ok := m.link(); ok {
			m.handle(steps.Act{ID: steps.ActionOpen, Arg: l.URL})
		}
	case steps.ActionShow:
		m.show()
	case steps.ActionWhere:
		if len(m.screen.Where) > 0 {
			m.open(overlay{kind: overWhere})
		}
	case details:
		if hasDetails(m.screen) {
			m.open(overlay{kind: overDetails})
		}
	case explain:
		m.unfolded = !m.unfolded
	case help:
		m.open(overlay{kind: overHelp})
	case "":
	default:
		m.asked = true
		m.handle(steps.Act{ID: id})
	}
}

// copy copies the marked scope or value; the mark of a value moves on to the
// next one that was not copied yet.
func (m *model) copy() {
	i, ok := m.marked(aValue)
	if item, is := m.scope(); is && !ok {
		m.handle(steps.Act{ID: steps.ActionCopy, Arg: item.Scope})
		return
	}
	v, is := m.value()
	if !is {
		return
	}
	step := m.screen.Step
	m.handle(steps.Act{ID: steps.ActionCopy, Arg: string(v.ID)})
	if !ok {
		i = nextUncopied(m.screen.Values, -1)
	}
	if m.screen.Step == step && i < len(m.screen.Values) {
		next := nextUncopied(m.screen.Values, i)
		if next >= 0 && !m.screen.Values[next].Copied {
			i = next
		}
		m.mark = rowID{aValue, i}
	}
}

// step is the next place in a list, or the one before; it stays at the ends.
func step(at, of int, down bool) int {
	if down {
		return min(at+1, of-1)
	}
	return max(at-1, 0)
}
