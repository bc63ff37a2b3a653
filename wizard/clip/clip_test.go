package clip

import (
	"errors"
	"os"
	"slices"
	"strings"
	"testing"

	"threelo/wizard/desk"
)

func TestTheWordsNameTheWaysAndClaimNoMore(t *testing.T) {
	for want, ways := range map[string][]string{
		"":                                    nil,
		"sent to your clipboard through tmux": {viaTmux},
		"sent to your clipboard through your terminal and tmux":                           {viaTerminal, viaTmux},
		"sent to your clipboard through your terminal, tmux and this machine's clipboard": {viaTerminal, viaTmux, viaMachine},
	} {
		if got := (Result{Ways: ways}).Text(); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

func TestATerminalAlone(t *testing.T) {
	var sent []string
	c := New(Env{Desk: desk.Env{OS: "linux"}, OSC52: func(text string) { sent = append(sent, text) }})
	for _, got := range []Result{c.Copy(t.Context(), "client id"), c.CopySecret(t.Context(), "secret")} {
		if got.Err != nil || !slices.Equal(got.Ways, []string{viaTerminal}) {
			t.Errorf("%+v", got)
		}
	}
	if !slices.Equal(sent, []string{"client id", "secret"}) {
		t.Errorf("sent %q", sent)
	}
	if cleared, known := c.Clear(t.Context(), "secret"); cleared || known {
		t.Errorf("what a terminal holds cannot be known: cleared %v, known %v", cleared, known)
	}
}

func TestNothingTakesIt(t *testing.T) {
	c := New(Env{Desk: desk.Env{OS: "linux"}})
	got := c.Copy(t.Context(), "client id")
	if !errors.Is(got.Err, ErrNoWay) || len(got.Ways) > 0 || got.Text() != "" || !strings.Contains(got.Err.Error(), "press v") {
		t.Errorf("%+v", got)
	}
}

func TestTheSecretLeavesTheEnvironmentBeforeAnyHelperStarts(t *testing.T) {
	t.Setenv("THREELO_CLIENT_SECRET", "planted")
	New(Env{})
	if _, set := os.LookupEnv("THREELO_CLIENT_SECRET"); set {
		t.Error("a helper would inherit it")
	}
}
