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

func TestAServerThatEchoesASecretStopsTheExport(t *testing.T) {
	secrets := []oauth.Secret{oauth.NewSecret(planted)}
	places := map[string]func(*dialog.Report, string){
		"a check's detail":  func(r *dialog.Report, s string) { r.Checks[2].Detail = "the server said " + s },
		"the site's name":   func(r *dialog.Report, s string) { r.Site.Name = s },
		"a display name":    func(r *dialog.Report, s string) { r.User.DisplayName = s },
		"a proof":           func(r *dialog.Report, s string) { r.Proofs[0].Evidence = s },
		"after a long text": func(r *dialog.Report, s string) { r.Headline = strings.Repeat("a", maxText-5) + s },
	}
	stops := func(t *testing.T, r dialog.Report, kind Kind) {
		t.Helper()
		data, err := Export(r, Supporter, kind, secrets)
		if !errors.Is(err, ErrLeak) || data != nil {
			t.Fatalf("not stopped as %s", kind)
		}
		if strings.Contains(err.Error(), planted) {
			t.Fatal("the message shows the secret")
		}
	}
	for place, plant := range places {
		t.Run(place, func(t *testing.T) {
			r := reporttest.Ready()
			plant(&r, planted)
			for _, kind := range []Kind{JSON, Markdown, Text, SVG} {
				stops(t, r, kind)
			}
		})
	}
	for name, form := range map[string]string{"in a query": url.QueryEscape(planted), "in HTML": html.EscapeString(planted), "in base64": base64.StdEncoding.EncodeToString([]byte(planted))} {
		t.Run(name, func(t *testing.T) {
			r := reporttest.Ready()
			r.Checks[2].Detail = "the server said " + form
			stops(t, r, Markdown)
		})
	}
}

func TestAPictureIsStoppedToo(t *testing.T) {
	r := reporttest.Ready()
	r.Headline = "the server said " + planted
	if _, err := Export(r, Supporter, PNG, []oauth.Secret{oauth.NewSecret(planted)}); !errors.Is(err, ErrLeak) {
		t.Fatal(err)
	}
	// The text of the picture alone would show it, so that is searched too.
	if !oauth.Leaks(Prepare(r, Supporter).picture(darkTheme()).text, oauth.NewSecret(planted)) {
		t.Error("it is not in the text of the picture")
	}
}

func TestAStatusWithASecretIsNotPrinted(t *testing.T) {
	r := reporttest.Ready()
	r.Checks[2].Detail = "the server said " + url.QueryEscape(planted)
	text, err := Export(r, Admin, Text, []oauth.Secret{oauth.NewSecret(planted)})
	if !errors.Is(err, ErrLeak) || text != nil {
		t.Errorf("printed: %v %v", text, err)
	}
	if text, err := Export(reporttest.Ready(), Admin, Text, []oauth.Secret{oauth.NewSecret(planted)}); err != nil || len(text) == 0 {
		t.Errorf("not printed: %v", err)
	}
}
