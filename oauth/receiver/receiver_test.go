package receiver

import (
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"threelo/oauth"
)

const (
	ours   = "9hT2mQxW4bZr7LkPv0sJcNfYdGaEuIo1-the-state-of-this-run"
	theirs = "0000mQxW4bZr7LkPv0sJcNfYdGaEuIo1-the-state-of-another"
	code   = "eyJhbGciOiJIUzI1NiJ9.a-code-as-long-as-atlassians.Q0PmWw"
)

// quick is usual with so much time that a busy machine changes nothing.
func quick() limits {
	l := usual
	l.header, l.exchange, l.close = time.Minute, time.Minute, time.Minute
	return l
}

// listening gives a receiver on a free port of 127.0.0.1.
func listening(t *testing.T, l limits) *Receiver {
	t.Helper()
	return listeningOn(t, "127.0.0.1", l)
}

// listeningOn gives a receiver whose callback has the given host.
func listeningOn(t *testing.T, host string, l limits) *Receiver {
	t.Helper()
	c, err := parseCallback("http://" + net.JoinHostPort(host, freePort(t)) + "/callback")
	if err != nil {
		t.Fatal(err)
	}
	listeners, err := bindAll(c)
	if err != nil {
		t.Fatal(err)
	}
	r := start(c, listeners, l)
	t.Cleanup(func() { _ = r.Close() })
	return r
}

func freePort(t *testing.T) string {
	t.Helper()
	r, err := ListenFree()
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = r.Close() }()
	_, port, _ := net.SplitHostPort(r.callback.host)
	return port
}

// patience is how long a test waits for what must come. Only a failure takes it.
const patience = 2 * time.Minute

// genuine is the address that the browser is sent to after Accept.
func genuine(r *Receiver) string {
	return r.Callback() + "?" + url.Values{"state": {ours}, "code": {code}}.Encode()
}

// denied is where the browser is sent after Cancel.
func denied(r *Receiver) string {
	return r.Callback() + "?error=access_denied&error_description=User+did+not+authorize+the+request&state=" + ours
}

// reply is what a browser sees.
type reply struct {
	status int
	header http.Header
	body   string
}

var browser = &http.Client{
	Transport:     &http.Transport{DisableKeepAlives: true},
	CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	Timeout:       patience,
}

// visit opens an address as a browser does. change may alter the request.
func visit(t *testing.T, method, address string, change ...func(*http.Request)) reply {
	t.Helper()
	req, err := http.NewRequest(method, address, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range change {
		c(req)
	}
	resp, err := browser.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = resp.Body.Close() }()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return reply{resp.StatusCode, resp.Header, string(body)}
}

// arrival waits for what came; nothing within the time fails the test.
func arrival(t *testing.T, r *Receiver) Arrival {
	t.Helper()
	select {
	case a, ok := <-r.Arrivals():
		if !ok {
			t.Fatal("the receiver was closed before anything arrived")
		}
		return a
	case <-time.After(patience):
		t.Fatal("nothing arrived")
		return Arrival{}
	}
}

// decided waits for what ends the wait.
func decided(t *testing.T, r *Receiver) Arrival {
	t.Helper()
	a := arrival(t, r)
	for a.Possibly {
		a = arrival(t, r)
	}
	return a
}

// nothingArrived fails when something was passed on. Answers are written after
// arrivals are passed on, so an answered request needs no further waiting.
func nothingArrived(t *testing.T, r *Receiver) {
	t.Helper()
	select {
	case a := <-r.Arrivals():
		t.Fatalf("arrived: error %q, possibly %v", a.Error, a.Possibly)
	default:
	}
}

func (p page) shownIn(t *testing.T, got reply) {
	t.Helper()
	if got.status != p.Status || !strings.Contains(got.body, "<h1>"+p.Title+"</h1>") {
		t.Errorf("the browser shows %d %q, want %d %q", got.status, titleOf(got.body), p.Status, p.Title)
	}
}

func titleOf(body string) string {
	_, rest, _ := strings.Cut(body, "<h1>")
	title, _, _ := strings.Cut(rest, "</h1>")
	return title
}

func TestTheAdminAcceptsAndTheBrowserSaysOnlyThatAtlassianAnswered(t *testing.T) {
	r := listening(t, quick())
	r.Await(ours)
	pages.Received.shownIn(t, visit(t, "GET", genuine(r)))
	if a := arrival(t, r); a.Code.Reveal() != code || a.State.Reveal() != ours || a.Possibly {
		t.Errorf("arrived: error %q, possibly %v", a.Error, a.Possibly)
	}
}

