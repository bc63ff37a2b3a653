package tui

import (
	"slices"
	"time"

	"charm.land/bubbles/v2/spinner"
	"charm.land/bubbles/v2/viewport"
	tea "charm.land/bubbletea/v2"

	"threelo/steps/dialog"
	"threelo/wizard/report"
	"threelo/wizard/style"
)

// model is the one tea.Model. A message goes through Update, which changes the
// model and lays the screen out; View only puts the lines together.
type model struct {
	journey Journey
	options Options
	suspend tea.Cmd // ctrl+z; nil where a program cannot be stopped
	left    bool    // ctrl+c was pressed twice

	theme         style.Theme
	width, height int

	screen dialog.Screen    // what the journey shows
	status *report.Prepared // of its report; nil on other screens

	// Where the person is on the screen.
	editors map[editorKey]*editor
	mark    row
	typing  bool    // the keyboard is in a field that is only pasted into
	overlay overlay // what lies over the step

	// What the next message or key takes back.
	reveal      bool      // the focus must be in the window after this message
	news        []row     // findings that came with this message
	frozenUntil time.Time // keys are ignored until then
	leaving     bool      // ctrl+c was pressed once
	confirmSkip bool      // enter was pressed once on a rejected field
	note        string    // what this face itself has to say

	// Typed text that is not drawn yet: see typeText.
	undrawn  bool
	frame    tea.View  // the last one that was drawn
	idleFrom time.Time // the last text was taken, and drawn

	// The screen laid out: the page, and the lines below it.
	page     *page
	content  []string       // the page's lines as they are drawn
	viewport viewport.Model // scrolls the page; its own keys and mouse are off
	tail     []string
	written  written // the value in full that was written in one piece

	clockDue time.Time // when the clock moves on; zero while none runs
	spinner  spinner.Model
	spinning bool // a tick of the spinner is on its way
}

// Messages besides Bubble Tea's own.
type (
	eventMsg   struct{ event dialog.Event }
	clockMsg   struct{ due, now time.Time }
	rewriteMsg struct{}
	drawMsg    struct{} // draws what was typed
)

func newModel(j Journey, o Options) *model {
	m := &model{
		journey: j, options: o,
		theme: style.Dark(), width: o.Width, height: o.Height,
		editors: map[editorKey]*editor{}, spinner: spinner.New(spinner.WithSpinner(moon)),
	}
	m.refresh()
	m.arrange()
	return m
}

// Init implements tea.Model.
func (m *model) Init() tea.Cmd {
	return tea.Batch(tea.RequestBackgroundColor, m.startClock(), m.startSpinner())
}

// Update implements tea.Model.
func (m *model) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	m.reveal, m.news = false, nil
	if k, ok := msg.(tea.KeyPressMsg); ok && m.isText(k) {
		return m, m.typeText(k.Text)
	}
	m.catchUp()
	step := m.screen.Step
	cmd := m.update(msg)
	m.arrange()
	if m.journey.Ended() {
		return m, tea.Quit
	}
	if m.theme.NoLinks && m.screen.Step != step { // such a terminal may lose count of its lines
		cmd = tea.Batch(cmd, tea.ClearScreen)
	}
	return m, tea.Batch(cmd, m.startClock(), m.startSpinner(), m.rewriteLater())
}

func (m *model) update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		m.reveal = !m.small() && m.visibleFocus()
		m.width, m.height = msg.Width, msg.Height
		m.written = written{} // it breaks elsewhere now
	case tea.BackgroundColorMsg:
		m.theme = style.For(msg.IsDark(), m.options.Env)
	case tea.KeyPressMsg:
		return m.press(msg)
	case tea.PasteMsg:
		if !m.frozen() {
			m.leaving, m.note, m.overlay = false, "", overlay{}
			m.paste(msg.Content)
		}
	case eventMsg:
		m.handle(msg.event)
		if opened, ok := msg.event.(dialog.Opened); ok && opened.Error != "" {
			l, _ := m.link()
			m.open(overlay{kind: overValue, text: l, copies: l})
		}
	case clockMsg:
		if msg.due.Equal(m.clockDue) { // otherwise a quicker one took its place
			m.clockDue = time.Time{}
			m.handle(dialog.Tick{Now: msg.now})
		}
	case spinner.TickMsg:
		return m.spin(msg)
	case rewriteMsg:
		return m.rewrite()
	}
	return nil
}

// freeze is how long keys are ignored after something appeared that no key asked
// for: the person may have been about to press a key for what was there before.
const freeze = 400 * time.Millisecond

func (m *model) frozen() bool { return time.Now().Before(m.frozenUntil) }

// handle gives an event to the journey and takes the screen that comes of it.
func (m *model) handle(ev dialog.Event) {
	m.journey.Handle(ev)
	m.refresh()
}

// refresh takes the journey's screen. A new step starts at its top, with the focus
// where the next thing is to be done.
func (m *model) refresh() {
	before := m.screen
	m.screen = m.journey.Screen()
	if m.status = nil; m.screen.Report != nil {
		m.status = report.Prepare(*m.screen.Report, report.Admin)
	}
	if m.screen.Arrived > before.Arrived {
		m.frozenUntil = time.Now().Add(freeze)
	}
	m.updateEditors()
	if m.screen.Step == before.Step && m.page != nil {
		m.keepPlace(before)
		return
	}
	m.overlay = overlay{}
	m.viewport.GotoTop()
	m.mark, m.typing = firstMark(m.screen), false
	if field, waits := m.firstFocus(); waits {
		m.mark = field
	}
	m.confirmSkip, m.news = false, nil
	m.reveal = m.mark.kind == optionRow && m.mark.index > 0 && !m.screen.Choices.Attests // a list opens at its answer
}

// keepPlace keeps focus and mark valid while a step changes under them, and
// scrolls to what is new.
func (m *model) keepPlace(before dialog.Screen) {
	s := m.screen
	if field, waits := m.firstFocus(); waits && len(before.Fields) == 0 {
		m.mark = field
	}
	copied := func(v dialog.Value) bool { return v.OnClipboard }
	was, now := slices.IndexFunc(before.Values, copied), slices.IndexFunc(s.Values, copied)
	if m.mark.kind == valueRow && now > m.mark.index && now != was {
		m.mark.index = now // enter copied it
	}
	m.validateMark()
	if s.Problem != nil && (before.Problem == nil || before.Problem.What != s.Problem.What) {
		m.viewport.GotoTop()
		m.reveal, m.news = false, nil
		if hasFix(s) && m.inField() {
			m.mark, m.frozenUntil = firstMark(s), time.Now().Add(freeze)
		}
		return
	}
	if w := s.Waiting; m.overlay.kind == overNone && (w == nil || w.Yours) {
		m.news = m.newFindings(before)
	}
}

// newFindings are the findings that were not there before. A note is not news, nor is
// what could not be checked.
func (m *model) newFindings(before dialog.Screen) []row {
	var news []row
	for i, f := range m.screen.Findings {
		same := func(old dialog.Finding) bool { return old.Mark == f.Mark && old.Text == f.Text }
		if f.Mark != dialog.MarkNote && f.Mark != dialog.MarkUnchecked && !slices.ContainsFunc(before.Findings, same) {
			news = append(news, row{findingRow, i})
		}
	}
	return news
}
