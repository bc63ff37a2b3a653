package wizard

import (
	"slices"
	"strings"
	"testing"

	"threelo/steps/dialog"
)

func TestASecretOrCodePastedIntoAnyFieldThatShowsItsTextIsWithheld(t *testing.T) {
	const secret = "ATOAabcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789abcdef0123"
	pastes := []string{
		secret, "Secret: " + secret, "Client ID\nKqT71mWc0hPz4vR8sYb2nDx9Kq71mWc0\nSecret\n" + secret, `{"client_secret": "` + secret + `"}`,
		"https://acme.com/cb?code=ATOA-c0de&state=s", "HTTP/1.1 302 Location: https://acme.com/cb?state=s&code=ATOA-c0de",
		"https://acme.com/login?returnUrl=%2Fcb%3Fcode%3DATOA-c0de%26state%3Ds",
	}
	tried := map[dialog.InputID]bool{}
	for platform, questions := range map[string][]dialog.Event{
		"agilepoint": {
			dialog.Goto{Step: "site"},
			dialog.Act{ID: dialog.ActionChange, Arg: "activities"},
			dialog.Goto{Step: "callback"},
			dialog.Goto{Step: "links"},
			dialog.Goto{Step: "credentials"},
			dialog.Goto{Step: "handover"},
		},
		"google-vertex": {dialog.Goto{Step: "fields"}}, // it has its own field
	} {
		r := begun(t, platform)
		for _, question := range questions {
			r.Handle(question)
			for _, f := range r.Screen().Fields {
				if f.Secret {
					continue
				}
				tried[f.ID] = true
				for _, paste := range pastes {
					if f.ID == "client-id" && strings.HasPrefix(paste, "Client ID") {
						continue // it is in there
					}
					r.Enter(f.ID, paste)
					now := r.Screen().Fields[slices.IndexFunc(r.Screen().Fields, func(now dialog.Field) bool { return now.ID == f.ID })]
					if !now.Withheld || now.Finding == nil || now.Finding.Mark != dialog.MarkFail || strings.Contains(now.Text+now.Finding.Text, "ATOAa") || strings.Contains(now.Text+now.Finding.Text, "c0de") {
						t.Errorf("%q in %s on %s: %+v %+v", paste, f.ID, r.Screen().Step, now, now.Finding)
					}
				}
			}
		}
	}
	for _, field := range []dialog.InputID{"site", "project", "callback", "links", "client-id", "cloud-id"} {
		if !tried[field] {
			t.Errorf("%s was not tried", field)
		}
	}
}

func TestAnAddressIsNotTakenForTheAccountsName(t *testing.T) {
	r := begun(t, "targetprocess")
	r.Handle(dialog.Goto{Step: "site"})
	r.Enter("account", "https://acme.atlassian.net/jira/people/5b10")
	if s := r.Setup(); s.Account != "" {
		t.Errorf("%q was taken", s.Account)
	}
}
