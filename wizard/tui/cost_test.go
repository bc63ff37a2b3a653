package tui

import (
	"slices"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"threelo/oauth"
	"threelo/steps"
	"threelo/steps/stepstest"
)

// sitter is the journey of an admin who makes no mistakes: Atlassian, the console and
// the clipboard answer at once.
type sitter struct {
	*walk
	begun *int // the attempt of the sign-in
}

func (s sitter) Handle(ev steps.Event) {
	s.do(ev)
	for heard := true; heard; {
		effects := s.effects
		s.effects, heard = nil, false
		for _, e := range effects {
			if ev := s.answer(e); ev != nil {
				s.do(ev)
				heard = true
			}
		}
	}
}

// answer is the result of an effect; nil when it has none.
func (s sitter) answer(e steps.Effect) steps.Event {
	switch e := e.(type) {
	case steps.Copy:
		return steps.Copied{Value: e.Value, Way: "sent to your clipboard"}
	case steps.Bind:
		return steps.Bound{Callback: "http://127.0.0.1:28765/callback"}
	case steps.CheckCredentials:
		return steps.CredentialsChecked{Attempt: e.Attempt, Verdict: oauth.Verdict{Outcome: oauth.Pass, Reason: "Atlassian accepts this client ID and secret"}}
	case steps.Begin:
		*s.begun = e.Attempt
		return steps.AttemptReady{Attempt: e.Attempt, Link: "http://127.0.0.1:8976/go/k3v9xq2m", Long: longLink}
	case steps.Exchange:
		return steps.Exchanged{Attempt: e.Attempt, Grant: s.grant()}
	case steps.Verify:
		site := oauth.Site{ID: "1", Name: "acme", URL: "https://acme.atlassian.net"}
		return steps.Verified{Attempt: e.Attempt, Grant: s.grant(), Sites: []oauth.Site{site}, Site: &site, User: &oauth.User{AccountID: "1", DisplayName: "Iris Integration"}}
	}
	return nil
}

func (s sitter) Enter(field steps.InputID, text string) {
	switch field {
	case "client-secret":
		s.Handle(steps.CommitSecret{Field: field, Length: len(text)})
	case "links":
		link := oauth.ConsoleLink{ClientID: "KqT71mWc0hPz4vR8sYb2nDx9Kq71mWc0", Callback: theCallback, Scopes: oauth.ConsoleScopes(s.Platform().ScopeNames())}
		s.Handle(steps.Links{Links: []oauth.ConsoleLink{link}})
	case "address":
		s.Handle(steps.AddressRead{Attempt: *s.begun})
	default:
		s.Handle(steps.Commit{Field: field, Text: text})
	}
}

// pasted is what the admin has on the clipboard for a field.
var pasted = map[steps.InputID]string{
	"site": "https://acme.atlassian.net", "project": "WEB", "callback": theCallback, "client-id": "KqT71mWc0hPz4vR8sYb2nDx9Kq71mWc0",
	"client-secret": "76 characters", "links": "the links", "address": "the address", "token-name": "Jira Software",
}

// hands counts what an admin does on a journey.
type hands struct{ screens, keys, pastes, copies int }

// The most at 80×24. Make it smaller, never larger.
var mostOfHands = map[string]hands{
	"targetprocess": {screens: 18, keys: 26, pastes: 5, copies: 6},
	"agilepoint":    {screens: 18, keys: 30, pastes: 8, copies: 7},
}

// TestAJourneyAsksLittleOfAPersonsHands walks each seed journey in the full screen with
// keys and pastes: every value is copied, everything is checked.
func TestAJourneyAsksLittleOfAPersonsHands(t *testing.T) {
	for _, seed := range seeds {
		c := byKeys(t, seed, sitter{walkOf(t, seed, false), new(int)})
		t.Logf("%s: %d screens, %d keys, %d pastes, %d copies", seed, c.screens, c.keys, c.pastes, c.copies)
		if limit := mostOfHands[seed]; c.screens > limit.screens || c.keys > limit.keys || c.pastes > limit.pastes || c.copies > limit.copies {
			t.Errorf("%s asks more than it did: %+v, at most %+v", seed, c, limit)
		}
	}
}

// swapped is a journey whose sentences nobody can read.
type swapped struct{ sitter }

func (s swapped) Screen() steps.Screen { return stepstest.Swap(s.sitter.Screen()) }

func TestTheFullScreenFaceReadsNoSentence(t *testing.T) {
	for _, seed := range seeds {
		readable := byKeys(t, seed, sitter{walkOf(t, seed, false), new(int)})
		if c := byKeys(t, seed, swapped{sitter{walkOf(t, seed, false), new(int)}}); c != readable {
			t.Errorf("%s: %+v, and with words that can be read %+v", seed, c, readable)
		}
	}
}

// byKeys goes through a journey to its status with keys and pastes alone.
func byKeys(t *testing.T, seed string, j Journey) hands {
	t.Helper()
	m := newModel(t.Context(), j, Options{Width: 80, Height: 24, Env: []string{}})
	c := hands{screens: 1} // the status
	key := func(name string) {
		m.frozenUntil = time.Time{}
		press(m, name)
		c.keys++
	}
	copies := func(step steps.StepID) {
		for m.screen.Step == step && slices.ContainsFunc(m.screen.Values, func(v steps.Value) bool { return !v.Copied }) {
			for m.inField() {
				key("tab")
			}
			key("c")
			c.copies++
		}
	}
	for m.screen.Report == nil {
		step := m.screen.Step
		c.screens++
		if step == "signin" {
			copies(step) // the link comes first
		}
		for i := 0; m.screen.Step == step && i < len(m.screen.Fields); i++ {
			text, has := pasted[m.screen.Fields[i].ID]
			if !has || !m.unset(i) {
				continue
			}
			for m.inField() && m.focus() != i { // from elsewhere a paste finds its field
				key("tab")
			}
			m.frozenUntil = time.Time{}
			m.Update(tea.PasteMsg{Content: text})
			c.pastes++
		}
		copies(step)
		if step == "outcome" {
			for m.screen.Choices.Options[m.mark.index].ID != steps.Authorized {
				key("down")
			}
		}
		for tries := 0; m.screen.Step == step; tries++ {
			if tries > 3 {
				t.Fatalf("%s: stuck at %s:\n%s", seed, step, text(m))
			}
			key("enter")
		}
	}
	return c
}
