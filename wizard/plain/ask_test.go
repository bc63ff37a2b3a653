package plain

import (
	"context"
	"io"
	"slices"
	"strings"
	"testing"

	_ "threelo/assets/pacetest"
	"threelo/steps/dialog"
)

func site() dialog.Field {
	return dialog.Field{Input: dialog.Input{ID: "site", Label: "Jira site", Help: "acme or acme.atlassian.net"}}
}

func TestAWrongPasteIsAskedForAgainUntilItIsRight(t *testing.T) {
	w := walkOf(dialog.Screen{Fields: []dialog.Field{site()}}, dialog.Screen{})
	w.refuse["a b"] = "a site's address has no space inside"
	heard := hear(t, w, "", "a b", "a b", "acme", "")
	says(t, heard,
		"Keys: r read this step again, h all keys.", "Type or paste: Jira site (acme or acme.atlassian.net).",
		"Jira site is missing.", "Type or paste: Jira site",
		"Jira site: Problem: a site's address has no space inside", "Type or paste: Jira site",
		"Jira site: Problem: a site's address has no space inside", "Type or paste: Jira site",
		"Enter: the next step, called “Step 2”.", "Step 2 of 2")
}

func TestAWrongPasteOverARightOneIsUndoneByEnterAlone(t *testing.T) {
	f := site()
	f.Set, f.Text = true, "https://acme.atlassian.net"
	w := walkOf(dialog.Screen{Fields: []dialog.Field{f}}, dialog.Screen{})
	w.refuse["c"] = "too short"
	heard := hear(t, w, "c", "", "")
	says(t, heard, "Now https://acme.atlassian.net; enter alone keeps it.", "Problem: too short", "Enter: the next step", "Step 2 of 2")
	if last := w.screens[0].Fields[0]; last.Text != f.Text || last.Finding != nil {
		t.Errorf("left with %+v", last)
	}
}

func TestAWrongSecretOverARightOneIsNotAskedForForEver(t *testing.T) {
	w := walkOf(dialog.Screen{Fields: []dialog.Field{{Input: dialog.Input{ID: "client-secret", Label: "Secret", Secret: true}, Set: true, Summary: "64 characters"}}}, dialog.Screen{})
	w.refuse["oops"] = "a secret is longer"
	says(t, hear(t, w, "oops", "", ""), "Now 64 characters; enter alone keeps it.", "Problem: a secret is longer", "Step 2 of 2")
}

func TestASecretIsReadWithoutEchoAndConfirmedByItsLength(t *testing.T) {
	w := walkOf(dialog.Screen{Fields: []dialog.Field{{Input: dialog.Input{ID: "client-secret", Label: "Secret", Secret: true}}}})
	in := &typed{answers: []string{"ATOA-hidden-secret"}}
	var out strings.Builder
	_ = Run(context.Background(), w, Options{Events: w.events, In: in, Out: &out})
	says(t, out.String(), "Type or paste: Secret. It is not shown.", "Secret: 18 characters")
	saysNot(t, out.String(), "ATOA")
	if !in.secret[0] {
		t.Error("the secret was asked for with echo")
	}
}

// The secret may be pasted at the question for the client ID.
func TestNothingIsEchoedOnTheStepOfTheSecret(t *testing.T) {
	w := walkOf(dialog.Screen{Fields: []dialog.Field{{Input: dialog.Input{ID: "client-id", Label: "Client ID"}}, {Input: dialog.Input{ID: "client-secret", Label: "Secret", Secret: true}}}})
	in := &typed{answers: []string{"KqT71mWc0hPz4vR8sYb2nDx9Kq71mWc0"}}
	_ = Run(context.Background(), w, Options{Events: w.events, In: in, Out: io.Discard})
	if !in.secret[0] {
		t.Error("the client ID was asked for with echo")
	}
}

func TestASecretThatBeginsWithAColonIsNoKeyAndIsNotRepeated(t *testing.T) {
	w := walkOf(dialog.Screen{Fields: []dialog.Field{{Input: dialog.Input{ID: "client-secret", Label: "Secret", Secret: true}}}})
	heard := hear(t, w, ": ATOA-hidden-secret", ":ATOA-hidden-secret")
	saysNot(t, strings.ToLower(heard), "atoa")
	says(t, heard, "Secret: 20 characters")
	w = walkOf(dialog.Screen{})
	saysNot(t, hear(t, w, "The app is not shared", "ATOA-hidden-secret"), "not a key", "ATOA")
	if !slices.Equal(w.log, []string{`enter  "The app is not shared"`, `enter  "ATOA-hidden-secret"`}) {
		t.Errorf("what is not a key was not handed over as a paste: %q", w.log)
	}
}

func TestAnOptionalPasteThatWasRefusedCanBeTriedAgainOrLeftOut(t *testing.T) {
	links := dialog.Field{Input: dialog.Input{ID: dialog.InputLinks, Lines: true, Label: "The links", Optional: true}}
	w := walkOf(dialog.Screen{Fields: []dialog.Field{links}}, dialog.Screen{}, dialog.Screen{})
	w.refuse["nothing of use"] = "no link found"
	heard := hear(t, w, "nothing of use", "", "https://one.test", "https://two.test", "", "")
	says(t, heard, "Enter alone continues without.", "Line 1 received. Paste another, or press enter.", "Problem: no link found", "Type or paste: The links", "Enter: the next step, called “Step 2”.", "Step 2 of 3")
	if want := `enter links "https://one.test\nhttps://two.test"`; w.log[1] != want {
		t.Errorf("handed over %q", w.log)
	}
	w = walkOf(dialog.Screen{Fields: []dialog.Field{links}}, dialog.Screen{}, dialog.Screen{})
	says(t, hear(t, w, ""), "Step 2 of 3")
}

