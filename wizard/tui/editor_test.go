package tui

import (
	"strings"
	"testing"
	"time"

	"threelo/assets/pacetest"
	"threelo/steps/dialog"
	"threelo/wizard/style"
)

func TestEditingMovesByVisibleCharacters(t *testing.T) {
	for _, c := range []struct {
		text, keys, want string
	}{
		{"abc", "backspace", "ab"},
		{"abc", "home delete", "bc"},
		{"abc", "home right ctrl+k", "a"},
		{"abc", "left ctrl+u", "c"},
		{"one two", "ctrl+w", "one "},
		{"one two", "ctrl+left x", "one xtwo"},
		{"one two", "home ctrl+right x", "onex two"},
		{"e\u0301", "backspace", ""},
		{"👨‍👩‍👧‍👦b", "left backspace", "b"},
		{"日本", "left x", "日x本"},
		{"", "backspace delete left right ctrl+w", ""},
	} {
		e := &editor{}
		e.set(c.text)
		for key := range strings.FieldsSeq(c.keys) {
			if !e.edit(keyPress(key)) {
				e.insert(key)
			}
		}
		if got := e.text(); got != c.want {
			t.Errorf("%q with %s is %q, want %q", c.text, c.keys, got, c.want)
		}
	}
}

func TestALongTextIsDrawnInPart(t *testing.T) {
	e := &editor{}
	e.set(strings.Repeat("0123456789", 600))
	shown, column := e.view(30)
	if !strings.HasPrefix(shown, "…") || strings.HasSuffix(shown, "…") || column != style.Width(shown) {
		t.Errorf("at its end it shows %q, the cursor at %d", shown, column)
	}
	e.edit(keyPress("home"))
	if shown, column = e.view(30); strings.HasPrefix(shown, "…") || !strings.HasSuffix(shown, "…") || column != 0 {
		t.Errorf("at its start it shows %q, the cursor at %d", shown, column)
	}
}

func FuzzEditor(f *testing.F) {
	f.Add("https://acme.example", "paste", 3, 20)
	f.Add("日本 e\u0301", "👨‍👩‍👧‍👦", 1, 7)
	f.Add("\x1b[31m\x00\xff", "\u202e\n", 2, 4)
	f.Fuzz(func(t *testing.T, text, more string, left, width int) {
		width = 4 + int(uint(width)%100)
		e := &editor{}
		e.set(text)
		for range uint(left) % 50 {
			e.edit(keyPress("left"))
		}
		e.insert(more)
		if e.at < 0 || e.at > len(e.clusters) {
			t.Fatalf("the cursor is at %d of %d", e.at, len(e.clusters))
		}
		want := strings.ToValidUTF8(more, "")
		if !strings.Contains(e.text(), want) {
			t.Fatalf("%q is not in %q", want, e.text())
		}
		shown, column := e.view(width)
		if style.Width(shown) > width && len(e.clusters) > 1 || column >= width && width > 12 {
			t.Fatalf("%q is %d wide in %d, the cursor at %d", shown, style.Width(shown), width, column)
		}
		if strings.ContainsAny(shown, "\x1b\n\r\x00") {
			t.Fatalf("%q would draw", shown)
		}
	})
}

// A terminal without bracketed paste types what is pasted.
func TestALongTextIsTypedInUnderASecond(t *testing.T) {
	const length = 16_000
	for name, s := range map[string]dialog.Screen{"address": callback(nil), "hidden": empty(credentials()), "search": catalog()} {
		m, _ := still(s, 80, 24)
		for tries := 0; !m.inField() && tries < 5; tries++ {
			press(m, "tab")
		}
		start := time.Now()
		for i := range length {
			if i == length/2 {
				m.Update(keyPress("home"))
			}
			m.Update(keyPress(string(rune('a' + i%26))))
			m.View()
		}
		took := time.Since(start)
		t.Logf("%s: %v", name, took)
		if took > time.Second && !pacetest.Race {
			t.Errorf("%s: %d characters took %v", name, length, took)
		}
		e := m.editor(m.screen.Fields[m.focus()].ID)
		if len(e.clusters) != length || e.at != length/2 {
			t.Errorf("%s: the field has %d characters, the cursor at %d", name, len(e.clusters), e.at)
		}
	}
}
