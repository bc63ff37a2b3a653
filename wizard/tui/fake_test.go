package tui

import (
	"fmt"
	"slices"

	"threelo/assets/english"
	"threelo/steps"
)

// fakeJourney goes through screens and logs what the face asks for.
type fakeJourney struct {
	screens []steps.Screen
	at      int
	log     []string
	secret  string // what was entered into a secret field
	refuse  string // why the next text is refused
	hide    bool   // and the text must not stay on the screen
	panics  bool

	elsewhere string         // where a paste went, when not into the marked field
	problem   *steps.Problem // the problem that the next text causes
}

func play(screens ...steps.Screen) *fakeJourney {
	return &fakeJourney{screens: screens}
}

func (j *fakeJourney) screen() *steps.Screen { return &j.screens[j.at] }

func (j *fakeJourney) Screen() steps.Screen { return *j.screen() }

func (j *fakeJourney) Text(value steps.ValueID) (string, bool) {
	s := j.screen()
	for _, v := range s.Values {
		if v.ID == value {
			return v.Text, !v.Secret && v.Text != ""
		}
	}
	return "", false
}

func (j *fakeJourney) Enter(field steps.InputID, text string) {
	j.log = append(j.log, fmt.Sprintf("enter %s %q", field, text))
	s := j.screen()
	if s.Problem = j.problem; s.Problem != nil {
		s.Actions = append(slices.Clone(s.Actions), steps.Action{ID: steps.ActionFix, Key: "g", Label: "go to the fix"})
	}
	s.Fields = slices.Clone(s.Fields)
	for i := range s.Fields {
		f := &s.Fields[i]
		switch {
		case f.ID != field:
		case j.refuse != "":
			f.Finding, f.Withheld = &steps.Finding{Mark: steps.MarkFail, Text: j.refuse}, j.hide
		case f.Secret:
			j.secret, f.Set, f.Finding = text, true, nil
			f.Summary = english.Count(len(text), "character")
		default:
			f.Text, f.Set, f.Finding = text, text != "", nil
		}
	}
}

func (j *fakeJourney) Paste(field steps.InputID, text string) {
	if field != "" && j.elsewhere == "" {
		j.Enter(field, text)
		return
	}
	j.log = append(j.log, fmt.Sprintf("paste %s %q", field, text))
	j.screen().Notice = j.elsewhere
}

func (j *fakeJourney) Handle(ev steps.Event) {
	if j.panics {
		panic("the secret is " + j.secret)
	}
	s := j.screen()
	s.Notice = ""
	switch ev := ev.(type) {
	case steps.Next:
		j.log = append(j.log, "next")
		j.at = min(j.at+1, len(j.screens)-1)
	case steps.Back:
		j.log = append(j.log, "back")
		j.at = max(j.at-1, 0)
	case steps.Act:
		j.log = append(j.log, "act "+string(ev.ID)+" "+ev.Arg)
		s.Notice = string(ev.ID) + ": " + ev.Arg
		for i := range s.Values {
			if ev.ID == steps.ActionCopy && string(s.Values[i].ID) == ev.Arg {
				s.Values[i].Copied = true
			}
		}
	case steps.Choose:
		j.log = append(j.log, "choose "+string(ev.Option))
		for i := range s.Choices.Options {
			o := &s.Choices.Options[i]
			if is := o.ID == ev.Option; s.Choices.Many && is {
				o.Chosen = !o.Chosen
			} else if !s.Choices.Many {
				o.Chosen = is
			}
		}
	case steps.Toggle:
		j.log = append(j.log, "toggle "+ev.Scope)
		for i := range s.Scopes {
			if s.Scopes[i].Scope == ev.Scope {
				s.Scopes[i].Attested = !s.Scopes[i].Attested
			}
		}
	case steps.Tick:
		j.log = append(j.log, "tick")
		if s.Waiting != nil {
			w := *s.Waiting
			w.Now = w.Now.Add(clock)
			s.Waiting = &w
		}
	case steps.AddressRead:
		j.log = append(j.log, "arrived")
		j.at = min(j.at+1, len(j.screens)-1)
		for i := range j.screens {
			j.screens[i].Arrived++
		}
		j.screen().Notice = "the browser came back; this is the next step"
	}
}
