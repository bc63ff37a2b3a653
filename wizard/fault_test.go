package wizard

import (
	"context"
	"strings"
	"testing"

	"threelo/assets"
	"threelo/oauth"
	"threelo/steps/dialog"
	"threelo/wizard/fault"
)

// brokenClipboard panics with what it was given.
type brokenClipboard struct{}

func (brokenClipboard) Copy(_ context.Context, text string, _ bool) (string, bool, error) {
	panic(text)
}
func (brokenClipboard) Clear(context.Context, string) string { return "" }

func TestAFaultInTheBackgroundReachesTheFaceWithoutTheSecret(t *testing.T) {
	const secret = "s3cr3t-s3cr3t-s3cr3t-s3cr3t-s3cr3t-s3cr3t"
	p, err := assets.BuiltIn("targetprocess")
	if err != nil {
		t.Fatal(err)
	}
	r := New(t.Context(), Config{World: dialog.World{Cloud: oauth.Commercial}, Clipboard: brokenClipboard{}})
	defer r.Close()
	r.Begin(p, "targetprocess")
	r.vault.setInput(dialog.InputSecret, oauth.NewSecret(secret))
	r.carryOut([]dialog.Effect{dialog.Copy{Value: "secret", Secret: true}})
	defer func() {
		err := fault.Of(recover())
		if err == nil || strings.Contains(err.Error(), "s3cr3t") || !strings.Contains(err.Error(), "brokenClipboard") {
			t.Errorf("the face heard of %v", err)
		}
	}()
	r.Handle(<-r.Events())
}
