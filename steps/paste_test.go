package steps

import (
	"strings"
	"testing"

	"threelo/assets"
	"threelo/oauth"
	"threelo/steps/dialog"
)

// Whatever is pasted on any screen goes where it belongs, and moves nobody.
func TestWhatIsPastedOnAnotherScreenIsTaken(t *testing.T) {
	a := newAdmin(t, "targetprocess")
	a.gives(dialog.StepKnow)
	a.does(dialog.Next{},
		dialog.Commit{Field: dialog.InputCallback, Text: productsCallback},
		dialog.Commit{Field: dialog.InputClientID, Text: "client1"},
		dialog.Commit{Field: dialog.InputSecret, Length: 64},
		dialog.Commit{Field: dialog.InputError, Text: "error=access_denied&error_description=User did not authorize the request"})
	if s := a.Setup(); a.Screen().Step != dialog.StepCreate || s.Callback != productsCallback || s.ClientID != "client1" || a.hidden[dialog.InputSecret] != 64 || s.PlatformAuthorized != dialog.ShowedError {
		t.Errorf("at %s: %+v", a.Screen().Step, s)
	}
	if n := count[dialog.CheckCredentials](a); n != 0 {
		t.Errorf("Atlassian was asked %d times before a callback is saved", n)
	}
}

// A document's own list of scopes is not replaced by what somebody pastes.
func TestALineOfScopesReplacesOnlyWhatTheCustomerChooses(t *testing.T) {
	a := newAdmin(t, "targetprocess")
	a.goes(dialog.StepClassic)
	a.does(dialog.Commit{Field: dialog.InputScopes, Text: "read:jira-work"})
	if n := len(a.wanted()); n != 14 {
		t.Errorf("Targetprocess wants %d scopes now", n)
	}
}

func TestAnAnswerEndsWhatWasSaidBefore(t *testing.T) {
	a := newAdmin(t, "targetprocess")
	a.goes(dialog.StepCallback)
	a.does(dialog.Copied{Value: dialog.ValueCallback, Way: "sent to your clipboard"}, dialog.Links{Error: "this is not a link"})
	if n := a.Screen().Notice; n != "" {
		t.Errorf("beside the refused link is %q", n)
	}
	a.goes(dialog.StepSignIn)
	b := a.getsLink()
	a.does(dialog.Next{}, dialog.AddressRead{Attempt: b.Attempt, Error: "this is not an address"})
	if n := a.Screen().Notice; n != "" {
		t.Errorf("beside the refused address is %q", n)
	}
}

func TestTheClipboardSaysWhatItCanConfirm(t *testing.T) {
	a := newAdmin(t, "targetprocess")
	a.gives(dialog.StepKnow)
	a.does(dialog.Next{}, dialog.Copied{Value: dialog.ValueConsole, Way: "sent to your clipboard through the terminal: check what you paste"})
	if n := a.Screen().Notice; !strings.Contains(n, "check what you paste") {
		t.Error(n)
	}
	a.does(dialog.Copied{Value: dialog.ValueConsole, Error: "no clipboard here: v shows it"})
	if sc := a.Screen(); !sc.Warned || sc.Notice != "no clipboard here: v shows it" {
		t.Error(sc.Notice)
	}
}

// A test for scripts begins at the credentials, with what the flags say.
func TestACheckBeginsAtTheCredentials(t *testing.T) {
	for callback, way := range map[string]dialog.OptionID{productsCallback: "", "http://127.0.0.1:9000/callback": dialog.WayOwn} {
		a := opens(t, dialog.World{Cloud: oauth.Commercial})
		effects := a.BeginTest(builtIn(t, "targetprocess"), "targetprocess", dialog.Setup{ClientID: "client1", Callback: callback, Site: "https://acme.atlassian.net", Scopes: []string{"read:jira-work"}})
		if binds := len(effects) == 1; binds != (way == dialog.WayOwn) || a.setup.Way != way {
			t.Errorf("%s: %v, %s", callback, effects, a.setup.Way)
		}
		a.follow(effects)
		a.does(dialog.Commit{Field: dialog.InputSecret, Length: 64})
		if n := count[dialog.CheckCredentials](a); n != 1 {
			t.Errorf("%s: asked %d times", callback, n)
		}
		a.answers(oauth.Pass)
		a.does(dialog.Goto{Step: dialog.StepSignIn})
		b, ok := last[dialog.Begin](a)
		if !ok || b.App.Callback != callback || b.Listen != (way == dialog.WayOwn) || len(b.App.Scopes) != 1 {
			t.Errorf("%s: begun with %+v", callback, b)
		}
		a.signsIn()
		a.verifies(nil)
		if r := a.Report(); r.Outcome != dialog.Ready {
			t.Errorf("%s: %s %v", callback, r.Outcome, r.Attention)
		}
	}
}

// A platform's own fields are kept like the others.
func TestAPlatformsOwnFieldKeepsWhatWasEntered(t *testing.T) {
	a := begins(t, func(p *assets.Platform) {
		p.Inputs = []assets.Input{{ID: "token-name", Label: "Token Name", Sample: "Jira"}}
		for i := range p.Steps {
			if s := &p.Steps[i]; s.Do == string(dialog.StepFields) {
				s.Ask, s.Carry = []string{"token-name"}, append(s.Carry, "token-name")
			}
		}
	})
	a.goes(dialog.StepFields)
	a.does(dialog.Commit{Field: "token-name", Text: "Jira"}, dialog.Commit{Field: "token-name", Error: "this is probably a secret"})
	if sc := a.Screen(); a.Setup().Inputs["token-name"] != "Jira" || a.text("token-name") != "Jira" || sc.Fields[0].Finding == nil || sc.Fields[0].Label != "Token Name" {
		t.Errorf("%q, %+v", a.Setup().Inputs["token-name"], sc.Fields)
	}
}
