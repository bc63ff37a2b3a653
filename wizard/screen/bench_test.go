package screen

import (
	"testing"

	tea "charm.land/bubbletea/v2"
)

// BenchmarkKeyToFrame is what happens between a key and its frame.
func BenchmarkKeyToFrame(b *testing.B) {
	for _, f := range fixtures() {
		b.Run(f.name, func(b *testing.B) {
			m, _ := still(f.screen, 80, 24)
			down, up := keyPress("down"), keyPress("up")
			b.ReportAllocs()
			for b.Loop() {
				m.Update(down)
				m.View()
				m.Update(up)
				m.View()
			}
		})
	}
}

// BenchmarkLongPaste is a 6 KB line in a field.
func BenchmarkLongPaste(b *testing.B) {
	text := make([]byte, 6000)
	for i := range text {
		text[i] = 'a' + byte(i%26)
	}
	m, _ := still(callback(nil), 80, 24)
	b.ReportAllocs()
	for b.Loop() {
		m.Update(tea.PasteMsg{Content: string(text)})
		m.View()
	}
}
