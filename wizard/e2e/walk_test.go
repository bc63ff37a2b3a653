package e2e

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"syscall"
	"testing"

	"threelo/steps/dialog"
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
	createScreen   = "Create the app" // of Targetprocess
	callbackScreen = "Callback URLs"
	secretScreen   = "Client ID and secret"
	secretAsked    = "Press the copy button beside Secret"
	signInScreen   = "Sign-in test"
	fillScreen     = "Fill in the profile"
	ready          = "READY"
	leastScreens   = 9 // of Targetprocess, in the plain face
)

// stop is a screen of a rehearsal.
type stop struct {
	title string
	done  string // what the sandbox says when it has done the screen's work, "" where it has none
	hands bool   // arriving there copies a value, and says so
}

var targetprocess = []stop{
	{firstScreen, "the sandbox filled in", false},
	{createScreen, "created the app", true},
	{"Select 13 scopes", "selected the scopes and saved", false},
	{callbackScreen, "copied the console's links", false},
	{secretScreen, "copied client ID and secret", false},
	{signInScreen, "Accept, and the address was pasted", true},
}

// afterTargetprocess are the screens after the sign-in test.
var afterTargetprocess = []string{fillScreen, "Authorize in Targetprocess", ready}

var agilePoint = []stop{
	{firstScreen, "the sandbox filled in", false},
	{"Open the token screen, create the app", "created the app", true},
	{secretScreen, "copied client ID and secret", false},
	{callbackScreen, "saved the Callback URLs in the console", false},
	{"Select 6 scopes", "copied the console's links", false},
	{signInScreen, "Accept, and the address was pasted", true},
}

var afterAgilePoint = []string{"Complete the access token", ready}

// upTo are the stops before a screen, and that screen with nothing done on it.
func upTo(title string, stops []stop) []stop {
	at := slices.IndexFunc(stops, func(s stop) bool { return s.title == title })
	return append(slices.Clone(stops[:at]), stop{title: title, hands: stops[at].hands})
}

