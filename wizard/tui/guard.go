package tui

import (
	tea "charm.land/bubbletea/v2"

	"threelo/wizard/fault"
)

// guard handles a panic of the model. Bubble Tea would print the panic's value, which
// may hold a secret. With guard the program ends in order, the terminal is restored,
// and the error names only the place in the code.
type guard struct {
	model tea.Model
	quit  func() // ends the program after a panic in View, which can return no command
	fault error
}

// Init implements tea.Model.
func (g *guard) Init() (cmd tea.Cmd) {
	defer func() { cmd = g.caught(recover(), cmd) }()
	return g.model.Init()
}

// Update implements tea.Model.
func (g *guard) Update(msg tea.Msg) (model tea.Model, cmd tea.Cmd) {
	defer func() { model, cmd = g, g.caught(recover(), cmd) }()
	if g.fault != nil {
		return g, tea.Quit
	}
	_, cmd = g.model.Update(msg)
	return g, cmd
}

// View implements tea.Model.
func (g *guard) View() (v tea.View) {
	defer func() {
		if g.caught(recover(), nil) != nil {
			go g.quit()
		}
	}()
	if g.fault != nil {
		return tea.View{}
	}
	return g.model.View()
}

func (g *guard) caught(value any, cmd tea.Cmd) tea.Cmd {
	if value == nil {
		return cmd
	}
	g.fault = fault.Of(value)
	return tea.Quit
}
