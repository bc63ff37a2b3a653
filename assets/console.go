package assets

// Console is how Atlassian's developer console looks, dated: its labels, and
// for each kind of step what to do there in today's words. Platforms that say
// nothing for it use these.
type Console struct {
	Checked   string                 `yaml:"checked"` // when the labels were last looked at, YYYY-MM
	Policy    Policy                 `yaml:"policy"`
	Rights    []string               `yaml:"rights"` // who needs what
	Steps     map[string]ConsoleStep `yaml:"steps"`
	Rehearsal []string               `yaml:"rehearsal"` // how the real Atlassian differs from the sandbox, for the end of a rehearsal
	Problems  []Failure              `yaml:"problems"`  // what threelo finds wrong by itself
}

// Problem is what threelo finds wrong by itself, its words filled with these slots.
func (c *Console) Problem(id FailureID, s Slots) Failure {
	f, _ := find(c.Problems, func(f Failure) bool { return f.ID == id })
	return f.filled(s)
}

// Policy is the note on Atlassian's rules for apps of this kind.
type Policy struct {
	Short   string   `yaml:"short"`
	Details []string `yaml:"details"`
}

// ConsoleStep is what a kind of step says when the platform does not.
type ConsoleStep struct {
	Title    string        `yaml:"title"`
	Stage    string        `yaml:"stage"` // short name in the line of steps
	Why      []string      `yaml:"why,omitempty"`
	Warnings []string      `yaml:"warnings,omitempty"`
	Details  []Detail      `yaml:"details,omitempty"`
	Label    string        `yaml:"label,omitempty"` // of the answer, where the question has its usual one
	Then     []Instruction `yaml:"then,omitempty"`
	Existing []Instruction `yaml:"existing,omitempty"` // instead of Then, for an app that exists

	Ways      map[string][]Instruction `yaml:"ways,omitempty"`      // instead of Then, for another way than the usual one
	From      map[string]Instruction   `yaml:"from,omitempty"`      // instead of the first, where the Callback URL is not copied: by “from” of the platform
	Rehearsal string                   `yaml:"rehearsal,omitempty"` // a note, in a rehearsal only
	Options   []Option                 `yaml:"options,omitempty"`   // the answers to the step's question; the first is chosen at the start
}

// Instructions are those of the console, for a new app or one that exists. way is how
// the sign-in test gets its answer, from where the Callback URL comes from.
func (s ConsoleStep) Instructions(existing bool, way, from string) []Instruction {
	list := s.Then
	if existing && s.Existing != nil {
		list = s.Existing
	}
	if other, ok := s.Ways[way]; ok {
		list = other
	}
	if own, ok := s.From[from]; ok {
		list = append([]Instruction{own}, list[1:]...)
	}
	return list
}

// Option is an answer to a step's question.
type Option struct {
	ID    string `yaml:"id"`
	Label string `yaml:"label"`
	Help  string `yaml:"help,omitempty"`
}

// ReadConsole returns the console's words. They are read once.
var ReadConsole = once[Console]("console.yaml")
