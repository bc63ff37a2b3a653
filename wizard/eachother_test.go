package wizard

import (
	"encoding/json"
	"strings"
	"testing"

	"threelo/oauth"
	"threelo/steps/dialog"
)

// atCredentials is a run on the screen for client ID and secret.
func atCredentials(t *testing.T) *Run {
	t.Helper()
	r := begun(t, "agilepoint")
	r.Handle(dialog.Goto{Step: dialog.StepCredentials})
	return r
}

// holds fails unless client ID and secret are these, and the screen never shows the secret.
func (r *Run) holds(t *testing.T, when, id, secret string) {
	t.Helper()
	if got := r.Setup().ClientID; got != id {
		t.Errorf("%s: the client ID is %q, want %q", when, got, id)
	}
	if got := r.vault.take().secret.Reveal(); got != secret {
		t.Errorf("%s: the secret is %q, want %q", when, got, secret)
	}
	if screen, _ := json.Marshal(r.Screen()); secret != "" && strings.Contains(string(screen), secret) {
		t.Errorf("%s: the screen shows the secret: %s", when, screen)
	}
}

const (
	anID        = "KqT71mWc0hPz4vR8sYb2nDx9Kq71mWc0"
	otherID     = "Zz971mWc0hPz4vR8sYb2nDx9Kq71mWc0"
	longSecret  = "Rv4_qT71mWc0hPz4vR8sYb2nDx9Kq71mWc0-qT71mWc0hPz4vR8sYb2nDx9Kq7"
	namedSecret = "ATOA" + longSecret
)

func TestClientIDAndSecretInEachOthersFieldsAreSwappedByOneKey(t *testing.T) {
	swap := dialog.Act{ID: dialog.ActionSwap}
	for name, secret := range map[string]string{"a secret with Atlassian's prefix": namedSecret, "a secret without": longSecret} {
		r := atCredentials(t)
		r.Enter(dialog.InputClientID, secret)
		r.holds(t, name+", as the client ID", "", "")
		if screen, _ := json.Marshal(r.Screen()); strings.Contains(string(screen), secret) || !strings.Contains(string(screen), "Press w") {
			t.Errorf("%s: the screen is %s", name, screen)
		}
		r.Enter(dialog.InputSecret, anID)
		r.Handle(swap)
		r.holds(t, name+", both swapped", anID, secret)
		if screen, _ := json.Marshal(r.Screen()); strings.Contains(string(screen), "Press w") {
			t.Errorf("%s: swapping is still offered: %s", name, screen)
		}
	}
	r := atCredentials(t)
	r.Enter(dialog.InputClientID, longSecret)
	r.Handle(swap)
	r.holds(t, "the client ID is not known yet", "", longSecret)

	r = atCredentials(t)
	r.Enter(dialog.InputSecret, anID)
	r.Handle(swap)
	r.holds(t, "the secret is not known yet", anID, "")
	if oauth.Leaks(anID, r.vault.secrets()...) {
		t.Error("the client ID still counts as a secret, so nothing could be saved")
	}

	r = atCredentials(t)
	r.Enter(dialog.InputClientID, anID)
	r.Paste(dialog.InputSecret, otherID)
	r.holds(t, "an ID in the secret's field replaces no other", anID, otherID)
	r.Handle(swap)
	r.holds(t, "two IDs are swapped", otherID, anID)
	r.Handle(swap)
	r.holds(t, "and back", anID, otherID)

	r = atCredentials(t)
	r.Paste(dialog.InputSecret, namedSecret)
	r.Paste(dialog.InputClientID, longSecret+"x")
	r.holds(t, "a secret in the ID's field replaces no other", "", namedSecret)
	r.Paste(dialog.InputClientID, namedSecret)
	r.holds(t, "the same secret again", "", namedSecret)
}

func TestAClientIDThatIsEnteredTwiceIsNotTheSecret(t *testing.T) {
	r := atCredentials(t)
	r.Enter(dialog.InputSecret, anID)
	r.Enter(dialog.InputClientID, anID)
	r.holds(t, "first as the secret", anID, "")
	r.Paste(dialog.InputSecret, anID)
	r.holds(t, "then as the client ID", anID, "")
	r = atCredentials(t)
	r.Enter(dialog.InputSecret, longSecret)
	r.Enter(dialog.InputClientID, longSecret)
	r.holds(t, "the secret twice", "", longSecret)
}
