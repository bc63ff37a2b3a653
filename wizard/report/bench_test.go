package report

import (
	"fmt"
	"testing"

	"threelo/steps/dialog"
	"threelo/wizard/report/reporttest"
)

// withScopes is a report of as many scopes.
func withScopes(n int) dialog.Report {
	r := reporttest.Ready()
	r.Scopes = nil
	for i := range n {
		r.Scopes = append(r.Scopes, dialog.ReportScope{Scope: fmt.Sprintf("read:thing%d:jira-software", i), Wanted: "yes", Ticked: "yes", Asked: "yes", Granted: "yes"})
	}
	return r
}

// BenchmarkReport makes a report of each kind, with few scopes and with all that
// Atlassian has.
func BenchmarkReport(b *testing.B) {
	for _, kind := range []Kind{"txt", "md", "json", "svg", "png"} {
		for _, scopes := range []int{14, 215} {
			b.Run(fmt.Sprintf("%s/%d", kind, scopes), func(b *testing.B) {
				r := withScopes(scopes)
				b.ReportAllocs()
				for b.Loop() {
					if _, err := Export(r, Supporter, kind, nil); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}
