package tui

import (
	"testing"

	"threelo/assets"
	"threelo/steps/dialog"
)

// TestAProblemAtTheSignInTestShowsWhatToDoInASmallWindow has every failure that the
// browser or Atlassian can bring there.
func TestAProblemAtTheSignInTestShowsWhatToDoInASmallWindow(t *testing.T) {
	for _, f := range assets.Failures() {
		w := walkOf(t, "targetprocess", false)
		w.do(dialog.Commit{Field: dialog.InputSite, Text: "https://acme.atlassian.net"}, dialog.Commit{Field: dialog.InputCallback, Text: theCallback},
			dialog.Commit{Field: dialog.InputClientID, Text: "client1"}, dialog.Commit{Field: dialog.InputSecret, Length: 76},
			dialog.Goto{Step: dialog.StepCallback}, dialog.Goto{Step: dialog.StepSignIn})
		begin := lastOf[dialog.Begin](w)
		w.do(dialog.AttemptReady{Attempt: begin.Attempt, Link: "http://127.0.0.1:8976/go/k3v9xq2m", Long: longLink})
		w.do(dialog.AddressRead{Attempt: begin.Attempt, Ours: true, Failure: f.ID, Error: f.Title, Detail: "invalid_request"})
		m, _ := still(w.Screen(), 80, 24)
		if more := len(m.page.lines) - m.room(); w.Screen().Problem == nil || more > 0 {
			t.Errorf("%s: %d lines too many\n%s", f.ID, more, text(m))
		}
	}
}
