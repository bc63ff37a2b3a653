package e2e

import (
	"fmt"
	"regexp"
	"slices"
	"syscall"
	"testing"

	"threelo/steps"
	"threelo/wizard/store"
)

const platform = "targetprocess"

// theirCallback is the product's Callback URL.
const theirCallback = "https://acme.targetprocess.test/jira/oauth/callback"

// This file knows which screens there are, their order, and what to do on each.
// The tests walk with its functions and tables, so that another order of the
// screens changes this file alone.

// The screens that tests stop at.
const (
	firstScreen    = "Before you start"
	secondScreen   = "New or existing app?"
	thirdScreen    = "Which account will press Accept?"
	createScreen   = "Create the app in Atlassian's console"
	callbackScreen = "Callback URLs"
	secretScreen   = "Client ID and secret"
	secretAsked    = "Press the copy button beside Secret"
	signInScreen   = "Sign-in test"
	signInField    = "The address that you landed on"
	leastScreens   = 15 // of Targetprocess, in the plain face
)

// stop is a screen of a rehearsal.
type stop struct {
	title string
	done  string // what the sandbox says when it has done the screen's work, "" where it has none
}

var opening = []stop{
	{firstScreen, ""},
	{secondScreen, ""},
	{thirdScreen, ""},
	{"Which Jira site?", "the sandbox filled in"},
}

var targetprocess = slices.Concat(opening, []stop{
	{"Open the Jira integration profile in Targetprocess", ""},
	{createScreen, "created the app"},
	{"Select 5 classic scopes", "selected the scopes and saved"},
	{"Select 8 granular scopes", "selected the scopes and saved"},
	{callbackScreen, "saved the Callback URLs in the console"},
	{"Paste the ready-made links", "copied the console's links"},
	{secretScreen, "copied client ID and secret"},
	{"Fill in the profile in Targetprocess", "the values are where they belong"},
	{signInScreen, "Accept, and the address was pasted"},
})

// afterTargetprocess are the screens after the sign-in test.
var afterTargetprocess = []string{"Press Authorize in Targetprocess", "What did Targetprocess show?", "Set up the webhook and finish the profile", "the sign-in test passed"}

var agilePoint = slices.Concat(opening, []stop{
	{"What will AgilePoint NX do in Jira?", ""},
	{"Open the access token screen in AgilePoint NX", ""},
	{createScreen, "created the app"},
	{secretScreen, "copied client ID and secret"},
	{callbackScreen, "saved the Callback URLs in the console"},
	{"Add the Jira API and select six scopes", "selected the scopes and saved"},
	{"Paste the ready-made links", "copied the console's links"},
	{"Check whether access can be renewed?", ""},
	{signInScreen, "Accept, and the address was pasted"},
})

var afterAgilePoint = []string{"Complete the access token in AgilePoint NX", "What did AgilePoint NX show?", "What comes next", "the sign-in test passed"}

// upTo are the stops before a screen, and that screen with nothing done on it.
func upTo(title string, stops []stop) []stop {
	at := slices.IndexFunc(stops, func(s stop) bool { return s.title == title })
	return append(slices.Clone(stops[:at]), stop{title, ""})
}

// rehearses lets the sandbox's admin do every stop.
func (w *terminal) rehearses(stops []stop) {
	w.t.Helper()
	w.shows(stops[0].title)
	for i, s := range stops {
		if s.done != "" {
			w.toKeys()
			w.does("x", s.done)
			w.listens()
		}
		if i+1 < len(stops) {
			w.goesOn(stops[i+1].title)
		}
	}
}

// An errand is how one admin goes through a journey with a real browser.
type errand struct {
	d         *desk
	b         *browser
	callback  string
	singleBox bool // the console takes a single callback, so threelo's line is left out
	far       *far // nil where the browser is on this computer
}

// opens returns the console's address that the screen offers: where threelo can't
// open a browser, the admin copies it off the screen.
func (e errand) opens() string {
	e.d.t.Helper()
	if e.far == nil {
		return e.d.opens()
	}
	address := e.d.finds(regexp.MustCompile(`http://127\.0\.0\.1:\d+/console/\S*`))
	e.far.reaches(address)
	return address
}

