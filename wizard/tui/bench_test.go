package tui

import (
	"fmt"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"threelo/assets"
	"threelo/oauth"
	"threelo/steps/dialog"
	"threelo/wizard/report/reporttest"
)

// keyToFrame presses down and up, and draws the frame after each.
func keyToFrame(m *model) {
	m.Update(keyPress("down"))
	m.View()
	m.Update(keyPress("up"))
	m.View()
}

// BenchmarkKeyToFrame measures a key and its frame, twice, on screens of every kind.
func BenchmarkKeyToFrame(b *testing.B) {
	for _, f := range fixtures() {
		for _, size := range [][2]int{{80, 24}, {200, 60}} {
			b.Run(fmt.Sprintf("%s/%dx%d", f.name, size[0], size[1]), func(b *testing.B) {
				m, _ := still(f.screen, size[0], size[1])
				b.ReportAllocs()
				for b.Loop() {
					keyToFrame(m)
				}
				b.ReportMetric(b.Elapsed().Seconds()*1000/float64(b.N)/2, "ms/key")
			})
		}
	}
}

// BenchmarkLongPaste pastes a line of 6 KB.
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

// growing makes the screens whose data can grow: how many sites or scopes there are
// depends on the company.
var growing = []struct {
	what   string
	few    int
	many   int
	screen func(n int) dialog.Screen
}{
	{"scopes", 14, 215, manyScopes},
	{"sites", 1, 1000, manyChoices},
	{"platforms", 1, 500, manyChoices},
	{"proved", 14, 215, func(n int) dialog.Screen { return manyReported(n, "pass") }},
	{"failed", 14, 215, func(n int) dialog.Screen { return manyReported(n, "fail") }},
}

func manyScopes(n int) dialog.Screen {
	sc := tickScopes(false)
	sc.Scopes = nil
	for i := range n {
		sc.Scopes = append(sc.Scopes, dialog.ScopeItem{Listed: assets.Listed{Scope: assets.Scope{Scope: fmt.Sprintf("read:thing%d:jira-software", i), Title: "View things", For: "read things, their issues and properties"}}})
	}
	return sc
}

func manyChoices(n int) dialog.Screen {
	sc := chooseAccounts()
	sc.Choices = &dialog.Choices{Ask: sc.Title}
	for i := range n {
		sc.Choices.Options = append(sc.Choices.Options, dialog.Option{ID: dialog.OptionID(fmt.Sprint(i)), Label: fmt.Sprint("name ", i), Help: fmt.Sprintf("https://name%d.atlassian.net", i)})
	}
	return sc
}

// manyReported is the status screen of a report with many scopes, each used by a call.
func manyReported(n int, outcome oauth.Outcome) dialog.Screen {
	r := reporttest.Ready()
	r.Scopes, r.Checks = nil, nil
	for i := range n {
		scope := fmt.Sprintf("read:thing%d:jira-software", i)
		r.Scopes = append(r.Scopes, dialog.ReportScope{Scope: scope, Wanted: "yes", Ticked: "yes", Asked: "yes", Granted: "yes"})
		r.Checks = append(r.Checks, dialog.ReportCheck{
			ID: "scope:" + scope, Title: scope + ": things", Outcome: outcome, Detail: fmt.Sprint("thing ", i), DurationMs: 90,
			Request: &dialog.ReportRequest{Method: "GET", Path: fmt.Sprint("/rest/api/3/things/", i), Status: 200, At: r.GeneratedAt},
		})
	}
	return statusScreen(r)
}

// BenchmarkGrowth measures what a key costs with much data, and how many times slower
// it is than with little.
func BenchmarkGrowth(b *testing.B) {
	for _, g := range growing {
		b.Run(fmt.Sprintf("%s/%d-%d", g.what, g.few, g.many), func(b *testing.B) {
			few, _ := still(g.screen(g.few), 80, 24)
			many, _ := still(g.screen(g.many), 80, 24)
			var took [2]time.Duration
			for b.Loop() {
				for i, m := range []*model{few, many} {
					began := time.Now()
					keyToFrame(m)
					took[i] += time.Since(began)
				}
			}
			b.ReportMetric(float64(took[1])/float64(took[0]), "times")
			b.ReportMetric(took[1].Seconds()*1000/float64(b.N)/2, "ms/key")
		})
	}
}
