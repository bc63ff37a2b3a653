package tui

import (
	"io"
	"os"
	"strings"

	tea "charm.land/bubbletea/v2"
)

// The largest window that is drawn. Each cell costs memory, and a terminal, or whoever
// writes to one, can report any size.
const (
	largestWidth  = 1000
	largestHeight = 500
)

func bounded(width, height int) tea.WindowSizeMsg {
	return tea.WindowSizeMsg{Width: max(0, min(width, largestWidth)), Height: max(0, min(height, largestHeight))}
}

// boundSize bounds every size before Bubble Tea makes room for it.
func boundSize(_ tea.Model, msg tea.Msg) tea.Msg {
	if size, ok := msg.(tea.WindowSizeMsg); ok {
		return bounded(size.Width, size.Height)
	}
	return msg
}

const (
	pasteStart   = "\x1b[200~"
	pasteEnd     = "\x1b[201~"
	longestPaste = 1 << 20 // bytes that are taken of one paste
)

// interrupts are the ways in which terminals send ctrl+c.
var interrupts = []string{"\x03", "\x1b[99;5u", "\x1b[27;5;99~"}

// keyboard ends a paste whose end does not come: Bubble Tea takes everything until
// then as pasted, ctrl+c too. A ctrl+c that arrives alone is a key; one that was
// pasted arrives with the rest.
type keyboard struct {
	from    io.Reader
	pasting bool
	taken   int                 // bytes of this paste
	last    [len(pasteEnd)]byte // the newest, for marks that arrive in pieces
	out     []byte
}

func (k *keyboard) Read(p []byte) (int, error) {
	n, err := k.from.Read(p[:max(1, len(p)-len(pasteEnd))]) // room for a mark that began before
	k.out = k.out[:0]
	for _, key := range interrupts {
		if k.pasting && n > 0 && strings.ReplaceAll(string(p[:n]), key, "") == "" {
			k.pasting, k.out = false, append(k.out, pasteEnd...)
		}
	}
	for _, b := range p[:n] {
		copy(k.last[:], k.last[1:])
		k.last[len(k.last)-1] = b
		if !k.pasting || k.taken < longestPaste {
			k.out = append(k.out, b)
		}
		k.taken++
		switch {
		case !k.pasting && string(k.last[:]) == pasteStart:
			k.pasting, k.taken = true, 0
		case k.pasting && string(k.last[:]) == pasteEnd:
			if k.pasting = false; k.taken > longestPaste {
				k.out = append(k.out, pasteEnd...)
			}
		}
	}
	return copy(p, k.out), err
}

// keyboardFile is a keyboard that Bubble Tea knows as a terminal.
type keyboardFile struct {
	*os.File
	keyboard
}

func (k *keyboardFile) Read(p []byte) (int, error) { return k.keyboard.Read(p) }

// keyboardOf reads from a terminal, or from what stands for one.
func keyboardOf(in io.Reader) io.Reader {
	if f, ok := in.(*os.File); ok {
		return &keyboardFile{f, keyboard{from: f}}
	}
	return &keyboard{from: in}
}
