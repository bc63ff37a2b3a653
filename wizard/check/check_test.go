package check

import (
	"context"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"threelo/oauth"
	"threelo/steps/dialog"
)

// testRun plays a test that was begun: each thing that happens has its answer.
type testRun struct {
	screen  dialog.Screen
	events  chan dialog.Event
	secret  string
	verdict oauth.Verdict
	ready   dialog.AttemptReady
	read    func(r *testRun, text string) // takes a pasted address
}

const link = "https://auth.test/authorize?client_id=x"

func newRun() *testRun {
	r := &testRun{events: make(chan dialog.Event, 8), ready: dialog.AttemptReady{Long: link}, verdict: oauth.Verdict{Outcome: oauth.Pass}}
	r.screen = dialog.Screen{Step: "credentials", Fields: []dialog.Field{{Input: dialog.Input{ID: "client-secret", Secret: true}}}}
	r.read = func(r *testRun, text string) {
		if text != "https://platform.test/?code=right" {
			r.screen.Fields[0].Finding = &dialog.Finding{Mark: dialog.MarkFail, Text: "this address belongs to another sign-in"}
			return
		}
		r.take()
	}
	return r
}

// take is a right address: its code is exchanged.
func (r *testRun) take() {
	r.screen.Waiting = &dialog.Waiting{What: "asking Atlassian for access"}
	r.events <- dialog.Exchanged{}
}

// accept goes on to the tests, which end at once.
func (r *testRun) accept() {
	r.screen = dialog.Screen{Step: "verify"}
	r.events <- dialog.Verified{}
}

func (r *testRun) Screen() dialog.Screen       { return r.screen }
func (r *testRun) Events() <-chan dialog.Event { return r.events }

func (r *testRun) Handle(ev dialog.Event) {
	switch ev := ev.(type) {
	case dialog.Goto:
		r.screen = dialog.Screen{Step: ev.Step, Fields: []dialog.Field{{Input: dialog.Input{ID: "address"}}}, Waiting: &dialog.Waiting{Yours: true}}
		r.events <- r.ready
	case dialog.Exchanged:
		if ev.Problem != nil {
			r.screen.Problem = ev.Problem
		} else {
			r.accept()
		}
	}
}

func (r *testRun) Enter(field dialog.InputID, text string) {
	if field == "address" {
		r.read(r, text)
		return
	}
	r.secret = text
	r.screen.Fields[0].Set = true
	r.events <- dialog.CredentialsChecked{Verdict: r.verdict}
}

// checked runs it with a pasting person, and returns what was said.
func checked(t *testing.T, r *testRun, listens bool, in io.Reader) (talk string, opened []string, err error) {
	t.Helper()
	var out strings.Builder
	err = Check(t.Context(), r, listens, "the-secret", in, &out, func(_ context.Context, link string) error { opened = append(opened, link); return nil })
	if strings.Contains(out.String(), "the-secret") || strings.Contains(out.String(), "\x1b") {
		t.Errorf("said:\n%s", out.String())
	}
	return out.String(), opened, err
}

func says(t *testing.T, talk string, wanted ...string) {
	t.Helper()
	for _, want := range wanted {
		if !strings.Contains(talk, want) {
			t.Errorf("%q is not said in\n%s", want, talk)
		}
	}
}

func TestAScriptProvesTheCredentialsThenTheLinkStandsAloneThenAPasteEndsIt(t *testing.T) {
	r := newRun()
	talk, opened, err := checked(t, r, false, strings.NewReader("https://other.test/?code=x\n\nhttps://platform.test/?code=right\n"))
	if err != nil || r.secret != "the-secret" || !slices.Equal(opened, []string{link}) {
		t.Errorf("ended with %v, %q opened", err, opened)
	}
	lines := strings.Split(talk, "\n")
	if !slices.Contains(lines, link) || lines[0] != "client ID and secret: confirmed by Atlassian" {
		t.Errorf("said:\n%s", talk)
	}
	says(t, talk, "It is not shown", "this address belongs to another sign-in")
}