func TestTheProgramLeavesAtOnceAndTheBrowserStillShowsItsPage(t *testing.T) {
	for _, test := range []struct {
		name    string
		address func(*Receiver) string
		want    page
	}{
		{"after a code", genuine, pages.Received},
		{"after a denial", denied, pages.Denied},
	} {
		t.Run(test.name, func(t *testing.T) {
			r := listening(t, quick())
			r.Await(ours)
			closed := make(chan error)
			go func() {
				<-r.Arrivals()
				closed <- r.Close()
			}()
			test.want.shownIn(t, visit(t, "GET", test.address(r)))
			if err := <-closed; err != nil {
				t.Error(err)
			}
		})
	}
}

func TestTheServiceUserDeniesAndTheWaitEnds(t *testing.T) {
	r := listening(t, quick())
	r.Await(ours)
	pages.Denied.shownIn(t, visit(t, "GET", denied(r)))
	a := arrival(t, r)
	if a.Error != "access_denied" || a.Description != "User did not authorize the request" || a.Possibly || a.Code.IsSet() {
		t.Errorf("arrived %q %q, possibly %v", a.Error, a.Description, a.Possibly)
	}
	pages.Used.shownIn(t, visit(t, "GET", genuine(r)))
	nothingArrived(t, r)
}

func TestAnErrorWithoutOurStateIsShownAsPossiblyAndTheWaitGoesOn(t *testing.T) {
	r := listening(t, quick())
	r.Await(ours)
	for range 100 { // more than anybody reads
		pages.Stray.shownIn(t, visit(t, "GET", r.Callback()+"?error=unauthorized_client"))
	}
	if a := arrival(t, r); !a.Possibly || a.Error != "unauthorized_client" || a.State.IsSet() {
		t.Errorf("arrived %q, possibly %v", a.Error, a.Possibly)
	}
	visit(t, "GET", genuine(r))
	for a := arrival(t, r); !a.Code.IsSet(); a = arrival(t, r) {
		if !a.Possibly {
			t.Fatalf("a forged error ended the wait: %q", a.Error)
		}
	}
}

func TestAnErrorIsCleanedAndBounded(t *testing.T) {
	r := listening(t, quick())
	r.Await(ours)
	query := url.Values{
		"error":             {"access_denied\x1b[2J\u202e"},
		"error_description": {"\x1b]0;owned\a" + strings.Repeat("très long ", 3000)},
		"state":             {ours},
	}
	visit(t, "GET", r.Callback()+"?"+query.Encode())
	a := arrival(t, r)
	checkClean(t, a)
	if !strings.HasPrefix(a.Error, "access_denied") || !strings.Contains(a.Description, "très long très long") {
		t.Errorf("arrived %q %.40q", a.Error, a.Description)
	}
}

func TestAnErrorThatQuotesOurStateDoesNotShowIt(t *testing.T) {
	r := listening(t, quick())
	r.Await(ours)
	escaped := ""
	for _, letter := range ours {
		escaped += fmt.Sprintf("&#%d;", letter)
	}
	visit(t, "GET", r.Callback()+"?"+url.Values{"state": {ours}, "error": {"invalid_" + ours}, "error_description": {"wrong state " + escaped}}.Encode())
	got := arrival(t, r)
	if shown := got.Error + " " + got.Description; oauth.Leaks(shown, oauth.NewSecret(ours)) || !strings.Contains(got.Description, "wrong state") {
		t.Errorf("the arrival says %q", shown)
	}
}

func TestANewAttemptReplacesTheOneBefore(t *testing.T) {
	r := listening(t, quick())
	r.Await(theirs)
	visit(t, "GET", r.Callback()+"?code=of-the-first-attempt&state="+theirs)
	r.Await(ours) // what the first one brought was not read: it is dropped
	nothingArrived(t, r)
	pages.Stray.shownIn(t, visit(t, "GET", r.Callback()+"?code=of-the-first-attempt&state="+theirs))
	if a := arrival(t, r); !a.Possibly || a.Code.IsSet() || a.Error != "" {
		t.Errorf("a code of another sign-in arrived as %+v", a)
	}
	visit(t, "GET", genuine(r))
	if a := decided(t, r); a.Code.Reveal() != code {
		t.Errorf("arrived: error %q", a.Error)
	}
}

func TestNothingIsTakenBeforeAnAttemptBegins(t *testing.T) {
	r := listening(t, quick())
	for _, query := range []string{"", "?state=", "?code=x&state=", "?error=x", "?code=x&state=" + ours} {
		pages.Stray.shownIn(t, visit(t, "GET", r.Callback()+query))
	}
	nothingArrived(t, r)
}

func TestArrivalsEndWithTheReceiver(t *testing.T) {
	r := listening(t, quick())
	for range 2 {
		if err := r.Close(); err != nil {
			t.Error(err)
		}
	}
	if _, open := <-r.Arrivals(); open {
		t.Error("something arrived at a closed receiver")
	}
	r.Await(ours)
}
