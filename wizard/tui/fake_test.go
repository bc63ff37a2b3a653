package tui

import (
	"fmt"
	"slices"

	"threelo/assets/english"
	"threelo/steps/dialog"
)

// fakeJourney goes through screens and logs what the face asks for.
type fakeJourney struct {
	screens []dialog.Screen
	at      int
	log     []string
	secret  string // what was entered into a secret field
	refuse  string // why the next text is refused
	note    string // on the next text
	hide    bool   // and the text must not stay on the screen
	panics  bool

	elsewhere string          // where a paste went, when not into the marked field
	problem   *dialog.Problem // the problem that the next text causes
}

func play(screens ...dialog.Screen) *fakeJourney {
	return &fakeJourney{screens: screens}
}

func (j *fakeJourney) screen() *dialog.Screen { return &j.screens[j.at] }

func (j *fakeJourney) Screen() dialog.Screen { return *j.screen() }

func (j *fakeJourney) Ended() bool { return false }

func (j *fakeJourney) Text(value dialog.ValueID) (string, bool) {
	s := j.screen()
	for _, v := range s.Values {
		if v.ID == value {
			return v.Text, !v.Secret && v.Text != ""
		}
	}
	return "", false
}

func (j *fakeJourney) Enter(field dialog.InputID, text string) {
	j.log = append(j.log, fmt.Sprintf("enter %s %q", field, text))
	s := j.screen()
	if s.Problem = j.problem; s.Problem != nil {
		s.Actions = append(slices.Clone(s.Actions), dialog.Action{ID: dialog.ActionFix, Key: "g", Label: "go to the fix"})
	}
	s.Fields = slices.Clone(s.Fields)
	for i := range s.Fields {
		f := &s.Fields[i]
		switch {
		case f.ID != field:
		case j.refuse != "":
			f.Finding, f.Withheld = &dialog.Finding{Mark: dialog.MarkFail, Text: j.refuse}, j.hide
		case f.Secret:
			j.secret, f.Set, f.Finding = text, true, nil
			f.Summary = english.Count(len(text), "character")
		default:
			f.Text, f.Set, f.Finding = text, text != "", nil
			if j.note != "" {
				f.Finding = &dialog.Finding{Mark: dialog.MarkNote, Text: j.note}
			}
		}
	}
}

func (j *fakeJourney) Paste(field dialog.InputID, text string) {
	if field != "" && j.elsewhere == "" {
		j.Enter(field, text)
		return
	}
	j.log = append(j.log, fmt.Sprintf("paste %s %q", field, text))
	j.screen().Notice = j.elsewhere
}

func (j *fakeJourney) Handle(ev dialog.Event) {
	if j.panics {
		panic("the secret is " + j.secret)
	}
	s := j.screen()
	s.Notice = ""
	switch ev := ev.(type) {
	case dialog.Next:
		j.log = append(j.log, "next")
		j.at = min(j.at+1, len(j.screens)-1)
	case dialog.Back:
		j.log = append(j.log, "back")
		j.at = max(j.at-1, 0)
	case dialog.Act:
		j.log = append(j.log, "act "+string(ev.ID)+" "+ev.Arg)
		s.Notice = string(ev.ID) + ": " + ev.Arg
		for i := range s.Values {
			if ev.ID == dialog.ActionCopy && string(s.Values[i].ID) == ev.Arg {
				s.Values[i].Copied, s.Values[i].OnClipboard = true, true
			}
		}
	case dialog.Choose:
		j.log = append(j.log, "choose "+string(ev.Option))
		for i := range s.Choices.Options {
			o := &s.Choices.Options[i]
			if is := o.ID == ev.Option; s.Choices.Many && is {
				o.Chosen = !o.Chosen
			} else if !s.Choices.Many {
				o.Chosen = is
			}
		}
	case dialog.Toggle:
		j.log = append(j.log, "toggle "+ev.Scope)
		for i := range s.Scopes {
			if s.Scopes[i].Scope.Scope == ev.Scope {
				s.Scopes[i].Attested = !s.Scopes[i].Attested
			}
		}
	case dialog.Tick:
		j.log = append(j.log, "tick")
		s.Now = s.Now.Add(clock)
	case dialog.Opened:
		s.Notice = ev.Error
	case dialog.AddressRead:
		j.log = append(j.log, "arrived")
		j.at = min(j.at+1, len(j.screens)-1)
		for i := range j.screens {
			j.screens[i].Arrived++
		}
		j.screen().Notice = "the browser came back; this is the next step"
	}
}
