package wizard

import (
	"encoding/base64"
	"encoding/json"
	"strings"
	"testing"

	"threelo/assets"
	"threelo/oauth"
	"threelo/steps/dialog"
	"threelo/wizard/report"
)

// A leak is planted behind the door: as if a text from outside had not been
// cleaned.
func TestASecretThatGotPastTheDoorIsStoppedAtTheLastGates(t *testing.T) {
	for name, leak := range map[string]string{
		"as it is":           echoed,
		"in base64":          base64.StdEncoding.EncodeToString([]byte("client-id:" + echoed)),
		"in JSON's escapes":  everyCharacter(`\u%04x`, echoed),
		"over hidden signs":  echoed[:30] + "\u200b" + echoed[30:],
		"percent and spaces": strings.ReplaceAll(everyCharacter("%%%02x", echoed), "%7", " %7"),
	} {
		t.Run(name, func(t *testing.T) {
			st := &shelf{}
			r := New(t.Context(), Config{World: dialog.World{Cloud: oauth.Commercial, Load: assets.BuiltIn}, Store: st})
			p, err := assets.BuiltIn("targetprocess")
			if err != nil {
				t.Fatal(err)
			}
			r.Begin(p, "targetprocess")
			r.Enter(dialog.InputSecret, echoed)
			if _, err := r.Export(report.Admin, report.Text); err != nil {
				t.Fatal(err)
			}
			r.Handle(dialog.Commit{Field: dialog.InputSite, Text: leak})
			until(t, r, func(sc dialog.Screen) bool { return sc.Unsaved })
			if text, err := r.Export(report.Admin, report.Text); err != nil || oauth.Leaks(string(text), oauth.NewSecret(echoed)) || !strings.Contains(string(text), "•••") {
				t.Errorf("the status is printed: %q, %v", text, err)
			}
			if data, err := r.Export(report.Supporter, report.JSON); err != nil || oauth.Leaks(string(data), oauth.NewSecret(echoed)) {
				t.Errorf("the report is written: %s, %v", data, err)
			}
			r.Close() // what could not be saved is tried once more
			for _, setup := range st.all() {
				if data, _ := json.Marshal(setup); oauth.Leaks(string(data), oauth.NewSecret(echoed)) {
					t.Errorf("saved: %s", data)
				}
			}
		})
	}
}

func TestASetupIsSavedAgainOnceTheSecretIsOutOfIt(t *testing.T) {
	st := &shelf{}
	r := New(t.Context(), Config{World: dialog.World{Cloud: oauth.Commercial, Load: assets.BuiltIn}, Store: st})
	defer r.Close()
	p, err := assets.BuiltIn("targetprocess")
	if err != nil {
		t.Fatal(err)
	}
	r.Begin(p, "targetprocess")
	r.Enter(dialog.InputSite, "acme") // before that there is nothing to save
	r.Enter(dialog.InputSecret, echoed)
	r.Handle(dialog.Commit{Field: dialog.InputAccount, Text: echoed})
	until(t, r, func(sc dialog.Screen) bool { return sc.Unsaved })
	r.Enter(dialog.InputAccount, "Iris")
	until(t, r, func(sc dialog.Screen) bool { return !sc.Unsaved })
	if all := st.all(); len(all) == 0 || all[len(all)-1].Account != "Iris" {
		t.Errorf("saved: %+v", all)
	}
}
