package client

import (
	"cmp"
	"fmt"
	"net/http"
	"strings"
	"time"

	"threelo/assets"
	"threelo/assets/english"
	"threelo/oauth"
)

// Error is a call that did not bring what was asked for. It holds no secret.
type Error struct {
	Seen    oauth.Seen // what was seen of it; at AtNetwork, Seen.Error is the Failure
	Failure string     // ID of the recognized failure, "" when there is none
	TraceID string     // Atlassian's own ID of the answer, "" when it sent none
	Request oauth.Request
	Slots   assets.Slots // what the failure's words can name

	retryAfter time.Duration

	known assets.Failure // the recognized failure
	words string
}

// Error says what happened, why, and what to do next.
func (e *Error) Error() string { return e.words }

// Line is the call with what came, for the details. A fault of the network has its
// title, because its ID is not a server's word.
func (e *Error) Line() string {
	came := strings.TrimSpace(e.Seen.Error + " " + e.Seen.Text)
	if e.Seen.Where == oauth.AtNetwork {
		came = strings.TrimPrefix(e.known.Title+": "+e.Seen.Text, ": ")
	}
	return e.Request.Line(e.TraceID, came)
}

// Refusal is how the server refused.
func (e *Error) Refusal() oauth.Refusal {
	r := oauth.Refusal{Status: e.Request.Status, TraceID: e.TraceID, RetryAfter: e.retryAfter}
	if e.Seen.Where != oauth.AtNetwork {
		r.Said = strings.Trim(e.Seen.Error+": "+e.Seen.Text, ": ")
	}
	return r
}

// newError makes the Error of an answer. Without words, those of the known failure
// are used.
func newError(known assets.Failure, seen oauth.Seen, a answer, words string) *Error {
	return &Error{
		Seen: seen, Failure: known.ID, TraceID: a.trace, Request: a.request,
		known: known, words: cmp.Or(words, describe(known, "", ""), describeUnknown(seen)),
	}
}

// describe says of a failure, unless it is zero, what happened, why, and what to do
// first. host is the server that did not answer; detail is what was seen of it.
func describe(f assets.Failure, host, detail string) string {
	if f.ID == "" {
		return ""
	}
	text := f.Title
	if host != "" {
		text = host + ": " + text
	}
	if detail != "" {
		text += " (" + detail + ")"
	}
	return text + ": " + strings.TrimSpace(f.Probably()+" "+f.Cause) + ". " + f.Fix[0]
}

func describeUnknown(seen oauth.Seen) string {
	reason := "without a reason"
	if seen.Text != "" || seen.Error != "" {
		reason = fmt.Sprintf("with the words %q", shorten(strings.TrimSpace(seen.Error+" "+seen.Text)))
	}
	what := "Atlassian refused the call"
	if seen.Status >= http.StatusInternalServerError {
		what = "Atlassian, or something on the way to it, answered with an error"
	}
	return fmt.Sprintf("%s (status %d) %s. Try again in a few minutes. If it happens again, give Atlassian's support the details", what, seen.Status, reason)
}

// shorten cuts a text that is already clean.
func shorten(text string) string { return oauth.CleanText(text, maxName) }

// refused makes the Error of an answer that refuses.
func (c *Client) refused(where oauth.Where, a answer) *Error {
	code, text := complaint(a)
	seen := oauth.Seen{
		Where:  where,
		Status: a.status,
		Error:  c.clean(code, maxName),
		Text:   c.clean(text, maxText),
		Path:   a.request.Path,

		Category:  c.clean(a.header.Get("X-Failure-Category"), maxName),
		GrantType: a.grant,
	}
	known, _ := oauth.RecognizeOwn(seen)
	if code == "" && busy(a.status) && a.header.Get("Retry-After") != "" { // some 503s carry it too
		known = failureOf(assets.RateLimited)
	}
	slots := oauth.Said(shorten(cmp.Or(seen.Text, seen.Error)))
	var wait time.Duration
	if a.header.Get("Retry-After") != "" {
		wait = c.wait(a.header)
		slots["wait"] = span(wait)
	}
	e := newError(known.With(slots), seen, a, "")
	e.Slots, e.retryAfter = slots, wait
	return e
}

// span writes a duration as people say it.
func span(d time.Duration) string {
	if d >= maxWait {
		return "for years"
	}
	for _, unit := range [...]struct {
		length time.Duration
		noun   string
	}{{24 * time.Hour, "day"}, {time.Hour, "hour"}, {time.Minute, "minute"}, {time.Second, "second"}} {
		if d >= 2*unit.length {
			return english.Count(int(d/unit.length), unit.noun)
		}
	}
	return "a moment"
}

// names joins names for a sentence, and counts those that would make it too long.
func names(list []string) string {
	const most = 5
	if len(list) > most {
		return strings.Join(list[:most], ", ") + " and " + english.Count(len(list)-most, "other")
	}
	return strings.Join(list, ", ")
}
