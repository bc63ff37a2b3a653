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
	var heard error
	func() {
		defer fault.Catch(func(err error) { heard = err })
		r.Handle(<-r.Events())
	}()
	if heard == nil || strings.Contains(heard.Error(), "s3cr3t") || !strings.Contains(heard.Error(), "brokenClipboard") {
		t.Errorf("the face heard of %v", heard)
	}
}
