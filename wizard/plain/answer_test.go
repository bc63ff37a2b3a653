package plain

import (
	"slices"
	"testing"
	"testing/synctest"

	"threelo/steps/dialog"
)

func values() dialog.Screen {
	return dialog.Screen{
		Values: []dialog.Value{
			{ID: "scopes", Label: "scopes", Text: "read:a read:b", Shown: "read:a read:b"},
			{ID: "client-secret", Label: "secret", Secret: true, Shown: "64 characters, not shown"},
		},
		Actions: []dialog.Action{{ID: "copy", Key: "c", Label: "copy", Main: true}, {ID: "show", Key: "v", Label: "show it"}},
	}
}

// replies says of every key that it was pressed.
func replies(w *walk, ev dialog.Event) {
	if a, ok := ev.(dialog.Act); ok {
		w.now().Notice = "did " + string(a.ID)
	}
}

func TestAValueIsCopiedAndTheResultComesBeforeTheNextQuestion(t *testing.T) {
	w := walkOf(values())
	w.answer = func(w *walk, ev dialog.Event) {
		if a, ok := ev.(dialog.Act); ok {
			w.now().Notice = ""
			w.events <- dialog.Copied{Value: dialog.ValueID(a.Arg), Way: "sent to your clipboard"}
		}
		if c, ok := ev.(dialog.Copied); ok {
			for i := range w.now().Values {
				if w.now().Values[i].ID == c.Value {
					w.now().Values[i].Copied = true
				}
			}
		}
	}
	heard := hear(t, w, "c", "c2", "c 2", "c", "r")
	says(t, heard,
		"Value 1, scopes: read:a read:b", "Keys: c copy, c 2 copies secret, ", "Enter:",
		"Sent to your clipboard.", "Enter:",
		"Sent to your clipboard.", "Enter:",
		"Sent to your clipboard.", "Enter:",
		"Sent to your clipboard.", "Enter:",
		"Value 2, secret", "Copied so far: scopes and secret.", "Enter:")
}

func TestAKeyThatBringsNothingIsNotWaitedForForEver(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := walkOf(values())
		says(t, hear(t, w, "c", ""), "Enter:", "Enter:")
	})
}

func TestWhatIsNotThereIsSaid(t *testing.T) {
	w := walkOf(values(), dialog.Screen{})
	heard := hear(t, w, "c 3", "v x", "v 2", "v", "o", "d", "q", "quit now", "", "c", "v")
	says(t, heard,
		"3 is not possible here: the last number is 2.", "After the key comes a number, such as c 2.",
		"It is not shown: it is secret, or not known yet.", "read:a read:b\n", "“o” is not a key of this step. Type h for all keys.", "“d” is not a key of this step.",
		"To leave, press control and c together.", "To leave, press",
		"“c” is not a key of this step.", "“v” is not a key of this step.")
}

func TestAKeyThatTakesNoNumberSaysSo(t *testing.T) {
	w := walkOf(dialog.Screen{Actions: []dialog.Action{{ID: dialog.ActionPractice, Key: "p", Label: "practice a problem"}}})
	says(t, hear(t, w, "p 1", "p"), "This key takes no number: type it alone.")
	if want := []string{"dialog.Act{ID:practice Arg: Back:false}"}; !slices.Equal(w.log, want) {
		t.Errorf("handed over %q", w.log)
	}
}

func TestASavedSetupIsDeletedByItsNumber(t *testing.T) {
	w := walkOf(dialog.Screen{
		Choices: &dialog.Choices{Options: []dialog.Option{{ID: "resume:0", Label: "Continue: a"}, {ID: "resume:1", Label: "Continue: b"}}},
		Actions: []dialog.Action{{ID: dialog.ActionForget, Key: "x", Label: "delete a saved setup"}},
	})
	w.answer = replies
	says(t, hear(t, w, "delete", "delete 2", "delete 7", "?"), "Did forget.", "7 is not possible here: the last number is 2.", "delete: delete the first saved setup. delete 2: the second, and so on.")
	if want := []string{"dialog.Act{ID:forget Arg:resume:0 Back:false}", "dialog.Act{ID:forget Arg:resume:1 Back:false}"}; !slices.Equal(w.log, want) {
		t.Errorf("handed over %q", w.log)
	}
}

func TestAProblemAndTheDetailsAreSentences(t *testing.T) {
	w := walkOf(dialog.Screen{
		Findings: []dialog.Finding{{Mark: dialog.MarkProved, Text: "14 calls answered", Detail: "GET /myself 200"}},
		Problem:  &dialog.Problem{What: "it failed", Why: "nobody knows", Fix: []string{"Try again."}, By: "the site's admin", Detail: "trace 7"},
		Do:       []dialog.Instruction{{Text: "Open it.", Link: "https://x.test/"}},
		Actions:  []dialog.Action{{ID: "open", Key: "o", Label: "open the link"}, {ID: "copy", Key: "c", Label: "copy"}},
		Details:  []dialog.Detail{{Title: "Access type", Text: "only the site you choose"}},
	})
	w.answer = replies
	heard := hear(t, w, "d", "o", "c")
	says(t, heard, "Confirmed by Atlassian: 14 calls answered", "What happened: it failed", "Why: nobody knows", "To do, 1: Try again.", "Who can do it: the site's admin",
		"it failed: trace 7", "14 calls answered: GET /myself 200", "Access type: only the site you choose")
	if want := []string{"dialog.Act{ID:open Arg:https://x.test/ Back:false}", "dialog.Act{ID:copy Arg:https://x.test/ Back:false}"}; !slices.Equal(w.log, want) {
		t.Errorf("handed over %q", w.log)
	}
}