// begins answers the questions up to the product's first screen.
func (e errand) begins(accounts ...string) {
	e.d.t.Helper()
	e.d.shows("DEMO", firstScreen)
	e.d.goesOn(secondScreen)
	e.d.goesOn(thirdScreen)
	e.d.types(accounts...)
	e.d.goesOn("Which Jira site?")
	e.d.pastes("https://acme.atlassian.net/jira/your-work")
	e.d.types(enter)
	e.d.shows("https://acme.atlassian.net")
	e.d.pastes("Iris Integration")
	e.d.types(enter)
}

// savesCallbackURLs pastes the product's callback, and saves in the console what
// threelo gives for it.
func (e errand) savesCallbackURLs(c console) {
	e.d.t.Helper()
	e.d.shows(callbackScreen)
	e.d.listens()
	e.d.does(bracketed(e.callback), e.callback)
	if !e.singleBox {
		c.savesCallback("Callback URLs", e.callback+"\n"+e.d.finds(regexp.MustCompile(`http://127\.0\.0\.1:2\d{4}/callback`)))
		return
	}
	e.d.plays("single-callback-box", callbackScreen)
	c.savesCallback("Callback URL", e.callback)
	e.d.toKeys()
	e.d.does("s", "threelo's line is left out")
}

// reachesSignInOfTargetprocess does everything up to the sign-in test, with an app
// of the service user's own.
func (e errand) reachesSignInOfTargetprocess() {
	d := e.d
	d.t.Helper()
	e.begins()
	d.shows("Open the Jira integration profile")
	d.goesOn(createScreen)
	c := createsApp(e.b, e.opens(), "Iris Integration", "Targetprocess integration")
	d.goesOn("Select 5 classic scopes")
	c.ticksScopes("Classic scopes", classic...)
	d.goesOn("Select 8 granular scopes")
	c.ticksScopes("Granular scopes", granular...)
	d.goesOn(callbackScreen)
	e.savesCallbackURLs(c)
	d.goesOn("Paste the ready-made links")
	d.pastes(c.links("Classic", "Granular"))
	d.shows("13 of 13 scopes selected", "the Callback URL of")
	d.goesOn(secretScreen)
	c.clicks("Settings")
	d.shows(c.copies("Client ID")) // known from the links
	d.pastes(c.copies("Secret") + " ")
	d.types(enter)
	d.shows("Fill in the profile in Targetprocess")
	d.listens()
	d.goesOn(signInScreen)
}

// reachesSignInOfAgilePoint does so with an app that another account owns.
func (e errand) reachesSignInOfAgilePoint() {
	d := e.d
	d.t.Helper()
	e.begins(down)
	d.shows("What will AgilePoint NX do in Jira?")
	d.types(enter) // to the project key
	d.pastes("web")
	d.goesOn("Open the access token screen in AgilePoint NX")
	d.goesOn(createScreen)
	c := createsApp(e.b, e.opens(), "Otto Owner", "AgilePoint NX processes")
	d.goesOn(secretScreen)
	c.clicks("Settings")
	d.pastes(c.copies("Client ID"))
	d.types(enter)
	d.pastes(c.copies("Secret"))
	d.goesOn(callbackScreen)
	e.savesCallbackURLs(c)
	d.goesOn("Add the Jira API and select six scopes")
	c.ticksScopes("Classic scopes", append(classic, "manage:jira-data-provider")...)
	d.goesOn("Paste the ready-made links")
	d.pastes(c.links("Classic"))
	d.shows("6 of 6 scopes selected", "the Callback URL of")
	d.goesOn("Turn on Sharing")
	c.shares()
	d.goesOn("Check whether access can be renewed?")
	d.goesOn(signInScreen)
	e.b.signsIn(c.base, "Iris Integration")
}

// pastesLanding pastes the address of the page on which the sign-in ended.
func (w *terminal) pastesLanding(address string) {
	w.t.Helper()
	w.listens()
	w.pastes(address)
}

