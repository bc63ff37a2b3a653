package e2e

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"threelo/assets"
	"threelo/oauth/sandbox"
)

// plays chooses a problem in the list, on the screen with this title.
func (d *desk) plays(scenario, title string) {
	d.t.Helper()
	at := slices.IndexFunc(sandbox.Scenarios(), func(s sandbox.Scenario) bool { return s.ID == scenario })
	d.listens()
	d.toKeys()
	d.does("p", "enter simulate it")
	d.types(strings.Repeat(up, 50), strings.Repeat(down, at+1), enter)
	d.shows(title, "the sandbox simulates a problem: "+sandbox.Scenarios()[at].Line)
}

// shortLink is how the link of a sign-in looks.
var shortLink = regexp.MustCompile(`http://127\.0\.0\.1:\d+/go/\w{8}`)

// newLink reads the sign-in link off the screen, once it is another than the old one.
func (d *desk) newLink(old string) (link string) {
	d.t.Helper()
	d.until("a new link", func(screen, _ string) bool {
		link = shortLink.FindString(screen)
		return link != "" && link != old
	})
	return link
}

// brings signs in as far as it goes, and returns what an admin would copy, if
// anything: the address that holds the answer, or what the page says.
func (b *browser) brings(link string) string {
	b.t.Helper()
	b.open(link)
	if strings.Contains(b.text(), "is requesting access to your Atlassian account") {
		b.chooses("Use app on", "acme")
		b.clicks("Accept")
	}
	if strings.Contains(b.at(), "/callback?") {
		return "" // threelo has the answer already
	}
	if at := b.at(); strings.Contains(at, "/platform/") || strings.Contains(at, "error=") {
		return at
	}
	return finds(b, chromedp.Evaluate[string](`document.querySelector(".notice").innerText`))
}

// TestATraineePracticesEveryMistake plays all that the sandbox has, by the key
// that lists them, up to what the trainee is told. Four trainees share them, each
// one after the other in one rehearsal; the silent network is practiced alone,
// since it takes as long as all of another's.
func TestATraineePracticesEveryMistake(t *testing.T) {
	t.Parallel()
	const works = "every call answered"
	told := map[string]string{
		"development-banner": works, "old-token": works, "platform-error": works, "platform-sign-in": works,
		"platform-redirect": works, "platform-closes": works, // threelo's line bypasses the product's page
	}
	for _, f := range assets.Failures() {
		if told[f.ID] == "" {
			told[f.ID] = beginning(f.OfOwnRequest().Fix[0])
		}
	}
	told["single-callback-box"] = works
	told["secret-replaced"], told["app-deleted"] = told["secret-refused"], told["unknown-client"]
	told["rate-limited"], told["accept-rate-limited"] = "Please wait: 2 seconds", told["rate-limited"]
	told["permission-missing"] = "Ask a Jira admin to give Iris Integration the"
	for _, id := range []string{"token-sent-to-site", "search-removed"} { // it is threelo's own call that was refused
		told[id] = "Is there a newer version of threelo?"
	}
	const silent = "network-timeout"
	shares := [4][]string{3: {silent}}
	for i, s := range sandbox.Scenarios() {
		if s.ProductOnly {
			told[s.ID] = works
		}
		if told[s.ID] == "" {
			t.Fatalf("%s: the test does not say what the trainee must read", s.ID)
		}
		if s.ID != silent {
			shares[i%3] = append(shares[i%3], s.ID)
		}
	}
	for i, share := range shares {
		t.Run(fmt.Sprintf("trainee-%d", i+1), func(t *testing.T) {
			t.Parallel()
			practices(t, share, told)
		})
	}
}

// practices plays one mistake after the other in one rehearsal.
func practices(t *testing.T, scenarios []string, told map[string]string) {
	b := chromium(t)
	d := sit(t, nil, "--demo", "--platform", "targetprocess")
	d.shows("press p on a later screen")
	d.rehearses(upTo(signInScreen, targetprocess))
	link := d.newLink("")
	b.open(link)
	b.signsIn(b.at(), "Iris Integration")
	for _, id := range scenarios {
		d.plays(id, signInScreen)
		link = d.newLink(link)
		if brought := b.brings(link); brought != "" {
			d.pastesLanding(brought)
		}
		if shown, ok := d.within(2*patience, told[id]); !ok { // a token endpoint that does not answer takes its time
			t.Errorf("%s: the screen does not show %q:\n%s", id, told[id], shown)
		}
		d.repeatsSignIn()
	}
}

// beginning is the part of a fix that fits on one line, with the names of the
// product and the site, and without placeholders.
func beginning(fix string) string {
	named := strings.NewReplacer("the product", "Targetprocess", "a site admin", "an admin of acme").Replace(fix)
	named, _, _ = strings.Cut(named, "{")
	letters := []rune(named)
	return strings.TrimSpace(string(letters[:min(len(letters), 40)]))
}
