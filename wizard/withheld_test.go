package wizard

import (
	"slices"
	"strings"
	"testing"

	"threelo/assets"
	"threelo/oauth"
	"threelo/steps"
)

func TestASecretPastedIntoAnyFieldThatShowsItsTextIsWithheld(t *testing.T) {
	const secret = "ATOAabcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789abcdef0123"
	r := New(t.Context(), Config{Cloud: oauth.Commercial, Load: assets.BuiltIn})
	defer r.Close()
	p, err := assets.BuiltIn("targetprocess")
	if err != nil {
		t.Fatal(err)
	}
	r.Begin(p, "targetprocess")
	tried := map[string]bool{}
	for _, step := range []string{"site", "callback", "links", "credentials"} {
		r.Handle(steps.Goto{Step: step})
		for _, f := range r.Screen().Fields {
			if f.Secret {
				continue
			}
			tried[f.ID] = true
			r.Enter(f.ID, secret)
			now := r.Screen().Fields[slices.IndexFunc(r.Screen().Fields, func(now steps.Field) bool { return now.ID == f.ID })]
			if !now.Withheld || now.Finding == nil || now.Finding.Mark != steps.MarkFail || strings.Contains(now.Text, "ATOA") {
				t.Errorf("%s on %s: %+v %+v", f.ID, step, now, now.Finding)
			}
		}
	}
	for _, field := range []string{"site", "account", "callback", "links", "client-id"} {
		if !tried[field] {
			t.Errorf("%s was not tried", field)
		}
	}
}
