package tui

import (
	"fmt"
	"slices"
	"time"

	"charm.land/bubbles/v2/spinner"
	tea "charm.land/bubbletea/v2"

	"threelo/steps/dialog"
	"threelo/wizard/style"
)

// The program draws nothing while nothing happens. A clock runs only while something
// is awaited or a secret is on the clipboard, a spinner only while something is being
// checked. Waiting for a person takes minutes, so that clock is slow.
const (
	clock     = time.Second
	slowClock = 10 * clock
)

var moon = spinner.Spinner{Frames: []string{"◐", "◓", "◑", "◒"}, FPS: 150 * time.Millisecond}

// startClock starts the clock when the screen needs one that does not run yet.
func (m *model) startClock() tea.Cmd {
	pace := clockPace(m.screen)
	due := time.Now().Add(pace)
	if pace == 0 || !m.clockDue.IsZero() && !due.Before(m.clockDue) { // a slower one may run
		return nil
	}
	m.clockDue = due
	return tea.Tick(pace, func(now time.Time) tea.Msg { return clockMsg{due, now} })
}

// clockPace is how often a screen's clock moves on; 0 when it has none.
func clockPace(s dialog.Screen) time.Duration {
	switch {
	case s.Clipped != nil, s.Waiting != nil && !s.Waiting.Yours:
		return clock
	case s.Waiting != nil:
		return slowClock
	}
	return 0
}

// startSpinner starts the spinner when something is being checked and it does not
// spin yet.
func (m *model) startSpinner() tea.Cmd {
	if m.spinning || m.options.NoAnimation || !isBusy(m.screen) {
		return nil
	}
	m.spinning = true
	return m.spinner.Tick
}

// spin turns the spinner as long as something is being checked.
func (m *model) spin(tick spinner.TickMsg) (cmd tea.Cmd) {
	if m.spinning = isBusy(m.screen); m.spinning {
		m.spinner, cmd = m.spinner.Update(tick)
	}
	return cmd
}

// busySign is the spinner's sign, or a still one where nothing spins.
func (m *model) busySign() string {
	if m.spinning {
		return m.spinner.View()
	}
	return style.Glyph(dialog.MarkBusy)
}

// isBusy reports whether something is being checked.
func isBusy(s dialog.Screen) bool {
	busy := func(f dialog.Finding) bool { return f.Mark == dialog.MarkBusy }
	return s.Waiting != nil && s.Waiting.Of > 0 || slices.ContainsFunc(s.Findings, busy) ||
		slices.ContainsFunc(s.Fields, func(f dialog.Field) bool { return f.Finding != nil && busy(*f.Finding) })
}

// waitingLine says what is awaited, for how long, and how far it is.
func (m *model) waitingLine(width int) string {
	w := m.screen.Waiting
	right := elapsed(w.Since, m.screen.Now)
	if w.Of > 0 {
		right = fmt.Sprintf("%d of %d  %s", w.Done, w.Of, right)
	}
	what := style.Truncate(style.Line(w.What), width-3-style.Width(right)-2)
	return m.theme.Accent.Render(m.busySign()) + " " + m.theme.Text.Render(what) + "  " + right
}

// clippedLine counts down until a secret is taken off the clipboard.
func (m *model) clippedLine(width int) string {
	c := m.screen.Clipped
	left := elapsed(m.screen.Now, c.Until.Add(time.Second-1)) // the last second is still 0:01
	line := m.theme.Dim.Render(style.Line(c.Label)+": off the clipboard in ") + m.theme.Text.Render(left)
	return style.Truncate(line, width)
}

// elapsed is a duration in minutes and seconds: 0:42, 12:05, 60:09.
func elapsed(since, now time.Time) string {
	s := max(int(now.Sub(since)/time.Second), 0)
	return fmt.Sprintf("%d:%02d", s/60, s%60)
}
