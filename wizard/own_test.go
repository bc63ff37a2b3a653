package wizard

import (
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"testing"

	"threelo/assets"
	"threelo/oauth"
	"threelo/steps/dialog"
	"threelo/wizard/report"
)

// harbor is a product with Confluence scopes and its own secret.
func harbor(t *testing.T) *assets.Platform {
	t.Helper()
	data, err := os.ReadFile("../steps/lint/testdata/corpus/right-confluence.yaml")
	if err != nil {
		t.Fatal(err)
	}
	p, err := assets.ParsePlatform(data)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// The admin types a webhook secret that Harbor Docs takes. It goes to the clipboard and
// nowhere else: no screen, setup or report has it.
func TestAProductsOwnSecretIsCopiedAndNeverShownOrSaved(t *testing.T) {
	const hook = "correct-horse-battery-staple"
	p, clipboard := harbor(t), &board{}
	t.Chdir(t.TempDir())
	r := New(t.Context(), Config{World: dialog.World{Cloud: oauth.Commercial}, Clipboard: clipboard, Store: &shelf{}})
	t.Cleanup(r.Close)
	r.Begin(p, "./harbor.yaml")
	r.Enter(dialog.InputSite, "acme")
	r.Handle(dialog.Goto{Step: dialog.StepFields})
	r.Paste("hook", hook)
	until(t, r, func(sc dialog.Screen) bool {
		for _, f := range sc.Fields {
			if f.ID == "hook" {
				return f.Secret && f.Set && f.Text == "" && f.Summary == "28 characters"
			}
		}
		return false
	})
	r.Handle(dialog.Act{ID: dialog.ActionCopy, Arg: "hook"})
	until(t, r, func(dialog.Screen) bool { return clipboard.has(hook) })
	shown := fmt.Sprintf("%+v", r.Screen())
	message, _ := r.Text(dialog.ValueMessage)
	saved, err := json.Marshal(r.Setup())
	if err != nil {
		t.Fatal(err)
	}
	for what, text := range map[string]string{"the screen": shown, "the setup": string(saved), "the message": message} {
		if strings.Contains(text, hook) {
			t.Errorf("%s has it: %s", what, text)
		}
	}
	for _, kind := range []string{"json", "md", "txt", "svg"} {
		data, err := r.Export(report.Supporter, report.Kind(kind))
		if err != nil || strings.Contains(string(data), hook) {
			t.Errorf("%s: %v\n%s", kind, err, data)
		}
	}
	// Entered by mistake where its text would be saved, it is not.
	r.Enter(dialog.InputAccount, hook)
	if err := r.store(r.Setup()); err == nil {
		t.Errorf("a setup with it was saved: %+v", r.Setup())
	}
}
