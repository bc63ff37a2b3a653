package assets

import (
	"slices"
	"strings"
)

// Messages are the texts that m copies, for somebody who is not at this computer.
type Messages struct {
	Step     Message            `yaml:"step"`     // of a step that Steps does not have
	Steps    map[string]Message `yaml:"steps"`    // by the kind of the step
	Problems []Message          `yaml:"problems"` // the first that fits is used
	Checks   string             `yaml:"checks"`   // what was checked, line by line
}

// Message is one text. Each line of it follows the rules of Slots.Lines.
type Message struct {
	Failures []FailureID `yaml:"failures,omitempty"` // the failures that it is for; none for all others of Who
	Who      Who         `yaml:"who,omitempty"`      // who can fix them; "" for anybody
	For      string      `yaml:"for,omitempty"`      // who that is, in two or three words
	Subject  string      `yaml:"subject"`
	Text     string      `yaml:"text"`
}

// ReadMessages returns the texts of messages. They are read once.
var ReadMessages = once[Messages]("messages.yaml")

// ForStep is the message about a kind of step.
func (m *Messages) ForStep(kind string) Message {
	if own, ok := m.Steps[kind]; ok {
		return own
	}
	return m.Step
}

// ForProblem is the message for the one who can fix a failure.
func (m *Messages) ForProblem(id FailureID, who Who) Message {
	for _, each := range m.Problems {
		forFailure := len(each.Failures) == 0 || slices.Contains(each.Failures, id)
		if forFailure && (each.Who == "" || each.Who == who) {
			return each
		}
	}
	return Message{}
}

// Lines fills a text of several lines. A line that names an empty slot without other
// words is left out; so is one that begins with [if name] when the slot is empty, or
// with [no name] when it is not. A slot of several lines keeps the indent of its line.
func (s Slots) Lines(text string) string {
	var out []string
	for line := range strings.SplitSeq(text, "\n") {
		line, ok := s.line(line)
		doubled := line == "" && len(out) > 0 && out[len(out)-1] == ""
		if ok && !doubled {
			out = append(out, line)
		}
	}
	return strings.TrimSpace(strings.Join(out, "\n"))
}

func (s Slots) line(line string) (string, bool) {
	body := strings.TrimLeft(line, " ")
	indent := line[:len(line)-len(body)]
	for _, condition := range []struct {
		word string
		met  bool
	}{{"[if ", true}, {"[no ", false}} {
		if rest, ok := strings.CutPrefix(body, condition.word); ok {
			name, rest, _ := strings.Cut(rest, "] ")
			if (s[name] != "") != condition.met {
				return "", false
			}
			body = rest
		}
	}
	for _, part := range strings.Split(body, "{")[1:] {
		if name, _, _ := strings.Cut(part, "}"); !strings.Contains(name, "|") && s[name] == "" {
			return "", false
		}
	}
	return indent + strings.ReplaceAll(s.fill(body), "\n", "\n"+indent), true
}
