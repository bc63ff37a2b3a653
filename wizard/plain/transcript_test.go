package plain

import (
	"slices"
	"strings"
	"testing"

	"threelo/assets"
	"threelo/steps/dialog"
)

func everyLine(sc dialog.Screen) []string { return append(instructionsOf(sc), resultsOf(sc)...) }

func TestTheStatusIsSummedUpBeforeItIsPrinted(t *testing.T) {
	lines := everyLine(dialog.Screen{Title: "Status", N: 18, Of: 18, Report: &dialog.Report{Outcome: dialog.Unfinished, Headline: "the sign-in test was not made", Next: []string{"press Authorize"}}})
	want := []string{"Step 18 of 18: Status", "Result: NOT FINISHED, the sign-in test was not made.", "Next: press Authorize.", "The whole status is printed at the end."}
	if !slices.Equal(lines, want) {
		t.Errorf("got\n%s", strings.Join(lines, "\n"))
	}
}

func TestMarksAreWords(t *testing.T) {
	lines := everyLine(dialog.Screen{
		Title: "Proof", TestHost: true,
		Scopes:   []dialog.ScopeItem{{Listed: assets.Listed{Scope: assets.Scope{Scope: "read:a", Title: "View", For: "read", Kind: "classic"}}, Comment: "Needed.", Proof: dialog.MarkProved, Copied: true}, {Listed: assets.Listed{Scope: assets.Scope{Scope: "read:b", Kind: "granular", For: "read more"}}, Attested: true}},
		Fields:   []dialog.Field{{Input: dialog.Input{Label: "Client ID"}, Finding: &dialog.Finding{Mark: dialog.MarkNote, Text: "a space was removed"}}},
		Findings: []dialog.Finding{{Mark: dialog.MarkAttested, Text: "2 of 2 scopes marked as done"}, {Mark: dialog.MarkBusy, Text: "testing"}, {Mark: dialog.MarkFail, Text: "missing"}},
	})
	want := []string{
		"TEST HOSTS. Proof", "Classic scopes:", "Scope 1: “View”, read:a, to read. Needed.", "Granular scopes:", "Scope 2: read:b, to read more",
		"Scope 1, read:a: confirmed by Atlassian.", "Scope 2, read:b: you marked it as done.",
		"Client ID: Note: a space was removed", "You confirmed: 2 of 2 scopes marked as done", "Being checked: testing", "Problem: missing",
	}
	if !slices.Equal(lines, want) {
		t.Errorf("got\n%s", strings.Join(lines, "\n"))
	}
}
