package wizard

import (
	"context"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"threelo/assets"
	"threelo/oauth"
	"threelo/steps/dialog"
)

// board is a clipboard that can be read.
type board struct {
	mu    sync.Mutex
	holds string
	slow  string // takes a second to arrive
}

func (b *board) put(text string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.holds = text
}

func (b *board) has(text string) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.holds == text
}

func (b *board) Copy(_ context.Context, text string, _ bool) (string, bool, error) {
	if text == b.slow {
		time.Sleep(time.Second)
	}
	b.put(text)
	return "on your clipboard", true, nil
}

func (b *board) Clear(context.Context, string) string {
	b.put("")
	return "the secret was cleared from the clipboard; press c to copy it again"
}

func TestASlowCopyDoesNotReplaceTheNextOne(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := &board{slow: "https://developer.atlassian.com/console/myapps/create-3lo-app/"}
		r := New(t.Context(), Config{World: dialog.World{Cloud: oauth.Commercial, Load: assets.BuiltIn}, Clipboard: b})
		defer r.Close()
		p, err := assets.BuiltIn("targetprocess")
		if err != nil {
			t.Fatal(err)
		}
		r.Begin(p, "targetprocess")
		for _, value := range []dialog.ValueID{dialog.ValueConsole, dialog.ValueAppName} {
			r.Handle(dialog.Act{ID: dialog.ActionCopy, Arg: string(value)})
		}
		for range 2 {
			<-r.Events()
		}
		if !b.has(p.AppName) {
			t.Errorf("the clipboard has %q, which was copied first", b.holds)
		}
	})
}

func TestASecretLeavesTheClipboardAMinuteAfterItWasCopiedLast(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := &board{}
		r := New(t.Context(), Config{World: dialog.World{Cloud: oauth.Commercial, Load: assets.BuiltIn}, Clipboard: b})
		defer r.Close()
		p, err := assets.BuiltIn("targetprocess")
		if err != nil {
			t.Fatal(err)
		}
		r.Begin(p, "targetprocess")
		const secret = "ATOAabcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789abcdef0123"
		r.Enter("client-secret", secret)
		for range 2 { // twice, 40 seconds apart
			r.Handle(dialog.Act{ID: "copy", Arg: "client-secret"})
			copied, ok := (<-r.Events()).(dialog.Copied)
			if !ok || time.Until(copied.Clear) != time.Minute {
				t.Fatalf("copied: %+v", copied)
			}
			r.Handle(copied)
			time.Sleep(40 * time.Second)
		}
		if synctest.Wait(); !b.has(secret) {
			t.Error("80 seconds after the first copy, 40 after the second, it is gone")
		}
		time.Sleep(20 * time.Second)
		if _, ok := (<-r.Events()).(dialog.Cleared); !ok || !b.has("") {
			t.Error("a minute after the last copy it is still there")
		}
	})
}
