package tui

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"threelo/steps/dialog"
	"threelo/wizard/report/reporttest"
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

func TestALongLinkLeavesTheFieldBelowItInASmallWindow(t *testing.T) {
	s := byHand()
	s.Why, s.Warnings = nil, nil
	s.Do = []dialog.Instruction{
		{Text: "Open this in the integration window (c copy, v show):", Value: "link"},
		{Text: "Press Accept."},
		{Text: "Paste the address:", Field: "address"},
	}
	long := strings.Replace(longLink, "scope=", "scope="+strings.Repeat("read%3Ajira-work%20", 20), 1)
	s.Values = []dialog.Value{{ID: "link", Label: "the sign-in link", Text: long, Shown: long, Whole: true}}
	s.Fields, s.Findings = []dialog.Field{{Input: dialog.Input{ID: "address", Label: "Address", Pasted: true}}}, nil
	m, _ := still(s, 60, 16)
	shows(t, m, pasteHere)
	press(m, "v")
	if seen := m.wholeValue(); !strings.HasPrefix(long, seen.text) || len(seen.text) < 600 {
		t.Errorf("v shows %q", seen.text)
	}
}

func TestASmallStatusSaysThatThereIsMore(t *testing.T) {
	m, _ := still(statusScreen(reporttest.Demo()), 60, 16)
	shows(t, m, "more lines, d")
	press(m, "pgdown")
	shows(t, m, "Details", "more lines, pgdn")
	hides(t, m, "does nothing here", "more lines, d")
	press(m, "end")
	hides(t, m, "pgdn")
}

func TestARefusedAddressIsGoneWithItsLink(t *testing.T) {
	s := waiting()
	s.Fields = []dialog.Field{{Input: dialog.Input{ID: "address", Label: "Address", Pasted: true, Secret: true}}}
	m, j := still(s, 80, 24)
	j.refuse = "this address has no code"
	m.Update(tea.PasteMsg{Content: "https://acme.example/?error=x"})
	shows(t, m, "29 characters", "this address has no code")
	j.screen().Fields[0].Finding = nil // as after r
	m.handle(dialog.Tick{})
	m.arrange()
	hides(t, m, "29 characters")
	shows(t, m, pasteHere)
}
