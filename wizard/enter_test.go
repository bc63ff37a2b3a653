package wizard

import (
	"strings"
	"testing"

	"threelo/steps/dialog"
)

func TestASiteIsFoundByTheCloudIDOfAnAdministrationAddress(t *testing.T) {
	const id = "3f2504e0-4f89-41d3-9a0c-0305e82c3301"
	r := begun(t, "targetprocess")
	r.Handle(dialog.Goto{Step: dialog.StepSite})
	r.Enter(dialog.InputSite, "https://admin.atlassian.com/s/"+id+"/apps")
	if s := r.Setup(); s.SiteID != id || s.Site != "" {
		t.Errorf("the site is %q, its cloud ID %q", s.Site, s.SiteID)
	}
	r.Enter(dialog.InputSite, "acme")
	if s := r.Setup(); s.SiteID != "" || s.Site != "https://acme.atlassian.net" {
		t.Errorf("afterwards the site is %q, its cloud ID %q", s.Site, s.SiteID)
	}
}

func TestAProductThatMayRunHereMayHaveACallbackHere(t *testing.T) {
	const here = "http://localhost:5678/rest/oauth2-credential/callback"
	for platform, accepted := range map[string]bool{"n8n": true, "generic": true, "agilepoint": false, "targetprocess": false} {
		r := begun(t, platform)
		r.Handle(dialog.Goto{Step: dialog.StepCallback})
		r.Enter(dialog.InputCallback, here)
		if got := r.Setup().Callback == here; got != accepted {
			t.Errorf("%s: accepted is %v, want %v", platform, got, accepted)
		}
	}
	r := begun(t, "kibana")
	r.Handle(dialog.Goto{Step: dialog.StepCallback})
	r.Enter(dialog.InputTenant, "localhost:5601")
	if s := r.Setup(); s.Callback != "" {
		t.Errorf("the callback is %q", s.Callback)
	}
	for _, f := range r.Screen().Fields {
		if f.ID == dialog.InputTenant && (f.Finding == nil || !strings.Contains(f.Finding.Text, "own computer")) {
			t.Errorf("the reason is missing: %+v", f.Finding)
		}
	}
}

func TestReadyMadeLinksPastedIntoAnotherFieldAreReadAsLinks(t *testing.T) {
	const id = "KqT71mWc0hPz4vR8sYb2nDx9Kq71mWc0"
	const link = "https://auth.atlassian.com/authorize?audience=api.atlassian.com&client_id=" + id + "&scope=read%3Ajira-work&redirect_uri=https%3A%2F%2Facme.agilepoint.net%2Fcb&response_type=code"
	r := begun(t, "agilepoint")
	r.Handle(dialog.Goto{Step: dialog.StepCallback})
	r.Enter(dialog.InputCallback, link)
	if s := r.Setup(); s.ClientID != id || s.Callback != "" {
		t.Errorf("client ID %q, callback %q", s.ClientID, s.Callback)
	}
	for _, f := range r.Screen().Fields {
		if f.ID == dialog.InputCallback && (f.Finding == nil || !strings.Contains(f.Finding.Text, "ready-made links")) {
			t.Errorf("it does not say so: %+v", f.Finding)
		}
	}
}
