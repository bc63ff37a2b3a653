package plain

import (
	"bytes"
	"context"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"threelo/assets"
	"threelo/steps/dialog"
)

func TestAStepIsToldOnceAndSaysWhatItWants(t *testing.T) {
	w := walkOf(dialog.Screen{
		Title: "Create the app", Source: "the document's step 1", Demo: true,
		Why:      []string{"It stands between the two."},
		Warnings: []dialog.Finding{{Mark: dialog.MarkWarn, Text: "keep the page open"}},
		Do:       []dialog.Instruction{{Text: "Permissions › Jira API › Add.", Link: "https://x.test/"}},
		Actions:  []dialog.Action{{ID: "open", Key: "o", Label: "open the link", Main: true}},
	}, dialog.Screen{})
	heard := hear(t, w, "", "b")
	says(t, heard,
		"DEMO. Step 1 of 2: Create the app", "(the document's step 1)", "It stands between the two.", "Attention: keep the page open",
		"1. Permissions, then Jira API, then Add.", "Link: https://x.test/",
		"Keys: o open the link, r read this step again, h all keys.", "Enter: the next step, called “Step 2”.",
		"Step 2 of 2", "Keys: b back, h all keys.", "Step 1 of 2: Create the app")
	saysNot(t, heard, "›", "\x1b")
}

func TestAWrongNumberIsAnsweredWithTheRightOnes(t *testing.T) {
	question := &dialog.Choices{Options: []dialog.Option{{ID: "new", Label: "a new app", Help: "each step tells what to do", Chosen: true}, {ID: "old", Label: "an existing app"}}}
	w := walkOf(dialog.Screen{Choices: question}, dialog.Screen{Scopes: []dialog.ScopeItem{{Listed: assets.Listed{Scope: assets.Scope{Scope: "read:x"}}}}}, dialog.Screen{}, dialog.Screen{})
	heard := hear(t, w, "7", "2", "5", "1", "", "3")
	says(t, heard,
		"1, A new app, chosen. Each step tells what to do", "2, An existing app", "Type the number of your answer; enter alone takes 1.",
		"7 is not an answer here: type a number from 1 to 2.",
		"Step 2 of 4", "5 is not a scope here: type a number from 1 to 1.", "Scope 1, read:x: you marked it as done.",
		"Step 3 of 4", "This step has nothing to choose by number.", "Enter: the next step, called “Step 4”.")
	if !slices.Contains(w.log, "dialog.Choose{Option:old}") || !slices.Contains(w.log, "dialog.Toggle{Scope:read:x}") {
		t.Errorf("handed over: %q", w.log)
	}
}

func TestSeveralMayBeChosenAndALongListSearched(t *testing.T) {
	w := walkOf(dialog.Screen{
		Choices: &dialog.Choices{Many: true, Search: "search", Options: []dialog.Option{
			{ID: "a", Group: "Jira API › Classic scopes", Label: "read:a", Chosen: true}, {ID: "b", Group: "Jira API › Classic scopes", Label: "read:b"},
		}},
		Fields: []dialog.Field{{Input: dialog.Input{ID: "search", Label: "Search", Optional: true}}},
	})
	heard := hear(t, w, "boards of sprints", "2")
	says(t, heard, "Jira API, then Classic scopes:", "1, read:a: used", "A word searches the whole list. Type the numbers to change, such as 1 3 5.", "1, read:a: used", "2, read:b: not used")
	if !slices.Contains(w.log, `enter search "boards of sprints"`) || !slices.Contains(w.log, "dialog.Choose{Option:b}") {
		t.Errorf("handed over: %q", w.log)
	}
}

func TestWhatAServerTakesLongForIsSaidToGoOn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := walkOf(dialog.Screen{Waiting: &dialog.Waiting{What: "asking Atlassian"}}, dialog.Screen{})
		w.answer = func(w *walk, ev dialog.Event) {
			if _, ok := ev.(dialog.Exchanged); ok {
				w.at = 1
			}
		}
		go func() {
			time.Sleep(25 * time.Second)
			w.events <- dialog.Exchanged{}
		}()
		heard := hear(t, w)
		says(t, heard, "Now: asking Atlassian.", "Still asking Atlassian, for 10 seconds now.", "for 20 seconds now.", "Step 2 of 2")
	})
}