// showsTests waits for the tests that follow a sign-in.
func (w *terminal) showsTests() {
	w.t.Helper()
	w.shows("Checking the access to Jira", "✓ the account that signed in", "calls answered")
	w.listens()
}

// walksToStatus goes on from the tests to the status, and returns what was shown.
func (w *terminal) walksToStatus(after []string) (shown string) {
	w.t.Helper()
	for _, title := range after {
		screen := w.goesOn(title)
		if title == "Complete the access token in AgilePoint NX" {
			w.pastes("Jira Software")
		}
		shown += folded(screen) + "\n"
	}
	return shown
}

// backToSignIn leaves the tests of a sign-in, if they are shown, for another one.
func (w *terminal) backToSignIn() {
	w.t.Helper()
	if _, after := w.within(0, "Checking the access"); after {
		w.listens()
		w.does(esc, signInScreen)
	}
}

// savesBeforeTheSecret saves a setup that stands before its client ID and secret;
// local is threelo's line, "" where it was left out.
func savesBeforeTheSecret(t *testing.T, folder, clientID, local string, at steps.StepID) {
	t.Helper()
	syscall.ForkLock.RLock() // a program that another test starts now would hold the setup's lock for a moment
	defer syscall.ForkLock.RUnlock()
	s, err := store.Open(store.Options{Dir: folder})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close() //nolint:errcheck // it only lets go of locks
	setup := steps.Setup{
		ID: "k3j2hq7mx5ab", Platform: platform, Cloud: "test", Step: at, App: steps.AppNew, Accounts: steps.AccountsOne,
		Site: "https://acme.atlassian.net", AppName: "Sync", Callback: theirCallback, ClientID: clientID, Local: local,
		Done: []steps.StepID{steps.StepCreate, steps.StepCallback}, // a callback is saved, so Atlassian can be asked
	}
	if local != "" {
		setup.Way = "local"
	}
	if err := s.Save(setup); err != nil {
		t.Fatal(err)
	}
}

// continues goes on with a setup that is saved before the secret.
func (w *terminal) continues() {
	w.t.Helper()
	w.shows("Continue: Targetprocess")
	w.does(enter, secretScreen, secretAsked)
}

// givesSecret pastes the secret, which Atlassian accepts.
func (w *terminal) givesSecret(secret string) {
	w.t.Helper()
	w.does(bracketed(secret), fmt.Sprintf("%d characters", len(secret)))
	w.shows("accepts this client ID and secret")
}

// copiesSecret goes on from the accepted secret to the screen that hands it over.
func (w *terminal) copiesSecret() {
	w.t.Helper()
	w.goesOn("Fill in the profile")
	w.types(down)
	w.shows("▸ ✓ client ID")
	w.types(down)
	w.shows("▸ ✓ secret")
	w.types("c")
	w.shows("✓ secret copied")
}

// toSignInTest goes on from the accepted secret.
func (w *terminal) toSignInTest() {
	w.t.Helper()
	w.goesOn("Fill in the profile")
	w.goesOn(signInScreen)
}

// signsInFromTheStart continues a saved setup, gives and copies the secret, and
// signs in: land says where a link leads.
func (w *terminal) signsInFromTheStart(secret string, land func(link string) string) {
	w.t.Helper()
	w.continues()
	w.givesSecret(secret)
	w.copiesSecret()
	w.goesOn(signInScreen)
	w.pastes(land(w.finds(shortLink)))
	w.shows("the account that signed in")
}

// line is a question of the plain face, and what is typed for an answer.
type line struct{ told, typed string }

// plainToSecret leads the plain face from its first question to the secret.
var plainToSecret = []line{
	{"Continue: Targetprocess", "1"},
	{"paste: Client ID. Now", ""}, // enter keeps it
}

// plainCopiesSecret gives the secret there, and copies it for the product.
func plainCopiesSecret(secret string) []line {
	return []line{
		{"paste: Secret.", secret},
		{"accepts this client ID and secret", ""},
		{"Value 3, secret", "c 3"},
	}
}
