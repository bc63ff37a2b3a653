package tui

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"threelo/steps/dialog"
)

func TestALinkToBeSelectedIsWrittenInOnePieceFromTheFirstColumn(t *testing.T) {
	s := byHand()
	s.Do = []dialog.Instruction{{Text: "Press c to copy the link, or select it:", Value: "link"}, {Text: "Press Accept."}}
	s.Values = []dialog.Value{{ID: "link", Text: longLink, Shown: longLink, Whole: true}}
	m, _ := still(s, 80, 24)
	for _, width := range []int{80, 60, 120} {
		_, cmd := m.Update(tea.WindowSizeMsg{Width: width, Height: 24})
		seen := m.wholeValue()
		if lines := strings.Split(text(m), "\n"); seen.text != longLink || !strings.HasPrefix(lines[seen.line], longLink[:min(width, len(longLink))]) {
			t.Errorf("at %d columns line %d is %q", width, seen.line, lines[seen.line])
		}
		if cmd == nil || m.rewriteLater() != nil {
			t.Errorf("at %d columns it is not written once", width)
		}
		if raw, _ := m.rewrite()().(tea.RawMsg); !strings.Contains(raw.Msg.(string), longLink) {
			t.Errorf("at %d columns %q is written", width, raw.Msg)
		}
	}
}
