package desktop

import (
	"errors"
	"os"
	"slices"
	"strings"
	"testing"
)

const sentThroughTerminal = "sent to your clipboard; check what you paste"

func TestATerminalAloneTakesCopiesAndConfirmsNothing(t *testing.T) {
	var sent []string
	c := NewClipboard(Env{OS: "linux"}, func(text string) { sent = append(sent, text) })
	if line, _, err := c.Copy(t.Context(), "client id", false); err != nil || line != sentThroughTerminal {
		t.Errorf("%q, %v", line, err)
	}
	if line, _, err := c.Copy(t.Context(), "secret", true); line != "" || !errors.Is(err, ErrUnsure) {
		t.Errorf("a secret: %q, %v", line, err)
	}
	if !slices.Equal(sent, []string{"client id"}) {
		t.Errorf("sent %q", sent)
	}
	if line := c.Clear(t.Context(), "secret"); !strings.Contains(line, "can't read the clipboard") {
		t.Errorf("a terminal's clipboard can't be read: %q", line)
	}
}

func TestWithoutAnyRouteThePersonLearnsHowToSelectTheText(t *testing.T) {
	c := NewClipboard(Env{OS: "linux"}, nil)
	line, _, err := c.Copy(t.Context(), "client id", false)
	if line != "" || !errors.Is(err, ErrNoClipboard) || !strings.Contains(err.Error(), "press v") {
		t.Errorf("%q, %v", line, err)
	}
}

func TestTheSecretLeavesTheEnvironmentBeforeAnyHelperStarts(t *testing.T) {
	t.Setenv("THREELO_CLIENT_SECRET", "planted")
	NewClipboard(Env{}, nil)
	if _, set := os.LookupEnv("THREELO_CLIENT_SECRET"); set {
		t.Error("a helper would inherit it")
	}
}
