package oauth_test

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"html"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"threelo/oauth"
)

// planted is a secret with every sign that an encoding would change.
const planted = `ATOA+s3cr3t/"<&>'=?_zß~9`

var percentCode = regexp.MustCompile(`%[0-9A-F]{2}`)

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
		"as it is":              planted,
		"over invisible ones":   planted[:9] + "\u200b\u2060" + planted[9:],
		"over joiners":          strings.ReplaceAll(planted, "", "\u200d"),
		"a joiner before ß":     strings.ReplaceAll(planted, "ß", "\u200cß\u200d"),
		"a hidden one in JSON":  planted[:9] + `\u200b` + planted[9:],
		"escaped in JSON twice": strings.ReplaceAll(ascii, `\`, `\\`),
		"in a query":            url.QueryEscape(planted),
		"in a path":             url.PathEscape(planted),
		"escaped twice":         url.QueryEscape(url.QueryEscape(planted)),
		"lower-case hex":        percentCode.ReplaceAllStringFunc(url.QueryEscape(planted), strings.ToLower),
		"in JSON":               strings.Trim(string(quoted), `"`),
		"in JSON, all escaped":  ascii,
		"in HTML":               html.EscapeString(planted),
		"in numbered entities":  entities,
		"base64":                std([]byte(planted)),
		"base64, one before":    std([]byte("i" + planted)),
		"base64, two before":    std([]byte("id" + planted + "behind")),
		"base64, credentials":   std([]byte("client-id:" + planted)),
		"base64 for URLs":       base64.URLEncoding.EncodeToString([]byte("x" + planted)),
		"base64 without end":    base64.RawURLEncoding.EncodeToString([]byte(planted)),
		"base64 in a query":     url.QueryEscape(std([]byte(planted))),
		"hexadecimal":           fmt.Sprintf("%x", planted),
		"over two lines":        planted[:9] + "\n    " + planted[9:],
		"over lines in JSON":    strings.Trim(string(quoted), `"`)[:8] + `\n` + strings.Trim(string(quoted), `"`)[8:],
		"over two tags":         html.EscapeString(planted[:9]) + "</text>\n<text x=\"1\">" + html.EscapeString(planted[9:]),
		"base64 over lines":     std([]byte(planted))[:10] + "\r\n" + std([]byte(planted))[10:],
	}
}

func TestNoDisguiseHidesASecret(t *testing.T) {
	secrets := []oauth.Secret{oauth.NewSecret("another-one-that-is-not-there"), oauth.NewSecret(planted)}
	for name, form := range disguised() {
		if !oauth.Leaks("before "+form+" behind", secrets...) {
			t.Errorf("%s was not found: %s", name, form)
		}
	}
}

func TestASecretThatAServerEchoesIsMaskedHoweverItIsDisguised(t *testing.T) {
	for name, form := range disguised() {
		got := oauth.CleanText("invalid_client: unknown secret "+form, 0, oauth.NewSecret(planted))
		if oauth.Leaks(got, oauth.NewSecret(planted)) || strings.Contains(got, "s3cr3t") || !strings.Contains(got, "•••") {
			t.Errorf("%s is shown as %q", name, got)
		}
	}
}

// A failure is recognized by a server's words, so they must outlast the mask.
func TestTheWordsAroundAnEscapedSecretStayReadable(t *testing.T) {
	secret := oauth.NewSecret(planted)
	for _, form := range []string{planted, html.EscapeString(planted), url.QueryEscape(url.QueryEscape(planted)), planted[:9] + "\u200b" + planted[9:]} {
		if got := oauth.CleanText("unknown secret "+form+", try again", 0, secret); got != "unknown secret •••, try again" {
			t.Errorf("%q is shown as %q", form, got)
		}
	}
}

func TestASecretIsMaskedBeforeALongTextIsCut(t *testing.T) {
	got := oauth.CleanText(strings.Repeat("a", 95)+planted, 100, oauth.NewSecret(planted))
	if got != strings.Repeat("a", 95)+"•••" {
		t.Errorf("cut to %q", got)
	}
}

func TestATextWithoutASecretIsQuotedAsItCame(t *testing.T) {
	const text = `Q&amp;A 100%25 \u0041 <b>`
	if got := oauth.CleanText(text, 0, oauth.NewSecret(planted), oauth.NewSecret("short"), oauth.Secret{}); got != text {
		t.Errorf("became %q", got)
	}
}

func TestASecretInAnotherScriptIsFoundOverItsJoiners(t *testing.T) {
	secret := oauth.NewSecret("رمزعبورمن")
	const shown = "رمز\u200cعبور\u200cمن"
	if got := oauth.CleanText("unknown secret "+shown, 0, secret); oauth.Leaks(got, secret) || strings.Contains(got, "عبور") {
		t.Errorf("shown as %q", got)
	}
	if got := oauth.CleanText(shown, 0); got != shown {
		t.Errorf("without a secret it is shown as %q", got)
	}
}

func TestASecretWithTagsOfItsOwnIsFoundAmongOtherTags(t *testing.T) {
	const secret = `Xv_<one>9Kq2mZ<two>Yb8Kd`
	text := `Xv_<one>9K<b>q2mZ<t<br/>wo>Y</b>b8Kd`
	for range 2 {
		escaped := ""
		for _, r := range text {
			escaped += fmt.Sprintf(`\u%04x`, r)
		}
		text = escaped
	}
	if !oauth.Leaks(text, oauth.NewSecret(secret)) {
		t.Error("not found")
	}
}

// Read from a wrong place, base64 gives half an escape, which must not eat what follows.
func TestASecretInBase64IsFoundWhateverWordIsBeforeIt(t *testing.T) {
	const secret = "ATCTT3xFfGN01FCWdSZAjA=cvL6F3BREFfHZQGp2DsWEVFJT9mevgZdb.fJNGHh7ZTjTFBnZxnHpRg=3sdrtks9FM_E_pAfyDA4bzqdDQn"
	hidden := base64.RawURLEncoding.EncodeToString([]byte(url.QueryEscape(strings.ToUpper(secret))))
	for _, before := range []string{"", "a", "no", "got", "unknown secret"} {
		if !oauth.Leaks(before+" "+hidden+", try again", oauth.NewSecret(secret)) {
			t.Errorf("not found after %q", before)
		}
	}
}
