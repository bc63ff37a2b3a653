package report

import (
	"encoding/base64"
	"errors"
	"html"
	"net/url"
	"strings"
	"testing"

	"threelo/oauth"
	"threelo/steps/dialog"
	"threelo/wizard/report/reporttest"
)

// A secret with every character that an encoding would change.
const planted = `ATOA+s3cr3t/"<&>'=?_zß~9`

func TestAReportWithoutASecretMayLeave(t *testing.T) {
	for _, s := range []string{planted, "", "short", "read:jirax"} {
		if _, err := Export(reporttest.Ready(), Supporter, JSON, []oauth.Secret{oauth.NewSecret(s)}); err != nil {
			t.Errorf("%q: %v", s, err)
		}
	}
	// Seven characters are found by chance, eight are not.
	if _, err := Export(reporttest.Ready(), Supporter, JSON, []oauth.Secret{oauth.NewSecret("threelo")}); err != nil {
		t.Error(err)
	}
}

func TestAReportLeavesWithoutTheSecretThatAServerEchoed(t *testing.T) {
	secrets := []oauth.Secret{oauth.NewSecret(planted)}
	places := map[string]func(*dialog.Report, string){
		"a check's detail":  func(r *dialog.Report, s string) { r.Checks[2].Detail = "the server said " + s },
		"the site's name":   func(r *dialog.Report, s string) { r.Site.Name = s },
		"a display name":    func(r *dialog.Report, s string) { r.User.DisplayName = s },
		"a proof":           func(r *dialog.Report, s string) { r.Proofs[0].Evidence = s },
		"after a long text": func(r *dialog.Report, s string) { r.Headline = strings.Repeat("a", maxText-5) + s },
	}
	leaves := func(t *testing.T, r dialog.Report, kind Kind) {
		t.Helper()
		data, err := Export(r, Supporter, kind, secrets)
		if err != nil || len(data) == 0 {
			t.Fatalf("nothing left as %s: %v", kind, err)
		}
		if text := string(data); strings.Contains(text, "s3cr3t") || oauth.Leaks(text, secrets...) {
			t.Fatalf("it left with the secret as %s", kind)
		}
	}
	for place, plant := range places {
		t.Run(place, func(t *testing.T) {
			r := reporttest.Ready()
			plant(&r, planted)
			for _, kind := range []Kind{JSON, Markdown, Text, SVG} {
				leaves(t, r, kind)
			}
		})
	}
	for name, form := range map[string]string{"in a query": url.QueryEscape(planted), "in HTML": html.EscapeString(planted), "in base64": base64.StdEncoding.EncodeToString([]byte(planted))} {
		t.Run(name, func(t *testing.T) {
			r := reporttest.Ready()
			r.Checks[2].Detail = "the server said " + form
			leaves(t, r, Markdown)
		})
	}
}

func TestASecretThatIsSpreadOverTwoTextsStopsTheExport(t *testing.T) {
	secrets := []oauth.Secret{oauth.NewSecret(planted)}
	r := reporttest.Ready()
	r.App.ScopesRequested = []string{planted[:12], planted[12:]}
	for _, kind := range []Kind{JSON, Markdown, Text, SVG, PNG} {
		data, err := Export(r, Supporter, kind, secrets)
		if !errors.Is(err, ErrLeak) || data != nil || strings.Contains(err.Error(), planted) {
			t.Errorf("not stopped as %s: %v", kind, err)
		}
	}
	if text, err := Export(r, Admin, Text, secrets); !errors.Is(err, ErrLeak) || text != nil {
		t.Errorf("printed: %v %v", text, err)
	}
}

func TestTheTextOfAPictureIsSearched(t *testing.T) {
	r := reporttest.Ready()
	r.Headline = "the server said " + planted
	if !oauth.Leaks(Prepare(r, Supporter).picture(darkTheme()).text, oauth.NewSecret(planted)) {
		t.Error("it is not in the text of the picture")
	}
}

func TestAStatusIsPrintedWithoutTheSecret(t *testing.T) {
	r := reporttest.Ready()
	r.Checks[2].Detail = "the server said " + url.QueryEscape(planted)
	text, err := Export(r, Admin, Text, []oauth.Secret{oauth.NewSecret(planted)})
	if err != nil || oauth.Leaks(string(text), oauth.NewSecret(planted)) || !strings.Contains(string(text), "the server said •••") {
		t.Errorf("printed: %v %v", text, err)
	}
}
