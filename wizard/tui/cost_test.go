package tui

import (
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"

	tea "charm.land/bubbletea/v2"

	"threelo/assets"
	"threelo/oauth"
	"threelo/steps/dialog"
	"threelo/steps/stepstest"
)

// sitter is the journey of an admin who makes no mistakes: Atlassian, the console and
// the clipboard answer at once.
type sitter struct {
	*walk
	begun *int // the attempt of the sign-in
}

func (s sitter) Handle(ev dialog.Event) {
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
func (s sitter) answer(e dialog.Effect) dialog.Event {
	switch e := e.(type) {
	case dialog.CheckCredentials:
		return dialog.CredentialsChecked{Attempt: e.Attempt, Verdict: oauth.Verdict{Outcome: oauth.Pass, Reason: "Atlassian accepts this client ID and secret"}}
	case dialog.Begin:
		*s.begun = e.Attempt
		return dialog.AttemptReady{Attempt: e.Attempt, Link: "http://127.0.0.1:8976/go/k3v9xq2m", Long: longLink}
	case dialog.Exchange:
		return dialog.Exchanged{Attempt: e.Attempt, Grant: s.grant()}
	case dialog.Verify:
		activities := slices.Clone(e.Activities)
		for i := range activities {
			activities[i].Outcome = oauth.Pass
		}
		site := oauth.Site{ID: "1", Name: "acme", URL: "https://acme.atlassian.net"}
		return dialog.Verified{
			Attempt: e.Attempt, Grant: s.grant(), Sites: []oauth.Site{site}, Site: &site, Checks: s.checks(),
			User: &oauth.User{AccountID: "1", DisplayName: "Iris Integration"}, Activities: activities,
		}
	}
	return nil
}

// checks are those of a sign-in that is good: a call for each scope that has one.
func (s sitter) checks() []oauth.Check {
	checks := []oauth.Check{{ID: "renewal", Title: "the connection can renew itself", Outcome: oauth.Pass}}
	for _, scope := range oauth.ConsoleScopes(s.Platform().ScopeNames()) {
		check := oauth.Check{ID: "scope:" + scope, Title: scope, Outcome: oauth.Pass, Request: &oauth.Request{Method: "GET", Path: "/rest/api/3/field", Status: 200, At: noon}}
		if entry, _ := assets.LookupScope(scope); entry.Probe == nil {
			check.Outcome, check.Detail, check.Request = oauth.NotTried, "granted; left unused on purpose", nil
		}
		checks = append(checks, check)
	}
	return checks
}

func (s sitter) Ended() bool                             { return false }
func (s sitter) Paste(field dialog.InputID, text string) { s.Enter(field, text) }

func (s sitter) Enter(field dialog.InputID, text string) {
	switch field {
	case "client-secret":
		s.Handle(dialog.Commit{Field: field, Length: len(text)})
	case "links":
		link := oauth.ConsoleLink{ClientID: theClientID, Callback: theCallback, Scopes: oauth.ConsoleScopes(s.Platform().ScopeNames())}
		s.Handle(dialog.Links{Links: []oauth.ConsoleLink{link}})
	case "address":
		s.Handle(dialog.AddressRead{Attempt: *s.begun})
	default:
		s.Handle(dialog.Commit{Field: field, Text: text})
	}
}

// pasted is what the admin has on the clipboard for a field.
var pasted = map[dialog.InputID]string{
	"site": "https://acme.atlassian.net", "callback": theCallback, "client-id": theClientID,
	"client-secret": "76 characters", "links": "the links",
}

// hands counts what a journey asks of a person. A word has a letter or a digit in it;
// a line counts when it is first seen on its screen.
type hands struct{ screens, keys, pastes, words int }

// The most at 80×24. Make it smaller, never larger. A number chooses the answer at
// Authorize and enter goes on: a number alone led too easily past the status.
var mostOfHands = map[string]hands{
	"targetprocess": {screens: 9, keys: 12, pastes: 4, words: 1188},
	"agilepoint":    {screens: 8, keys: 9, pastes: 5, words: 1185},
}

// The console shows two links for Targetprocess, one for classic and one for granular
// scopes; here they are pasted together.
const linksApart = 1

func straightWay(t *testing.T, seed string) sitter {
	t.Helper()
	s := sitter{walkIn(t, seed, dialog.World{}), new(int)}
	s.effects = nil
	return s
}

// TestAJourneyAsksLittleOfAPersonsHands walks each seed journey the straight way in the
// full screen, with keys and pastes. Everything is proved, and every value copied.
func TestAJourneyAsksLittleOfAPersonsHands(t *testing.T) {
	for _, seed := range seeds {
		j := straightWay(t, seed)
		c := byKeys(t, seed, j)
		t.Logf("%s: %d screens, %d keys, %d pastes, %d words", seed, c.screens, c.keys, c.pastes, c.words)
		if limit := mostOfHands[seed]; c.screens > limit.screens || c.keys > limit.keys || c.pastes > limit.pastes || c.words > limit.words {
			t.Errorf("%s asks more than it did: %+v, at most %+v", seed, c, limit)
		}
		if c.screens > 9 || c.keys > 12 || c.pastes+linksApart > 6 || c.words > 1200 {
			t.Errorf("%s asks too much: %+v", seed, c)
		}
		for _, step := range []dialog.StepID{dialog.StepCreate, dialog.StepClassic, dialog.StepCallback, dialog.StepLinks, dialog.StepCredentials, dialog.StepSignIn, dialog.StepVerify} {
			if p := j.Setup().Proofs[step]; p.Outcome != dialog.MarkProved {
				t.Errorf("%s: %s is %q (%s)", seed, step, p.Outcome, p.Evidence)
			}
		}
	}
}

// swapped is a journey whose sentences nobody can read.
type swapped struct{ sitter }

func (s swapped) Screen() dialog.Screen { return stepstest.Swap(s.sitter.Screen()) }

func TestTheFullScreenFaceReadsNoSentence(t *testing.T) {
	for _, seed := range seeds {
		readable, unreadable := byKeys(t, seed, straightWay(t, seed)), byKeys(t, seed, swapped{straightWay(t, seed)})
		readable.words, unreadable.words = 0, 0
		if readable != unreadable {
			t.Errorf("%s: %+v, and with words that can be read %+v", seed, unreadable, readable)
		}
	}
}

// reader counts the words of what a person has not read yet.
type reader struct {
	step dialog.StepID
	read map[string]bool
}

// withoutMarks leaves a line as it was when only the mark has moved, or the sign of
// what is on the clipboard.
var withoutMarks = strings.NewReplacer("▸", " ", "┃", " ", "│", " ", strings.TrimSpace(copiedSign), "")

func (r *reader) words(m *model) (n int) {
	if r.step != m.screen.Step {
		r.step, r.read = m.screen.Step, map[string]bool{}
	}
	for line := range strings.Lines(text(m)) {
		seen := strings.TrimSpace(withoutMarks.Replace(line))
		if r.read[seen] {
			continue
		}
		r.read[seen] = true
		for _, word := range strings.Fields(line) {
			if strings.ContainsFunc(word, func(c rune) bool { return unicode.IsLetter(c) || unicode.IsDigit(c) }) {
				n++
			}
		}
	}
	return n
}

// byKeys goes through a journey to its status with keys and pastes alone. No screen
// has to be scrolled, the number of steps never jumps, and a screen is left only when
// its values were copied.
func byKeys(t *testing.T, seed string, j Journey) hands {
	t.Helper()
	m := newModel(j, Options{Width: 80, Height: 24, Env: []string{}})
	c, r := hands{screens: 1}, reader{}
	of := m.screen.Of
	look := func() {
		t.Helper()
		c.words += r.words(m)
		if len(m.page.lines) > m.room() {
			t.Errorf("%s, %s has to be scrolled:\n%s", seed, m.screen.Step, text(m))
		}
		if m.screen.Of != of || m.screen.N != c.screens {
			t.Errorf("%s, %s is step %d of %d, and the screen number %d of %d", seed, m.screen.Step, m.screen.N, m.screen.Of, c.screens, of)
		}
	}
	look()
	paste := func(optional bool) bool {
		for _, f := range m.screen.Fields {
			if text := pasted[f.ID]; f.Optional == optional && text != "" && m.unset(f) {
				m.Update(tea.PasteMsg{Content: text})
				c.pastes++
				return true
			}
		}
		return false
	}
	for m.screen.Report == nil {
		before := m.screen
		m.frozenUntil = time.Time{}
		switch uncopied := left(before); {
		case paste(false):
		case before.Step == dialog.StepSignIn && before.Waiting != nil: // Accept is pressed in the browser
			m.Update(eventMsg{dialog.AddressRead{Attempt: lastAttempt(j)}})
		case len(uncopied) == 0 && paste(true):
		default:
			key := "enter"
			if before.Choices != nil && before.Choices.Attests && len(uncopied) == 0 && !slices.ContainsFunc(before.Choices.Options, func(o dialog.Option) bool { return o.Chosen }) {
				key = "1" // what only a person knows has to be chosen
			}
			press(m, key)
			c.keys++
			if m.screen.Step == before.Step && c.keys > 40 {
				t.Fatalf("%s: stuck at %s:\n%s", seed, before.Step, text(m))
			}
			if m.screen.Step != before.Step && len(uncopied) > 0 {
				t.Errorf("%s: %s was left without %s on the clipboard", seed, before.Step, uncopied)
			}
		}
		if m.screen.Step != before.Step {
			c.screens++
		}
		look()
	}
	return c
}

// left lists the values of a screen that are not on the clipboard yet. Any name will do
// for the app.
func left(s dialog.Screen) (ids []dialog.ValueID) {
	for _, v := range s.Values {
		if !v.Copied && v.ID != dialog.ValueAppName {
			ids = append(ids, v.ID)
		}
	}
	return ids
}

// lastAttempt is the sign-in that waits for its answer.
func lastAttempt(j Journey) int {
	switch j := j.(type) {
	case sitter:
		return *j.begun
	case swapped:
		return *j.begun
	case album:
		return *j.begun
	}
	return 0
}
