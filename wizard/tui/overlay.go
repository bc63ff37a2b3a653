package tui

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"charm.land/bubbles/v2/help"
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"threelo/steps/dialog"
	"threelo/wizard/report"
	"threelo/wizard/style"
)

type overlayKind int

const (
	overNone    overlayKind = iota
	overHelp                // all keys of this screen
	overValue               // one value, whole, to be selected with the mouse
	overDetails             // more about findings and a problem
)

// overlay is what lies over the step for a moment.
type overlay struct {
	kind   overlayKind
	text   string // of overValue
	copies string // what the key for copying copies
	scroll int    // of what is below, to return to
}

// showsValue reports whether the screen belongs to one value.
func (m *model) showsValue() bool { return m.overlay.kind == overValue }

func (m *model) open(o overlay) {
	m.overlay = o
	m.overlay.scroll = m.viewport.YOffset()
	m.viewport.GotoTop()
}

// closeOverlay returns to what is below, as it was left.
func (m *model) closeOverlay() {
	scroll := m.overlay.scroll
	m.overlay = overlay{}
	m.arrange() // with its own height
	m.viewport.SetYOffset(scroll)
	m.reveal = false
}

// drawn is how long the terminal takes at most to draw a frame.
const drawn = 50 * time.Millisecond

// written is a value on the screen: the line where it begins, and what is seen of it.
type written struct {
	line int
	text string
}

// wholeValue is the value that is shown in full, as far as it is in the window.
func (m *model) wholeValue() written {
	seen := m.seen()
	from, to := max(m.page.whole.top, seen.top), min(m.page.whole.end, seen.end)
	if m.small() || from >= to {
		return written{}
	}
	var text string
	for _, line := range m.page.lines[from:to] {
		text += line.text
	}
	if strings.ContainsFunc(text, func(r rune) bool { return r < ' ' || r > '~' }) {
		return written{} // only plain characters are sure to break where the cells do
	}
	return written{m.above() + from - seen.top, text}
}

// rewriteLater asks for a value shown in full to be written once more over its own
// cells, in one piece: the terminal then breaks it itself and knows that it is one
// line, so that a link selected with the mouse has no line breaks in it.
func (m *model) rewriteLater() tea.Cmd {
	before := m.written
	m.written = m.wholeValue()
	if m.written == before || m.written.text == "" {
		return nil
	}
	return tea.Tick(drawn, func(time.Time) tea.Msg { return rewriteMsg{} })
}

// rewrite writes the value that is still shown.
func (m *model) rewrite() tea.Cmd {
	now := m.wholeValue()
	return tea.Raw(fmt.Sprintf("\x1b7\x1b[m\x1b[%d;1H%s\x1b8", now.line+1, now.text)) // keep the cursor, go there, write, return
}

// keyColumn is how wide the keys are, with the space behind them.
const keyColumn = 11

// help draws keys: short in the footer, in full in the list of all.
func (m *model) help() help.Model {
	t := m.theme
	return help.Model{ShortSeparator: " · ", Styles: help.Styles{
		ShortKey: t.Key, ShortDesc: t.Text, ShortSeparator: t.Rule, FullKey: t.Key.Width(keyColumn - 1), FullDesc: t.Text,
	}}
}

// drawHelp lists every key of the step, then what the signs mean.
func (m *model) drawHelp(p *page) {
	p.title("", "Keys of this screen", "")
	p.gap(loose)
	list := m.stepCommands()
	field := m.inField() && m.screen.Report == nil
	if field {
		fix, others := m.actionCommands()
		list = slices.Concat(list, fix, others)
	}
	if m.suspend != nil {
		list = append(list, inHelp(keyStop, nil))
	}
	list = append(list, on(keyLeave, keyLeave.Help().Desc+"; "+m.screen.Kept(), nil))
	var keys []key.Binding
	for _, c := range list {
		shown, label := c.Help().Key, c.Help().Desc
		switch {
		case shown == "?" || shown == "F1":
			continue
		case label == whenFilledIn:
			label = "go on, when the field is filled in"
		case field && strings.HasPrefix(shown, "tab"):
			shown, label = "tab", keyTab.Help().Desc
		case field && len(shown) == 1:
			label += " (press tab first)"
		}
		if lines := style.Wrap(label, p.width-keyColumn); len(lines) > 0 { // help does not wrap
			c.SetHelp(shown+strings.Repeat("\n", len(lines)-1), strings.Join(lines, "\n"))
			keys = append(keys, c.Binding)
		}
	}
	p.add(strings.Split(m.help().FullHelpView([][]key.Binding{keys}), "\n")...)
	p.gap(airy)
	for _, mark := range []dialog.Mark{dialog.MarkProved, dialog.MarkAttested, dialog.MarkUnchecked, dialog.MarkWarn, dialog.MarkFail} {
		p.text(p.theme.Sign(mark)+" ", p.theme.Text, mark.Words())
	}
}

// hasDetails reports whether the key for details has something to show.
func hasDetails(s dialog.Screen) bool {
	return len(s.Details) > 0 || len(s.Explained()) > 0 || s.Report != nil
}

// drawDetails shows all details there are: what is wrong in the status, what was found, the
// step's, and each other line of the status.
func (m *model) drawDetails(p *page) {
	p.title("", "Details", "")
	var wrong, others []report.Item
	if m.status != nil {
		for _, it := range m.status.Items() {
			if it.Mark == dialog.MarkFail || it.Mark == dialog.MarkWarn {
				wrong = append(wrong, it)
			} else {
				others = append(others, it)
			}
		}
	}
	p.items(wrong)
	for _, f := range m.screen.Explained() {
		p.gap(loose)
		p.text(style.Glyph(f.Mark)+" ", *p.theme.Style(f.Mark), f.Text)
		p.text("  ", p.theme.Text, f.Detail)
	}
	for _, d := range m.screen.Details {
		p.gap(loose)
		p.text("", p.theme.Title, d.Title)
		p.text("  ", p.theme.Text, d.Text)
	}
	p.items(others)
}

// items draws lines of the status with their details.
func (p *page) items(list []report.Item) {
	for _, it := range list {
		p.gap(loose)
		p.title(p.theme.Sign(it.Mark)+" ", it.Label, it.Mark.Words())
		known := slices.DeleteFunc(slices.Clone(it.Details), func(detail string) bool { return detail == it.Text })
		p.text("  ", p.theme.Text, strings.Join(append([]string{it.Text}, known...), "\n"))
	}
}
