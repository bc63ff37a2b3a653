package tui

import (
	"context"
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"threelo/steps"
	"threelo/wizard/report"
	"threelo/wizard/style"
)

// model is the one model of the program. Everything else here is plain data and
// methods on it. Update changes it and does nothing else: effects are the
// journey's, and what they bring comes in as messages.
type model struct {
	journey Journey
	ctx     context.Context // ends what waits for messages
	options Options
	animate bool

	theme         style.Theme
	width, height int

	screen   steps.Screen
	sheet    *report.Sheet // its report made ready to be drawn; nil where it has none
	editors  map[fieldKey]*editor
	taken    map[fieldKey]string // a field's text as it last came from the journey
	focus    int                 // a field, or len(fields) for the actions
	mark     rowID
	unfolded bool // scopes are explained each
	overlay  overlay
	selected int  // of the status screen's lines
	details  bool // of the status screen

	page *page // the step or overlay laid out
	top  []string
	foot []string

	outShown steps.ActionID // the action that stands beside what is awaited
	scroll   int
	reveal   bool    // the focus must be in the window after this message
	asked    bool    // something was entered or done on this step
	news     []rowID // findings that came with this message, which should be too

	frozen  time.Time // keys are ignored until then
	leaving bool      // ctrl+c was pressed once
	stuck   bool      // enter could not go on, and the sandbox could help
	doubted bool      // enter was pressed once on what was not taken
	note    string    // what this face itself has to say

	due      time.Time // when the clock moves on; zero where none runs
	spinning bool
	spin     int

	suspend tea.Cmd // ctrl+z; nil where a program cannot be stopped
	result  Result
}

// Messages from outside, besides Bubble Tea's own.
type (
	eventMsg     struct{ event steps.Event }
	clipboardMsg struct{ text string }
	rewriteMsg   struct{}
)

func newModel(ctx context.Context, j Journey, o Options) *model {
	m := &model{
		journey: j, ctx: ctx, options: o,
		animate: !o.NoAnimation,
		theme:   style.Dark(), width: o.Width, height: o.Height,
		editors: map[fieldKey]*editor{}, taken: map[fieldKey]string{},
		selected: -1,
	}
	m.look()
	m.arrange()
	return m
}

// Init implements tea.Model.
func (m *model) Init() tea.Cmd {
	return tea.Batch(tea.RequestBackgroundColor, m.listen(), m.awaitClipboard(), m.wait())
}

// listen waits for what an effect brings back.
func (m *model) listen() tea.Cmd {
	if m.options.Events == nil {
		return nil
	}
	return func() tea.Msg {
		select {
		case ev, ok := <-m.options.Events:
			if ok {
				return eventMsg{ev}
			}
		case <-m.ctx.Done():
		}
		return nil
	}
}

// awaitClipboard waits for a text to put on the clipboard through the terminal.
func (m *model) awaitClipboard() tea.Cmd {
	if m.options.Clipboard == nil {
		return nil
	}
	return func() tea.Msg {
		select {
		case text, ok := <-m.options.Clipboard:
			if ok {
				return clipboardMsg{text}
			}
		case <-m.ctx.Done():
		}
		return nil
	}
}

// Update implements tea.Model.
func (m *model) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	m.reveal, m.news = false, nil
	cmd := m.update(msg)
	m.arrange()
	switch msg.(type) {
	case tea.KeyPressMsg, tea.WindowSizeMsg:
		cmd = tea.Batch(cmd, m.rewrite())
	case rewriteMsg:
		cmd = m.write()
	}
	return m, tea.Batch(cmd, m.wait())
}

func (m *model) update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		m.reveal = !m.small() && m.visibleFocus()
		m.width, m.height = msg.Width, msg.Height
	case tea.BackgroundColorMsg:
		m.theme = style.For(msg.IsDark())
	case tea.KeyPressMsg:
		return m.press(msg)
	case tea.PasteMsg:
		if !time.Now().Before(m.frozen) && m.overlay.kind == overNone && m.screen.Report == nil {
			m.leaving, m.note = false, ""
			m.paste(msg.Content)
		}
	case eventMsg:
		m.handle(msg.event)
		return m.listen()
	case clipboardMsg:
		return tea.Batch(tea.SetClipboard(msg.text), m.awaitClipboard())
	case clockMsg:
		if msg.due.Equal(m.due) { // otherwise a quicker one took its place
			m.due = time.Time{}
			m.handle(steps.Tick{Now: msg.now})
		}
	case spinnerMsg:
		m.spinning = false
		m.spin++
	}
	return nil
}

// handle gives an event to the journey and looks at what came of it.
func (m *model) handle(ev steps.Event) {
	m.journey.Handle(ev)
	m.look()
}

// look takes the screen as it is now. A new step starts at its top, with the
// focus where the next thing is to be done.
func (m *model) look() {
	before := m.screen
	m.screen = m.journey.Screen()
	if m.sheet = nil; m.screen.Report != nil {
		m.sheet = report.New(*m.screen.Report)
	}
	if m.screen.Arrived > before.Arrived {
		m.frozen = time.Now().Add(freeze)
	}
	if m.screen.Step != before.Step || m.page == nil {
		m.forget(before)
		m.take()
		m.overlay, m.scroll, m.selected, m.details = overlay{}, 0, -1, false
		m.focus, m.mark = m.firstFocus(), firstMark(m.screen)
		m.reveal, m.asked, m.doubted, m.news = false, false, false, nil
		return
	}
	m.take()
	m.keepPlace(before)
}

// keepPlace keeps focus and mark valid while a step changes under them, and
// shows what is new.
func (m *model) keepPlace(before steps.Screen) {
	switch now := len(m.screen.Fields); {
	case len(before.Fields) == 0 && now > 0:
		m.focus = m.firstFocus()
	case m.focus >= len(before.Fields):
		m.focus = now
	default:
		m.focus = min(m.focus, now)
	}
	if rows := rowsOf(m.screen); m.mark.kind == nothing || !slices.Contains(rows, m.mark) {
		m.mark = firstMark(m.screen)
	}
	if m.screen.Trouble != nil && (before.Trouble == nil || before.Trouble.What != m.screen.Trouble.What) {
		m.scroll, m.reveal, m.news = 0, false, nil
		if _, ok := cure(m.screen); ok && m.inField() {
			m.focus, m.frozen = len(m.screen.Fields), time.Now().Add(freeze)
		}
		return
	}
	if w := m.screen.Waiting; m.overlay.kind == overNone && (w == nil || w.Yours) {
		m.news = m.newFindings(before)
	}
}

// newFindings are the answers that a step has now and had not before. A hint is
// none, and what could not be checked only where something was asked.
func (m *model) newFindings(before steps.Screen) []rowID {
	var news []rowID
	for i, f := range m.screen.Findings {
		had := func(old steps.Finding) bool { return old.Mark == f.Mark && old.Text == f.Text }
		if f.Mark != steps.MarkNote && (f.Mark != steps.MarkUnchecked || m.asked) && !slices.ContainsFunc(before.Findings, had) {
			news = append(news, rowID{aFinding, i})
		}
	}
	return news
}

// forget drops the texts of a step that were handed over and taken elsewhere,
// such as an address with a one-time code.
func (m *model) forget(before steps.Screen) {
	for _, f := range before.Fields {
		key := fieldKey{before.Step, f.ID}
		refused := f.Finding != nil && f.Finding.Mark == steps.MarkFail
		if e := m.editors[key]; e != nil && !e.dirty && !refused && f.Text == "" {
			delete(m.editors, key)
		}
	}
}
