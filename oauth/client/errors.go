package client

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"

	"threelo/assets"
	"threelo/oauth"
)

// Error is a call that did not bring what was asked for. It holds no secret.
type Error struct {
	Seen    oauth.Seen // what was met; where it is AtNetwork, Seen.Error is one of the network codes
	Failure string     // id of the recognised failure, "" when none
	TraceID string     // Atlassian's own id of the answer, "" when it sent none
	Request oauth.Request
	Cause   error // the innermost error of a call without an answer; may be nil

	words string
}

// Error says what happened, why, and what to do next, in plain words.
func (e *Error) Error() string {
	if e.words != "" {
		return e.words
	}
	if f := recognise(e.Seen); f.ID != "" {
		return sentence(f)
	}
	said := "without saying why"
	if e.Seen.Text != "" || e.Seen.Error != "" {
		said = fmt.Sprintf("and says %q", clean(strings.TrimSpace(e.Seen.Error+" "+e.Seen.Text), maxName))
	}
	what := "Atlassian refused the call"
	if e.Seen.Status >= http.StatusInternalServerError {
		what = "Atlassian, or something on the way to it, has a fault"
	}
	return fmt.Sprintf("%s (status %d) %s: try again in a few minutes, and give Atlassian's support the details if it stays so", what, e.Seen.Status, said)
}

// Unwrap gives the Cause.
func (e *Error) Unwrap() error { return e.Cause }

// sentence words a known failure: what happened, why, and what to do first.
func sentence(f assets.Failure) string {
	text := f.Title
	if f.Cause != "" {
		text += ": " + f.Cause
	}
	if len(f.Fix) > 0 {
		text += ". " + f.Fix[0]
	}
	return text
}

// recognise finds a failure, with an empty ID when it is not known.
func recognise(seen oauth.Seen) assets.Failure {
	f, ok := oauth.Recognise(seen)
	if !ok {
		return assets.Failure{}
	}
	return f
}

// refused makes an Error of an answer that refuses.
func refused(where oauth.Where, a answer) *Error {
	code, words := complaint(a)
	seen := oauth.Seen{
		Where:  where,
		Status: a.status,
		Error:  clean(code, maxName),
		Text:   clean(words, maxText),
		Path:   a.request.Path,
	}
	if seen.Error == "" && busy(a.status) && a.header.Get("Retry-After") != "" {
		seen.Error = assets.CodeRateLimited // some 503s carry it too
	}
	return &Error{Seen: seen, Failure: recognise(seen).ID, TraceID: a.trace, Request: a.request}
}

// unreadable makes an Error of an answer that came and cannot be read.
func (c *Client) unreadable(req *http.Request, a answer) *Error {
	if isPage(a) {
		return c.unreachable(req, a, errPortal)
	}
	return c.unreachable(req, a, errGarbled)
}

// redirected makes an Error of a redirect, which no call with credentials follows.
func (c *Client) redirected(req *http.Request, a answer) *Error {
	target := "another address"
	if u, err := req.URL.Parse(a.header.Get("Location")); err == nil && u.String() != req.URL.String() {
		target = clean((&url.URL{Scheme: u.Scheme, Host: u.Host}).String(), maxName)
	}
	e := c.unreachable(req, a, errRedirect)
	e.words = fmt.Sprintf("%s sends the call on to %s, and secrets are not sent there: the network probably puts its own page in between; open any page in the browser, sign in to the network, then try again", req.URL.Host, target)
	return e
}

var errRedirect = errors.New("a redirect, not followed")

// putOff makes an Error of a busy server's wait that is not waited for: too long
// to watch, asked for a second time, or for a call that is not repeated.
func putOff(a answer, wait time.Duration) *Error {
	where := oauth.AtAPI
	if strings.HasSuffix(a.request.Path, tokenPath) {
		where = oauth.AtToken
	}
	e := refused(where, a)
	e.words = fmt.Sprintf("Atlassian is limiting calls and asks to wait %s: nothing is wrong with the app; try again after that", span(wait))
	return e
}

// span writes a duration as people say it.
func span(d time.Duration) string {
	switch {
	case d >= maxWait:
		return "for years"
	case d >= 48*time.Hour:
		return count(int(d.Hours()/24), "day", "days")
	case d >= 2*time.Hour:
		return count(int(d.Hours()), "hour", "hours")
	case d >= 2*time.Minute:
		return count(int(d.Minutes()), "minute", "minutes")
	case d < 2*time.Second:
		return "a moment"
	}
	return count(int(d.Seconds()), "second", "seconds")
}

func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}
