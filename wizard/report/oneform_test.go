package report

import (
	"net/url"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"

	"threelo/wizard/report/reporttest"
)

// A server may write é as one character or as two, and another one the other way.
func TestAnAnonymousReportComparesNamesInOneForm(t *testing.T) {
	const name = "Zoë Ibáñez"
	for _, named := range []string{norm.NFC.String(name), norm.NFD.String(name)} {
		for _, written := range []string{norm.NFC.String(name), norm.NFD.String(name)} {
			r := reporttest.Ready()
			r.Anonymous, r.User.DisplayName = true, named
			r.Checks[2].Detail = "the account " + written + " may not; see ?account=" + url.QueryEscape(written) + " and /people/" + url.PathEscape(written)
			r.Proofs[0].Evidence = written + " pressed Accept"
			for _, kind := range []Kind{JSON, Markdown, Text, SVG} {
				data, err := Export(r, Supporter, kind, nil)
				if err != nil {
					t.Fatal(err)
				}
				text := strings.ToLower(norm.NFD.String(string(data)))
				for _, part := range []string{"ibáñez", "iba%cc", "ib%c3%a1", "iban", "zoe", "zo%c3"} {
					if strings.Contains(text, norm.NFD.String(part)) {
						t.Errorf("named %+q, written %+q: the %s has %q", named, written, kind, part)
					}
				}
			}
		}
	}
}
