package wizard

import (
	"slices"
	"strings"
	"testing"

	"threelo/oauth"
	"threelo/steps/dialog"
	"threelo/wizard/report"
)

// A supporter pastes what threelo's own report says, and reads the same cause.
func TestExplainKnowsWhatAReportSays(t *testing.T) {
	for _, m := range slices.Concat(drillRows, networkRows, deathRows) {
		t.Run(m.scenario, func(t *testing.T) {
			t.Parallel()
			d := startDrill(t, m)
			if m.met != nil {
				m.met(d)
			}
			d.walk("")
			r := d.Report()
			if r.Failure == nil || r.Outcome == dialog.Ready {
				t.Skip("the report names no failure")
			}
			page, err := report.Export(r, report.Supporter, report.Markdown, nil)
			if err != nil {
				t.Fatal(err)
			}
			pasted := map[string]string{"the headline": r.Headline, "the report": string(page)}
			for line := range strings.Lines(string(page)) {
				for _, label := range []string{"Answer: ", "Call: "} {
					if _, call, ok := strings.Cut(line, label); ok && pasted[label] == "" {
						pasted[label] = call
					}
				}
			}
			if slices.Contains([]string{"site-not-reached", "scopes-lost", "own-request"}, r.Failure.ID) {
				delete(pasted, "Call: ") // one call alone can't show this cause
			}
			for what, text := range pasted {
				if f, _, _ := oauth.Explain(text); f.ID != r.Failure.ID {
					t.Errorf("%s: explained as %q, and the report says %q:\n%s", what, f.ID, r.Failure.ID, text)
				}
			}
		})
	}
}
