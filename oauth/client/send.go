package client

import (
	"context"
	"io"
	"net/http"
	"strconv"
	"strings"
	"time"

	"threelo/oauth"
	"threelo/oauth/lazyregexp"
)

// answer is a server's answer, with its body read to the end.
type answer struct {
	status  int
	header  http.Header
	body    []byte
	request oauth.Request
	grant   string // grant_type of a call to the token endpoint
	trace   string
	took    time.Duration
}

func (a answer) succeeded() bool { return a.status >= 200 && a.status <= 299 }

// send makes a call. It gives an Error for what Atlassian did not answer itself:
// a redirect, or the page of a proxy or a captive portal. A patient call is
// repeated once when the server is busy; one with a one-time code must not be.
func (c *Client) send(req *http.Request, patient bool) (answer, *Error) {
	a, failure := c.once(req)
	if failure == nil && patient && busy(a.status) && c.wait(a.header) <= c.Limits.Wait {
		a, failure = c.again(req, a)
	}
	switch {
	case failure != nil:
		return a, failure
	case a.status >= 300 && a.status <= 399 && a.status != http.StatusNotModified:
		return a, c.unreachable(req, a, c.redirectOf(req, a))
	case a.status == http.StatusProxyAuthRequired:
		return a, c.unreachable(req, a, errProxy)
	case a.status == http.StatusNetworkAuthenticationRequired: // RFC 6585 section 6
		return a, c.unreachable(req, a, errPortal)
	}
	return a, nil
}

// again repeats a call that a busy server refused, after the wait it asks for.
func (c *Client) again(req *http.Request, first answer) (answer, *Error) {
	select {
	case <-time.After(c.wait(first.header)):
	case <-req.Context().Done():
		return first, c.unreachable(req, first, req.Context().Err())
	}
	repeat := req.Clone(req.Context())
	if req.GetBody != nil {
		repeat.Body, _ = req.GetBody() // never fails for a text
	}
	return c.once(repeat)
}

// maxBody is the most bytes of an answer's body.
const maxBody = 1 << 20

// once makes one call, without following redirects, and reads its whole body.
func (c *Client) once(req *http.Request) (answer, *Error) {
	u := req.URL
	a := answer{request: oauth.Request{Method: req.Method, Host: u.Scheme + "://" + u.Host, Path: u.EscapedPath(), At: c.Now()}}
	if u.Scheme != "https" && (u.Scheme != "http" || !oauth.IsLoopback(u.Hostname())) {
		return a, c.unreachable(req, a, errPlain)
	}
	ctx, cancel := context.WithTimeout(req.Context(), c.Limits.Call)
	defer cancel()
	begun := time.Now()
	response, err := c.Transport.RoundTrip(req.WithContext(ctx)) // follows no redirect
	if err != nil {
		return a, c.unreachable(req, a, err)
	}
	defer func() { _ = response.Body.Close() }() // read to the end, or given up
	a.status, a.header, a.trace = response.StatusCode, response.Header, c.traceID(response.Header)
	a.request.Status = a.status
	a.body, err = io.ReadAll(io.LimitReader(response.Body, maxBody+1))
	a.took = time.Since(begun)
	if err == nil && len(a.body) > maxBody {
		err = errGarbled
	}
	if err != nil {
		return a, c.unreachable(req, a, err)
	}
	return a, nil
}

func busy(status int) bool {
	return status == http.StatusTooManyRequests || status == http.StatusServiceUnavailable
}

// wait reads Retry-After (RFC 9110 section 10.2.3): seconds or a date. A header
// that is absent or makes no sense counts as the usual pause.
func (c *Client) wait(header http.Header) time.Duration {
	value := strings.TrimSpace(header.Get("Retry-After"))
	if seconds, err := strconv.ParseFloat(value, 64); err == nil && seconds >= 0 {
		return time.Duration(min(seconds, maxWait.Seconds())) * time.Second
	}
	if at, err := http.ParseTime(value); err == nil {
		return min(max(0, at.Sub(c.Now())), maxWait)
	}
	return c.Limits.Pause
}

// maxWait keeps absurd values from overflowing.
const maxWait = 10 * 365 * 24 * time.Hour

var notInID = lazyregexp.New(`[^A-Za-z0-9._:-]`)

// traceID is the ID that Atlassian's support asks for, "" when there is none.
func (c *Client) traceID(header http.Header) string {
	for _, name := range [...]string{"Atl-TraceId", "X-Trace-Id", "Atl-Request-Id"} {
		id := notInID().ReplaceAllString(header.Get(name), "")
		if id != "" && !oauth.Leaks(id, c.memory.all()...) {
			return id[:min(len(id), 100)]
		}
	}
	return ""
}
