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
	clock        = time.Second
	slowClock    = 10 * clock
	spinnerDelay = 300 * time.Millisecond // what is quicker needs no spinner
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
	return tea.Tick(spinnerDelay, func(time.Time) tea.Msg { return m.spinner.Tick() })
}

// spin turns the spinner as long as something is being checked.
func (m *model) spin(tick spinner.TickMsg) (cmd tea.Cmd) {
	if m.spinning, m.spun = isBusy(m.screen), isBusy(m.screen); m.spun {
		m.spinner, cmd = m.spinner.Update(tick)
	}
	return cmd
}

// busySign is the spinner's sign, or a still one before it spins.
func (m *model) busySign() string {
	if m.spun {
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
	right := elapsed(w.Since, w.Now)
	if w.Of > 0 {
		right = fmt.Sprintf("%d of %d  %s", w.Done, w.Of, right)
	}
	what := style.Truncate(style.Line(w.What), width-3-style.Width(right)-2)
	return m.theme.Accent.Render(m.busySign()) + " " + m.theme.Text.Render(what) + "  " + right
}

// clippedLine counts down until a secret is taken off the clipboard.
func (m *model) clippedLine(width int) string {
	c := m.screen.Clipped
	left := c.Until.Sub(c.Now) + time.Second - 1 // the last second is still 0:01
	line := m.theme.Dim.Render(style.Line(c.Label)+": off the clipboard in ") + m.theme.Text.Render(elapsed(c.Now, c.Now.Add(left)))
	if slices.ContainsFunc(m.screen.Values, func(v dialog.Value) bool { return v.ID == c.Value }) {
		again := m.theme.Rule.Render(" · ") + m.theme.Key.Render(either(m.inField(), "tab, then ", "")+action(m.screen, dialog.ActionCopy).Key) + " " + m.theme.Text.Render("copies again")
		if style.Width(line)+style.Width(again) <= width {
			return line + again
		}
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
