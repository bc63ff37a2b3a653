package tui

import (
	"fmt"
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"threelo/steps"
	"threelo/wizard/style"
)

// The program draws nothing while nothing happens. A clock runs only while
// something is awaited or a secret lies on the clipboard, a spinner only while
// something is tested. Waiting for a person takes minutes: no clock has to
// count their seconds, and the program then rests as one does that shows nothing.
const (
	clock       = time.Second
	slowClock   = 10 * clock
	spinnerWait = 300 * time.Millisecond // what is quicker needs no spinner
	spinnerStep = 150 * time.Millisecond
)

var spinner = []string{"◐", "◓", "◑", "◒"}

type (
	clockMsg   struct{ due, now time.Time }
	spinnerMsg time.Time
)

// wait starts the clock or the spinner when the screen needs one and it does
// not run yet.
func (m *model) wait() tea.Cmd {
	var cmds []tea.Cmd
	if pace := paceOf(m.screen); pace > 0 {
		due := time.Now().Add(pace)
		if m.due.IsZero() || due.Before(m.due) { // a slower one may run
			m.due = due
			cmds = append(cmds, tea.Tick(pace, func(now time.Time) tea.Msg { return clockMsg{due, now} }))
		}
	}
	if !isBusy(m.screen) {
		m.spin = 0
	} else if m.animate && !m.spinning {
		m.spinning = true
		step := spinnerStep
		if m.spin == 0 {
			step = spinnerWait
		}
		cmds = append(cmds, tea.Tick(step, func(t time.Time) tea.Msg { return spinnerMsg(t) }))
	}
	return tea.Batch(cmds...)
}

// paceOf is how often the clock of a screen moves on; 0 when it has none.
func paceOf(s steps.Screen) time.Duration {
	switch {
	case s.Clipped != nil, s.Waiting != nil && !s.Waiting.Yours:
		return clock
	case s.Waiting != nil:
		return slowClock
	}
	return 0
}

// isBusy reports whether something is being tested. Waiting for a person has a
// clock; a spinner would only be unrest.
func isBusy(s steps.Screen) bool {
	for _, f := range s.Findings {
		if f.Mark == steps.MarkBusy {
			return true
		}
	}
	for _, f := range s.Fields {
		if f.Finding != nil && f.Finding.Mark == steps.MarkBusy {
			return true
		}
	}
	return s.Waiting != nil && s.Waiting.Of > 0
}

// busySign is the spinner's present sign; "" before there is one.
func (m *model) busySign() string {
	if m.spin == 0 {
		return ""
	}
	return spinner[(m.spin-1)%len(spinner)]
}

// waiting is the line that says what is awaited, for how long, and how far it is;
// beside it, where it fits, what else one can do.
func (m *model) waiting(width int) string {
	w := m.screen.Waiting
	sign := m.busySign()
	if sign == "" {
		sign = "…"
	}
	right := elapsed(w.Since, w.Now)
	if w.Of > 0 {
		right = fmt.Sprintf("%d of %d  %s", w.Done, w.Of, right)
		if bar := min(20, width/4); bar >= 8 {
			full := bar * min(max(w.Done, 0), w.Of) / w.Of
			right = m.theme.Accent.Render(strings.Repeat("━", full)) +
				m.theme.Rule.Render(strings.Repeat("─", bar-full)) + " " + right
		}
	}
	what := style.Truncate(style.Line(w.What), width-3-style.Width(right)-2)
	line := m.theme.Busy.Render(sign) + " " + m.theme.Text.Render(what) + "  " + right
	out, ok := wayOut(m.screen)
	if !ok {
		return line
	}
	key := style.Line(out.Key)
	if m.inField() {
		key = "tab, then " + key
	}
	way := m.theme.Key.Render(key) + " " + m.theme.Text.Render(style.Line(out.Label))
	if space := width - style.Width(line) - style.Width(way); space >= 2 {
		m.outShown = out.ID
		return line + style.Space(space) + way
	}
	return line
}

// clipped is the line that counts down until a secret is taken off the clipboard.
func (m *model) clipped(width int) string {
	c := m.screen.Clipped
	left := c.Until.Sub(c.Now) + time.Second - 1 // the last second is still 0:01
	line := m.theme.Dim.Render(style.Line(c.Label)+": off the clipboard in ") + m.theme.Text.Render(elapsed(c.Now, c.Now.Add(left)))
	again := hint{key: "c", label: "copies again"}
	if !slices.ContainsFunc(m.screen.Values, func(v steps.Value) bool { return v.ID == c.Value }) {
		again.key = "w, then c" // from what goes where
	}
	if m.inField() {
		again.key = "tab, " + again.key
	}
	key := m.theme.Rule.Render(" · ") + m.theme.Key.Render(again.key) + " " + m.theme.Text.Render(again.label)
	if style.Width(line)+style.Width(key) <= width {
		return line + key
	}
	return style.Truncate(line, width)
}

// elapsed is a duration as a clock shows it: 0:42, 12:05, 1:00:09.
func elapsed(since, now time.Time) string {
	if since.IsZero() || now.Before(since) {
		return "0:00"
	}
	s := int(now.Sub(since) / time.Second)
	if s < 3600 {
		return fmt.Sprintf("%d:%02d", s/60, s%60)
	}
	return fmt.Sprintf("%d:%02d:%02d", s/3600, s/60%60, s%60)
}
