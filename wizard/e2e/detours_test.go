package e2e

import (
	"strings"
	"testing"
)

// signsInAs accepts a link as an account, for a site.
func (b *browser) signsInAs(account, link, site string) {
	b.t.Helper()
	b.open(link)
	b.signsIn(b.at(), account)
	b.accepts(link, site)
}

// repeats begins the sign-in test again, and returns its new link.
func (d *desk) repeats(old string) string {
	d.t.Helper()
	d.repeatsSignIn()
	return d.newLink(old)
}

func TestTheWrongAccountIsNamedAndTheTestRepeatedWithTheRightOne(t *testing.T) {
	t.Parallel()
	b := chromium(t)
	d := sit(t, nil, "--demo", "--platform", platform)
	errand{d: d}.begins(createScreen, down, down, right)
	d.rehearses(upTo(signInScreen, append(targetprocess[1:5:5], stop{title: "Share the app", done: "turned on Sharing"}, targetprocess[5])))
	link := d.newLink("")
	b.signsInAs("Otto Owner", link, "acme")
	d.shows("Otto Owner", "pressed Accept. Is this the Integration Service User? If not, press r")
	b.signsInAs("Iris Integration", d.repeats(link), "acme")
	d.shows("Iris Integration", "pressed Accept. Is this the Integration Service User?")
	d.finishes(afterTargetprocess)
}

func TestAnotherSiteThatWasChosenAtAcceptIsNamedAndTheTestRepeated(t *testing.T) {
	t.Parallel()
	b := chromium(t)
	d := sit(t, nil, "--demo", "--platform", platform)
	d.rehearses(upTo(signInScreen, targetprocess))
	link := d.newLink("")
	b.signsInAs("Iris Integration", link, "acme-test")
	d.shows("does not reach the expected Jira site: reached acme-test.atlassian.net", "not checked: Jira")
	b.accepts(d.repeats(link), "acme")
	d.shows("✓ Access: acme.atlassian.net, 13 of 13 scopes")
	d.finishes(afterTargetprocess)
}

func TestAnExistingAppKeepsItsCallbackAndGetsThreelosLineBesideIt(t *testing.T) {
	t.Parallel()
	b := chromium(t)
	d := sit(t, nil, "--demo", "--platform", platform)
	e := errand{d: d, b: b}
	const open = "Open the app in Atlassian's console"
	e.begins(open, down, right)
	c := createsApp(b, strings.TrimSuffix(e.opens(), "/")+"/create-3lo-app/", "Iris Integration", "Targetprocess integration")
	c.savesCallback("Callback URLs", theirCallback) // it is in use
	c.ticksScopes("Classic scopes", classic...)
	d.goesOn("Select 13 scopes")
	c.ticksScopes("Granular scopes", granular...)
	d.goesOn(callbackScreen)
	d.does(bracketed(theirCallback), theirCallback)
	d.copiesNext()
	d.until("threelo's line on the clipboard", func(_, raw string) bool { return strings.HasPrefix(lastCopied(raw), "http://127.0.0.1:") })
	_, raw, _ := d.seen()
	line := lastCopied(raw)
	if !strings.HasPrefix(line, "http://127.0.0.1:") || strings.Contains(line, "\n") {
		t.Fatalf("to add in the console, threelo copied %q", line)
	}
	c.savesCallback("Callback URLs", theirCallback+"\n"+line)
	d.pastes(c.links("Classic", "Granular"))
	d.shows("13 of 13 scopes selected", "the Callback URL of")
	d.goesOn(secretScreen)
	c.clicks("Settings")
	d.givesSecret(c.copies("Secret"))
	d.goesOn(signInScreen)
	d.shows("can replace its scopes")
	b.accepts(d.opens(), "acme")
	d.showsTests()
	d.finishes(afterTargetprocess)
}

func TestTheSignInTestIsSkippedAndMadeAfterAll(t *testing.T) {
	t.Parallel()
	d := sit(t, nil, "--demo", "--platform", platform)
	d.rehearses(upTo(signInScreen, targetprocess))
	d.does("n", fillScreen)
	d.walksToStatus(append(afterTargetprocess[1:2:2], "the sign-in test was skipped"))
	d.does(esc, afterTargetprocess[1], "I'll do it later") // the status has the title too; a second esc at once would be alt+esc
	d.does(esc, fillScreen)
	d.does(esc, signInScreen, "The test is skipped")
	d.does("r", "paste this link")
	d.rehearses(targetprocess[5:])
	d.showsTests()
	d.finishes(afterTargetprocess)
}
