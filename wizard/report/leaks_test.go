package report

import (
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"html"
	"net/url"
	"strings"
	"testing"

	"threelo/oauth"
	"threelo/steps"
	"threelo/wizard/report/reporttest"
)

// A secret with every sign that an encoding would change.
const planted = `ATOA+s3cr3t/"<&>'=?_zß~9`

func disguised() map[string]string {
	quoted, _ := json.Marshal(planted)
	ascii := ""
	for _, r := range planted {
		ascii += fmt.Sprintf(`\u%04x`, r)
	}
	entities := ""
	for _, r := range planted {
		entities += fmt.Sprintf("&#%d;", r)
	}
	std := base64.StdEncoding.EncodeToString
	return map[string]string{
		"as it is":             planted,
		"in a query":           url.QueryEscape(planted),
		"in a path":            url.PathEscape(planted),
		"escaped twice":        url.QueryEscape(url.QueryEscape(planted)),
		"lower-case hex":       percent().ReplaceAllStringFunc(url.QueryEscape(planted), strings.ToLower),
		"in JSON":              strings.Trim(string(quoted), `"`),
		"in JSON, all escaped": ascii,
		"in HTML":              html.EscapeString(planted),
		"in numbered entities": entities,
		"base64":               std([]byte(planted)),
		"base64, one before":   std([]byte("i" + planted)),
		"base64, two before":   std([]byte("id" + planted + "behind")),
		"base64, credentials":  std([]byte("client-id:" + planted)),
		"base64 for URLs":      base64.URLEncoding.EncodeToString([]byte("x" + planted)),
		"base64 without end":   base64.RawURLEncoding.EncodeToString([]byte(planted)),
		"base64 in a query":    url.QueryEscape(std([]byte(planted))),
		"hexadecimal":          fmt.Sprintf("%x", planted),
		"over two lines":       planted[:9] + "\n    " + planted[9:],
		"over lines in JSON":   strings.Trim(string(quoted), `"`)[:8] + `\n` + strings.Trim(string(quoted), `"`)[8:],
		"over two tags":        html.EscapeString(planted[:9]) + "</text>\n<text x=\"1\">" + html.EscapeString(planted[9:]),
		"base64 over lines":    std([]byte(planted))[:10] + "\r\n" + std([]byte(planted))[10:],
	}
}

func TestNoDisguiseHidesASecret(t *testing.T) {
	secrets := []oauth.Secret{oauth.NewSecret("another-one-that-is-not-there"), oauth.NewSecret(planted)}
	for name, form := range disguised() {
		err := Leaks([]byte("before "+form+" behind"), secrets)
		if !errors.Is(err, ErrLeak) {
			t.Errorf("%s was not found: %s", name, form)
		}
	}
}

func TestWhatIsNoSecretMayLeave(t *testing.T) {
	data, err := Render(reporttest.Ready(), JSON)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range []string{planted, "", "short", "read:jirax"} {
		if err := Leaks(data, []oauth.Secret{oauth.NewSecret(s)}); err != nil {
			t.Errorf("%q: %v", s, err)
		}
	}
	// Seven characters are found by chance, eight are not.
	if err := Leaks(data, []oauth.Secret{oauth.NewSecret("threelo")}); err != nil {
		t.Error(err)
	}
}

func TestAServerThatEchoesASecretStopsTheExport(t *testing.T) {
	secrets := []oauth.Secret{oauth.NewSecret(planted)}
	places := map[string]func(*steps.Report, string){
		"a check's detail":  func(r *steps.Report, s string) { r.Checks[2].Detail = "the server said " + s },
		"the site's name":   func(r *steps.Report, s string) { r.Site.Name = s },
		"a display name":    func(r *steps.Report, s string) { r.User.DisplayName = s },
		"a proof":           func(r *steps.Report, s string) { r.Proofs[0].Evidence = s },
		"behind a long cut": func(r *steps.Report, s string) { r.Headline = strings.Repeat("a", maxText-5) + s },
	}
	stops := func(t *testing.T, r steps.Report, kind Kind) {
		t.Helper()
		data, err := Export(r, kind, secrets)
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
	for name, form := range disguised() {
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
	if _, err := Export(r, PNG, []oauth.Secret{oauth.NewSecret(planted)}); !errors.Is(err, ErrLeak) {
		t.Fatal(err)
	}
	// The cells alone would show it: what a picture is drawn from is searched.
	if err := Leaks([]byte(pictureOf(r, darkTheme()).text()), []oauth.Secret{oauth.NewSecret(planted)}); !errors.Is(err, ErrLeak) {
		t.Fatal(err)
	}
}