func TestTheJourneyGoesOnByItselfWhileAQuestionIsOpen(t *testing.T) {
	w := walkOf(
		dialog.Screen{Title: "Sign in", Fields: []dialog.Field{{Input: dialog.Input{ID: "address", Label: "The address"}}}, Waiting: &dialog.Waiting{What: "waiting for the browser", Yours: true}},
		dialog.Screen{Title: "Tests"}, dialog.Screen{Title: "Done"})
	w.answer = func(w *walk, ev dialog.Event) {
		if _, ok := ev.(dialog.AddressRead); ok {
			w.at, w.now().Notice = 1, ""
			w.screens[1].Notice = "the sign-in test worked; this is the next step"
		}
	}
	in := &typed{wait: true}
	ctx, cancel := context.WithCancelCause(context.Background())
	left := errors.New("left")
	var out bytes.Buffer
	when := whenSaid{&out, map[string]func(){
		"Type or paste:": func() { w.events <- dialog.AddressRead{} },
		"Enter:":         func() { cancel(left) },
	}}
	if err := Run(ctx, w, Options{Events: w.events, In: in, Out: when}); !errors.Is(err, left) {
		t.Errorf("ended with %v", err)
	}
	says(t, out.String(), "Now: waiting for the browser.", "Type or paste: The address.", "Tests", "The sign-in test worked; this is the next step.", "Enter: the next step, called “Step 3”.")
	if len(in.secret) != 1 {
		t.Errorf("asked for %d lines: the open question takes the next", len(in.secret))
	}
}

// whenSaid does something when a text is said.
type whenSaid struct {
	io.Writer
	then map[string]func()
}

func (s whenSaid) Write(p []byte) (int, error) {
	n, err := s.Writer.Write(p)
	for text, do := range s.then {
		if strings.HasPrefix(string(p), text) {
			do()
		}
	}
	return n, err
}

func TestAnUnattendedRunThatCannotGoOnSaysWhere(t *testing.T) {
	w := walkOf(dialog.Screen{Title: "Fill in", Fields: []dialog.Field{{Input: dialog.Input{ID: "site", Label: "Site"}}}})
	err := Run(context.Background(), w, Options{Events: w.events, Out: io.Discard, Auto: true})
	if err == nil || err.Error() != "the rehearsal stopped: site is missing" {
		t.Errorf("ended with %v", err)
	}
	w = walkOf(dialog.Screen{Problem: &dialog.Problem{What: "Atlassian said no"}})
	w.screens[0].Step = "signin"
	if err := Run(context.Background(), w, Options{Events: w.events, Out: io.Discard, Auto: true}); err == nil || !strings.Contains(err.Error(), "Atlassian said no") {
		t.Errorf("ended with %v", err)
	}
}

func TestWhatRepeatsByItselfIsSaidOnceInAnUnattendedRun(t *testing.T) {
	const notice = "Nothing was copied"
	w := walkOf(dialog.Screen{Notice: notice}, dialog.Screen{}, dialog.Screen{Notice: notice}, dialog.Screen{Notice: "Saved"})
	var out bytes.Buffer
	_ = Run(context.Background(), w, Options{Events: w.events, Out: &out, Auto: true})
	if n := strings.Count(out.String(), notice); n != 1 {
		t.Errorf("said %d times:\n%s", n, out.String())
	}
	says(t, out.String(), "Step 3 of 4", "Step 4 of 4", "Saved.")
	w = walkOf(dialog.Screen{Notice: notice}, dialog.Screen{Notice: notice})
	if n := strings.Count(hear(t, w, "", ""), notice); n != 2 {
		t.Errorf("somebody who asked twice heard it %d times", n)
	}
}

func TestLinesAreBrokenBetweenWordsButAnAddressIsLeftWhole(t *testing.T) {
	long := "https://auth.test/authorize?" + strings.Repeat("x", 60)
	w := walkOf(dialog.Screen{Why: []string{"one two three four five six seven eight nine ten"}, Do: []dialog.Instruction{{Text: "Open it.", Link: long}}})
	var out bytes.Buffer
	_ = Run(context.Background(), w, Options{Events: w.events, In: &typed{}, Out: &out, Width: 20})
	says(t, out.String(), "one two three four\nfive six seven eight\nnine ten\n", "Link: "+long+"\n")
}
