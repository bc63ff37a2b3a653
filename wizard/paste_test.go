package wizard

import (
	"encoding/json"
	"strings"
	"testing"

	"threelo/oauth"
	"threelo/steps/dialog"
)

const (
	aSecret   = "ATOAabcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789abcdef0123"
	aClientID = "KqT71mWc0hPz4vR8sYb2nDx9Kq71mWc0"
	aCallback = "https://acme.tpondemand.com/api/oauth/callback"
	aLink     = "https://auth.atlassian.com/authorize?audience=api.atlassian.com&client_id=" + aClientID + "&scope=read%3Ajira-work&redirect_uri=https%3A%2F%2Facme.tpondemand.com%2Fapi%2Foauth%2Fcallback&response_type=code"
)

// secretLength is what the journey knows of the secret.
func secretLength(r *Run) bool {
	r.Handle(dialog.Goto{Step: dialog.StepCredentials})
	for _, f := range r.Screen().Fields {
		if f.ID == dialog.InputSecret {
			return f.Set
		}
	}
	return false
}

func TestWhateverIsPastedAnywhereGoesWhereItBelongs(t *testing.T) {
	for _, paste := range []struct {
		name, text, says string
		took             func(r *Run) bool
	}{
		{"a secret", aSecret, "the secret: it is now in “Client ID and secret”", secretLength},
		{"a client ID", aClientID, "the client ID", func(r *Run) bool { return r.Setup().ClientID == aClientID }},
		{"both", "Client ID\n" + aClientID + "\nSecret\n" + aSecret, "client ID and secret", func(r *Run) bool { return secretLength(r) && r.Setup().ClientID == aClientID }},
		{"a link", aLink, "a ready-made link", func(r *Run) bool { return r.Setup().ClientID == aClientID }},
		{"a callback", aCallback, "a Callback URL: it is now in “Callback URLs”", func(r *Run) bool { return r.Setup().Callback == aCallback }},
		{"a site", "https://acme.atlassian.net/jira/projects", "the address of a site", func(r *Run) bool { return r.Setup().Site == "https://acme.atlassian.net" }},
		{"scopes that the document fixes", "read:jira-work read:jira-user", "Targetprocess's document says which scopes", nil},
		{"an address of a sign-in before there is one", aCallback + "?code=c0de&state=s", "which has not begun", nil},
		{"an error before there is a sign-in", "Your site admin must authorize this app for the site before the app can access your account.", "you pasted an error: ", nil},
		{"a name", "hello", "doesn't recognize", nil},
	} {
		for _, at := range []dialog.StepID{dialog.StepCreate, dialog.StepFields} {
			t.Run(paste.name+" on "+string(at), func(t *testing.T) {
				r := begun(t, "targetprocess")
				r.Handle(dialog.Goto{Step: at})
				before := r.Screen().Step
				r.Paste("", paste.text)
				sc := r.Screen()
				if sc.Step != before || !strings.Contains(sc.Notice, paste.says) || sc.Warned != (paste.took == nil) {
					t.Errorf("at %s it says %q, refused: %v", sc.Step, sc.Notice, sc.Warned)
				}
				if paste.took != nil && !paste.took(r) {
					t.Errorf("it did not arrive: %+v", r.Setup())
				}
				if text, _ := json.Marshal([]any{r.Setup(), r.Screen(), sc}); oauth.Leaks(string(text), oauth.NewSecret(aSecret)) {
					t.Errorf("the secret is in %s", text)
				}
			})
		}
	}
}

func TestASecretPastedIntoAnotherFieldIsTakenAsTheSecret(t *testing.T) {
	for _, field := range []dialog.InputID{dialog.InputSite, dialog.InputCallback, dialog.InputLinks, dialog.InputClientID, dialog.InputAddress, dialog.InputError, "cloud-id"} {
		r := begun(t, "google-vertex")
		r.Paste(field, aSecret)
		if text, _ := json.Marshal([]any{r.Setup(), r.Screen()}); !secretLength(r) || oauth.Leaks(string(text), oauth.NewSecret(aSecret)) {
			t.Errorf("%s: taken %v: %s", field, secretLength(r), text)
		}
	}
}