// rehearses lets the sandbox's admin do every stop.
func (w *terminal) rehearses(stops []stop) {
	w.t.Helper()
	w.shows(stops[0].title)
	for i, s := range stops {
		if s.hands && i > 0 {
			w.shows(s.title, "your clipboard")
		}
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

// enterCopies is how the footer says that enter copies a value before it continues.
var enterCopies = regexp.MustCompile(`enter copy [^·\n]*`)

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

// begins names the site, and goes on to create the app. keys change answers that are
// set already.
func (e errand) begins(create string, keys ...string) {
	e.d.t.Helper()
	e.d.shows("DEMO", firstScreen)
	e.d.namesSite()
	e.d.types(keys...)
	e.d.goesOn(create, "your clipboard")
}

// namesSite pastes the address of the site.
func (w *terminal) namesSite() {
	w.t.Helper()
	w.pastes("https://acme.atlassian.net/jira/your-work")
	w.shows("→ acme")
}

// savesCallbackURLs pastes the product's callback, and saves in the console what
// threelo then puts on the clipboard.
func (e errand) savesCallbackURLs(c console) {
	e.d.t.Helper()
	e.d.shows(callbackScreen)
	e.d.does(bracketed(e.callback), e.callback)
	label := "Callback URLs"
	if e.singleBox {
		label = "Callback URL"
		e.d.plays("single-callback-box", callbackScreen)
		e.d.does("s", "threelo's line is left out")
	}
	e.d.copiesNext()
	e.d.until("the callback on the clipboard", func(_, raw string) bool { return strings.HasPrefix(lastCopied(raw), e.callback) })
	_, raw, _ := e.d.seen()
	lines := lastCopied(raw)
	if local := strings.TrimPrefix(lines, e.callback); (local == "") != e.singleBox {
		e.d.t.Fatalf("to save in the console, threelo copied %q", lines)
	}
	c.savesCallback(label, lines)
}

// reachesSignInOfTargetprocess does everything up to the sign-in test, with an app
// of the service user's own.
func (e errand) reachesSignInOfTargetprocess() {
	d := e.d
	d.t.Helper()
	e.begins(createScreen)
	c := createsApp(e.b, e.opens(), "Iris Integration", "Targetprocess integration")
	d.goesOn("Select 13 scopes")
	c.ticksScopes("Classic scopes", classic...)
	c.ticksScopes("Granular scopes", granular...)
	d.goesOn(callbackScreen)
	e.savesCallbackURLs(c)
	d.pastes(c.links("Classic", "Granular"))
	d.shows("13 of 13 scopes selected", "the Callback URL of")
	d.goesOn(secretScreen)
	c.clicks("Settings")
	d.shows(c.copies("Client ID")) // known from the links
	d.givesSecret(c.copies("Secret"))
	d.goesOn(signInScreen)
}

// reachesSignInOfAgilePoint does so with an app that another account owns.
func (e errand) reachesSignInOfAgilePoint() {
	d := e.d
	d.t.Helper()
	d.shows(firstScreen, "presses Accept")
	e.begins("Open the token screen, create the app", down, down, right)
	c := createsApp(e.b, e.opens(), "Otto Owner", "AgilePoint NX processes")
	d.goesOn(secretScreen)
	c.clicks("Settings")
	d.pastes(c.copies("Client ID"))
	d.shows(c.copies("Client ID"))
	d.pastes(c.copies("Secret"))
	d.goesOn(callbackScreen)
	e.savesCallbackURLs(c)
	d.goesOn("Select 6 scopes", "accepts this client ID and secret")
	c.ticksScopes("Classic scopes", append(classic, "manage:jira-data-provider")...)
	d.pastes(c.links("Classic"))
	d.shows("6 of 6 scopes selected", "the Callback URL of")
	d.goesOn("Share the app")
	c.shares()
	d.goesOn(signInScreen)
	e.b.signsIn(c.base, "Iris Integration")
}

// pastesLanding pastes the address of the page on which the sign-in ended.
func (w *terminal) pastesLanding(address string) {
	w.t.Helper()
	w.listens()
	w.pastes(address)
}

// showsTests waits for what the sign-in test found.
func (w *terminal) showsTests() {
	w.t.Helper()
	w.shows(signInScreen, "pressed Accept", "every call answered")
	w.listens()
}

// walksToStatus continues from the sign-in test to the status.
func (w *terminal) walksToStatus(after []string) {
	w.t.Helper()
	for _, title := range after {
		w.goesOn(title)
	}
}

// repeatsSignIn begins the sign-in test again, if it has a result.
func (w *terminal) repeatsSignIn() {
	w.t.Helper()
	if _, tested := w.within(0, "Access:"); tested {
		w.listens()
		w.does("r", "paste this link")
	}
}

// savesBeforeTheSecret saves a setup that stands before its secret; local is threelo's
// line, "" where it was left out.
func savesBeforeTheSecret(t *testing.T, folder, clientID, local string, at dialog.StepID) {
	t.Helper()
	syscall.ForkLock.RLock() // a program that another test starts now would hold the setup's lock for a moment
	defer syscall.ForkLock.RUnlock()
	s, err := store.Open(store.Options{Dir: folder})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close() //nolint:errcheck // it only lets go of locks
	setup := dialog.Setup{
		ID: "k3j2hq7mx5ab", Platform: platform, Cloud: "test", Step: at, App: dialog.AppNew, Accounts: dialog.AccountsOne,
		Site: "https://acme.atlassian.net", AppName: "Sync", Callback: theirCallback, ClientID: clientID,
		Lines: dialog.LinesOne, Local: local,
		Done: []dialog.StepID{dialog.StepCreate, dialog.StepCallback}, // a callback is saved, so Atlassian can be asked
	}
	if local != "" {
		setup.Lines = dialog.LinesBoth
	}
	if err := s.Save(setup); err != nil {
		t.Fatal(err)
	}
}

// continues takes up a setup that is saved before the secret.
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

// secretInConsole is what the secret's row says where threelo can't see the clipboard.
const secretInConsole = "copy it in the console: Settings › Authentication details"

// copiesSecret copies it on the screen that hands it over, if it is offered there.
func (w *terminal) copiesSecret() {
	w.t.Helper()
	w.shows(fillScreen)
	w.listens()
	w.copiesNext()
	if screen, _, _ := w.seen(); strings.Contains(screen, secretInConsole) {
		return
	}
	w.copiesNext()
	w.shows("Secret", "copied")
}

// skipsSignInTest continues from the accepted secret, past the sign-in test.
func (w *terminal) skipsSignInTest() {
	w.t.Helper()
	w.goesOn(signInScreen)
	w.does("n", fillScreen)
}

// signsInFromTheStart continues a saved setup, gives the secret, signs in, and goes on
// to copy the secret: land says where a link leads.
func (w *terminal) signsInFromTheStart(secret string, land func(link string) string) {
	w.t.Helper()
	w.continues()
	w.givesSecret(secret)
	w.goesOn(signInScreen)
	w.pastes(land(w.finds(shortLink)))
	w.showsTests()
	w.goesOn(fillScreen)
	w.copiesSecret()
}

// line is a question of the plain face, and what is typed for an answer.
type line struct{ told, typed string }

// plainToSecret leads the plain face from its first question to the secret.
var plainToSecret = []line{
	{"Continue: Targetprocess", "1"},
	{"paste: Client ID. Now", ""}, // enter keeps it
}

// plainGivesSecret gives the secret there, and continues.
func plainGivesSecret(secret string) []line {
	return []line{{"paste: Secret.", secret}, {"accepts this client ID and secret", ""}}
}

var (
	plainSkipsSignInTest = []line{{"skip the test", ":n"}}
	plainCopiesSecret    = []line{{"Enter: copy Client ID", "c 3"}} // entering the screen copies the first
)
