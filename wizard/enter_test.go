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

func TestACallbackOnThisComputerIsQuestionedForAProductThatRunsElsewhere(t *testing.T) {
	const here = "http://localhost:5678/rest/oauth2-credential/callback"
	for platform, questioned := range map[string]bool{"n8n": false, "generic": false, "agilepoint": true, "targetprocess": true, "kibana": true} {
		r := begun(t, platform)
		r.Handle(dialog.Goto{Step: dialog.StepCallback})
		field, text := dialog.InputCallback, here
		if platform == "kibana" {
			field, text = dialog.InputTenant, "localhost:5601"
		}
		r.Enter(field, text)
		for _, f := range r.Screen().Fields {
			asks := f.Finding != nil && strings.Contains(f.Finding.Text, "Is this the Callback URL of "+r.Platform().Name+"? It leads to this computer")
			if f.ID == field && asks != questioned {
				t.Errorf("%s: questioned is %v: %+v", platform, asks, f.Finding)
			}
		}
		r.Handle(dialog.Next{})
		if asked := strings.Contains(r.Screen().Notice, "press enter again"); asked != questioned || r.Setup().Callback == "" {
			t.Errorf("%s: enter asks once more: %v; the callback is %q", platform, asked, r.Setup().Callback)
		}
		if r.Handle(dialog.Next{}); strings.Contains(r.Screen().Notice, "press enter again") {
			t.Errorf("%s: it asks twice", platform)
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