func TestAtAFieldAKeyIsTypedAsAnywhereElseAlsoWithAColonAndAQuestionMarkHelps(t *testing.T) {
	w := walkOf(dialog.Screen{}, dialog.Screen{Fields: []dialog.Field{site()}, Actions: []dialog.Action{{ID: "ways", Key: "t", Label: "another way", Main: true}}})
	w.answer = replies
	heard := hear(t, w, "", "?", ":h", "t", ":t", ":zz", "b")
	says(t, heard,
		"Keys: t another way, b back, h all keys.", "t: another way.", "b: back.",
		"Control and c together: leave. Your steps are saved, the secret is not.",
		"Did ways.", "Did ways.", "“zz” is not a key of this step. Type h for all keys.", "Step 1 of 2")
}

func TestAKeyIsNamedAsItIsTyped(t *testing.T) {
	note := []dialog.Finding{{Text: "Press p to practice, then press enter; press v to show it."}}
	heard := hear(t, walkOf(dialog.Screen{Warnings: note}, dialog.Screen{Warnings: note, Fields: []dialog.Field{site()}}), "", "acme")
	says(t, heard, "Type p to practice, then press enter; type v to show it.", "Step 2 of 2", "Type p to practice, then press enter; type v to show it.")
}

func TestNothingIsSaidToBeSavedBeforeAnythingIs(t *testing.T) {
	says(t, hear(t, walkOf(dialog.Screen{Fresh: true}), "?"), "Control and c together: leave. Nothing is saved yet.")
}

func TestWhatTheSandboxFilledInIsNotAskedForAgain(t *testing.T) {
	w := walkOf(dialog.Screen{Fields: []dialog.Field{site(), {Input: dialog.Input{ID: "account", Label: "Account"}}}, Actions: []dialog.Action{{ID: "sandbox", Key: "x", Label: "sandbox does it", Main: true}}}, dialog.Screen{})
	w.answer = func(w *walk, ev dialog.Event) {
		if a, ok := ev.(dialog.Act); ok && a.ID == "sandbox" {
			for i := range w.now().Fields {
				w.now().Fields[i].Set = true
			}
			w.now().Notice = "the sandbox filled it in"
		}
	}
	heard := hear(t, w, ":x", "")
	says(t, heard, "The sandbox filled it in.", "Enter: the next step", "Step 2 of 2")
	saysNot(t, heard, "Type or paste: Account")
}

func TestAnAcceptedAnswerCanBeGivenAgain(t *testing.T) {
	w := walkOf(dialog.Screen{Fields: []dialog.Field{site()}}, dialog.Screen{})
	heard := hear(t, w, "c", "e", "acme", "h", "")
	says(t, heard, "Keys: e enter the fields again, h all keys.",
		"Type or paste: Jira site (acme or acme.atlassian.net). Now c; enter alone keeps it.", "e: enter the fields again.", "Step 2 of 2")
	if w.screens[0].Fields[0].Text != "acme" {
		t.Errorf("left with %+v", w.screens[0].Fields[0])
	}
}

func TestTheInputMayEnd(t *testing.T) {
	w := walkOf(dialog.Screen{Fields: []dialog.Field{site()}})
	if err := Run(context.Background(), w, Options{Events: w.events, In: &typed{}, Out: io.Discard}); err != io.EOF { //nolint:errorlint // it is promised as it is
		t.Errorf("ended with %v", err)
	}
}

func TestAnAnswerThatIsGivenIsChangedByItsName(t *testing.T) {
	presets := []dialog.Preset{{ID: "app", Label: "App", Answer: "a new one"}, {ID: "account", Label: "Account", Answer: "the service user"}}
	w := walkOf(dialog.Screen{Fields: []dialog.Field{site()}, Presets: presets}, dialog.Screen{})
	w.answer = func(w *walk, ev dialog.Event) {
		if a, ok := ev.(dialog.Act); ok && a.ID == dialog.ActionChange && a.Arg == "app" {
			other := map[string]string{"a new one": "an existing one", "an existing one": "a new one"}
			w.now().Presets[0].Answer = other[w.now().Presets[0].Answer]
		}
	}
	heard := hear(t, w, "app", ":account", "acme", "app", "app", "")
	says(t, heard,
		"App: a new one.", "Account: the service user.", "Keys: app change App, account change Account, r read this step again, h all keys.", "Type or paste: Jira site",
		"\nApp: an existing one.\nType or paste: Jira site",
		"\nNothing changed.\nType or paste: Jira site", "Enter: the next step",
		"\nApp: a new one.\nEnter: the next step",
		"\nApp: an existing one.\nEnter: the next step", "Step 2 of 2")
	if w.log[0] != "dialog.Act{ID:change Arg:app Back:false}" || w.log[1] != "dialog.Act{ID:change Arg:account Back:false}" {
		t.Errorf("handed over %q", w.log)
	}
}
