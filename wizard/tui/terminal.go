package tui

import (
	"io"
	"os"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"
)

// The largest window that is drawn. Each cell costs memory, and a terminal, or whoever
// writes to one, can report any size.
const (
	largestWidth  = 1000
	largestHeight = 500
)

// boundSize bounds every size before Bubble Tea makes room for it.
func boundSize(_ tea.Model, msg tea.Msg) tea.Msg {
	if size, ok := msg.(tea.WindowSizeMsg); ok {
		return tea.WindowSizeMsg{Width: min(size.Width, largestWidth), Height: min(size.Height, largestHeight)}
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
// pasted arrives with the rest. What is too long for a paste is dropped.
type keyboard struct {
	from    io.Reader
	pasting bool
	taken   int    // bytes of this paste
	last    string // the newest bytes: a mark may arrive in pieces
}

func (k *keyboard) Read(p []byte) (int, error) {
	n, err := k.from.Read(p[:max(1, len(p)-len(pasteEnd))]) // room for a mark
	keys := string(p[:n])
	seen := k.last + keys
	k.last = seen[max(0, len(seen)-len(pasteEnd)+1):]
	switch start, end := strings.LastIndex(seen, pasteStart), strings.LastIndex(seen, pasteEnd); {
	case k.pasting && slices.Contains(interrupts, keys):
		k.pasting, keys = false, pasteEnd+keys
	case start > end:
		k.pasting, k.taken = true, 0
	case end >= 0:
		if k.pasting && k.taken > longestPaste {
			keys = seen[end:]
		}
		k.pasting = false
	case k.pasting && k.taken > longestPaste:
		keys = ""
	default:
		k.taken += n
	}
	return copy(p, keys), err
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