func TestARefusedSecretTellsNoLink(t *testing.T) {
	r := newRun()
	r.verdict = oauth.Verdict{Outcome: oauth.Fail, Reason: "Atlassian refuses them"}
	talk, opened, err := checked(t, r, false, nil)
	if !errors.Is(err, ErrDenied) || opened != nil || strings.Contains(talk, "https://") {
		t.Errorf("ended with %v, said:\n%s", err, talk)
	}
	says(t, talk, "threelo: Atlassian refuses them\n")
}

func TestCredentialsThatCouldNotBeCheckedDoNotStandInTheWay(t *testing.T) {
	r := newRun()
	r.verdict = oauth.Verdict{Outcome: oauth.NotTried, Reason: "no answer"}
	talk, _, err := checked(t, r, false, strings.NewReader("https://platform.test/?code=right\n"))
	if err != nil {
		t.Error(err)
	}
	says(t, talk, "not checked: no answer", link)
}

func TestAReceiverWaitsPastTheEndOfTheInputAndSaysHowToReachItOverSSH(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newRun()
		r.events <- dialog.Bound{Callback: "http://127.0.0.1:8976/callback", Tunnel: "ssh -N -L 8976:127.0.0.1:8976 host"}
		r.read = nil
		time.AfterFunc(time.Second, func() { r.events <- dialog.Exchanged{} }) // once the input's end has come to rest
		talk, _, err := checked(t, r, true, strings.NewReader(""))
		if err != nil {
			t.Error(err)
		}
		says(t, talk, "First run this command there", "ssh -N -L 8976")
		if strings.Contains(talk, "Paste the address") {
			t.Errorf("said:\n%s", talk)
		}
	})
}

func TestWhatCannotStartSaysWhy(t *testing.T) {
	r := newRun()
	r.events <- dialog.Bound{Error: "port 8976 is taken by another program"}
	if _, _, err := checked(t, r, true, nil); err == nil || err.Error() != "port 8976 is taken by another program" {
		t.Errorf("ended with %v", err)
	}
}

func TestTheInputEndsWithoutAnAddress(t *testing.T) {
	if _, _, err := checked(t, newRun(), false, strings.NewReader("https://other.test/?code=x")); !errors.Is(err, ErrNoAddress) {
		t.Errorf("ended with %v", err)
	}
}

func TestTheInputEndsBehindTheAddressWhileItIsRedeemed(t *testing.T) {
	for _, end := range []string{"", "\n"} {
		synctest.Test(t, func(t *testing.T) {
			r := newRun()
			r.read = func(r *testRun, _ string) {
				r.screen.Waiting = &dialog.Waiting{What: "redeeming the code"}
				time.AfterFunc(time.Second, func() { r.events <- dialog.Exchanged{} }) // once all else has come to rest
			}
			if _, _, err := checked(t, r, false, strings.NewReader("https://platform.test/?code=right"+end)); err != nil {
				t.Errorf("ended with %v", err)
			}
		})
	}
}

func TestACanceledConsentSaysCauseAndFix(t *testing.T) {
	r := newRun()
	r.read = func(r *testRun, _ string) {
		r.screen.Problem = &dialog.Problem{What: "the answer was no", Why: "Cancel was pressed", Fix: []string{"Press Accept."}}
	}
	talk, _, err := checked(t, r, false, strings.NewReader("https://platform.test/?error=access_denied\n"))
	if !errors.Is(err, ErrDenied) {
		t.Errorf("ended with %v", err)
	}
	says(t, talk, "threelo: the answer was no\n", "Why: Cancel was pressed\n", "To do, 1: Press Accept.\n")
}

func TestTimeUpEndsEveryWait(t *testing.T) {
	up := errors.New("nothing came within 5m")
	never, _ := io.Pipe()
	ctx, cancel := context.WithCancelCause(t.Context())
	cancel(up)
	if err := Check(ctx, newRun(), true, "the-secret", never, io.Discard, nil); !errors.Is(err, up) {
		t.Errorf("before the callback was held: %v", err)
	}
	ctx, cancel = context.WithCancelCause(t.Context())
	if err := Check(ctx, newRun(), false, "the-secret", never, io.Discard, func(context.Context, string) error { cancel(up); return nil }); !errors.Is(err, up) {
		t.Errorf("while the person signs in: %v", err)
	}
}