func TestAPasteForItsOwnFieldStaysThere(t *testing.T) {
	for _, paste := range []struct {
		field dialog.InputID
		text  string
		keeps func(s dialog.Setup) bool
	}{
		{dialog.InputSite, "acme", func(s dialog.Setup) bool { return s.Site == "https://acme.atlassian.net" }},
		{dialog.InputSite, "https://jira.acme.example", func(s dialog.Setup) bool { return s.Callback == "" }}, // not a Cloud site: its field says so
		{dialog.InputAccount, "712020:0f3c2a51-6b1d-4e21-9d2e-3c5f7a9b1d20", func(s dialog.Setup) bool { return strings.HasPrefix(s.Account, "712020:") }},
		{"cloud-id", "11111111-2222-3333-4444-555555555555", func(s dialog.Setup) bool { return s.Inputs["cloud-id"] != "" && s.SiteID == "" }},
	} {
		r := begun(t, "google-vertex")
		r.Paste(paste.field, paste.text)
		if s := r.Setup(); !paste.keeps(s) {
			t.Errorf("%q in %s: %+v", paste.text, paste.field, s)
		}
	}
}

func TestAPasteOnAnotherScreenReplacesNothing(t *testing.T) {
	r := begun(t, "targetprocess")
	r.Paste("", aCallback)
	r.Handle(dialog.Goto{Step: dialog.StepFields})
	r.Paste("", "https://other.tpondemand.com/callback")
	if sc := r.Screen(); r.Setup().Callback != aCallback || !sc.Warned || !strings.Contains(sc.Notice, "has one already") {
		t.Errorf("%q: %+v", sc.Notice, r.Setup())
	}
	r.Handle(dialog.Goto{Step: dialog.StepCallback})
	r.Paste(dialog.InputLinks, "https://other.tpondemand.com/callback")
	if r.Setup().Callback != aCallback {
		t.Error("an address in the field for the links replaced the Callback URL")
	}
	r.Paste("", "https://other.tpondemand.com/callback")
	if r.Setup().Callback == aCallback {
		t.Error("on its own screen it can't be replaced")
	}
}

func TestALineOfScopesIsTakenWhereScopesAreChosen(t *testing.T) {
	r := begun(t, "generic")
	r.Paste(dialog.InputScopeSearch, "read:jira-work write:jira-work read:no-such-thing")
	s, sc := r.Setup(), r.Screen()
	if strings.Join(s.Scopes, " ") != "read:jira-work write:jira-work" || !strings.Contains(sc.Notice, "read:no-such-thing") {
		t.Errorf("%v: %q", s.Scopes, sc.Notice)
	}
	r.Handle(dialog.Goto{Step: dialog.StepChooseScopes})
	r.Paste(dialog.InputScopeSearch, "read:jira-user")
	if s := r.Setup(); len(s.Scopes) != 2 {
		t.Errorf("a scope in the search replaced the chosen ones: %v", s.Scopes)
	}
}

func TestAnErrorPastedAfterAuthorizeIsTheProducts(t *testing.T) {
	for _, at := range []dialog.StepID{dialog.StepHandover, dialog.StepStatus} {
		r := begun(t, "targetprocess")
		r.Handle(dialog.Goto{Step: at})
		r.Paste("", aCallback+"?error=access_denied&error_description=User%20did%20not%20authorize%20the%20request")
		if f := r.Report().Failure; f == nil || r.Setup().PlatformAuthorized != dialog.ShowedError {
			t.Errorf("on %s: %+v, %q", at, f, r.Screen().Notice)
		}
	}
}

func TestAnErrorThatRepeatsTheSecretIsToldWithoutIt(t *testing.T) {
	const secret = "not-known-to-be-one-0123456789"
	r := begun(t, "targetprocess")
	r.Enter(dialog.InputSecret, secret)
	r.Handle(dialog.Goto{Step: dialog.StepHandover})
	r.Enter(dialog.InputError, "access_denied: the client_secret "+secret+" is wrong")
	if text, _ := json.Marshal([]any{r.Setup(), r.Screen(), r.Report()}); oauth.Leaks(string(text), oauth.NewSecret(secret)) || r.Report().Failure == nil {
		t.Errorf("%s", text)
	}
}

func TestASignInIsAnsweredFromAnyScreen(t *testing.T) {
	d := startDrill(t, mistake{})
	link := d.link()
	address, err := d.admin().Consent(link, "service-user", d.Setup().Site)
	if err != nil {
		t.Fatal(err)
	}
	d.Handle(dialog.Goto{Step: dialog.StepCreate})
	d.Paste("", address)
	until(t, d.Run, func(dialog.Screen) bool { return d.Report().User != nil })
	if sc := d.Screen(); sc.Step != dialog.StepCreate {
		t.Errorf("the answer led to %s", sc.Step)
	}
}
