package client

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"

	"threelo/oauth"
)

// madeUpCode is redeemed to learn what Atlassian thinks of an ID and a secret.
// No server can have issued it.
const madeUpCode = "threelo-made-up-code"

// CheckCredentials asks Atlassian about a client ID and its secret, without a
// browser: it redeems a made-up code. A server that knows both complains of the
// code, one that does not complains of them (RFC 6749 section 5.2). Any other
// answer, or none, is CannotTell.
func (c *Client) CheckCredentials(ctx context.Context, app oauth.App, secret oauth.Secret) oauth.Verdict {
	if app.Callback == "" {
		app.Callback = "http://127.0.0.1/callback" // not known yet; the documented body has one
	}
	_, err := c.Exchange(ctx, app, secret, Attempt{}, oauth.NewSecret(madeUpCode))
	var e *Error
	if !errors.As(err, &e) {
		return oauth.Verdict{
			Outcome:  oauth.CannotTell,
			Reason:   "the server accepted a made-up code, which Atlassian never does: something else probably answers in its place; try another network",
			Evidence: "POST /oauth/token: a token for a made-up code",
		}
	}
	verdict := oauth.Verdict{Outcome: oauth.CannotTell, Reason: e.Error(), Evidence: evidence(e), Failure: e.Failure}
	if e.Seen.Where != oauth.AtToken {
		return verdict
	}
	code, text := strings.ToLower(e.Seen.Error), strings.ToLower(e.Seen.Text)
	switch {
	case e.Seen.Status >= http.StatusInternalServerError:
	case code == "invalid_grant", code == "invalid_request" && strings.Contains(text, "authorization_code is invalid"):
		verdict = oauth.Verdict{Outcome: oauth.Proved, Reason: "Atlassian accepts this client ID and secret", Evidence: evidence(e)}
	case code == "invalid_client", code == "access_denied" && e.Seen.Status == http.StatusUnauthorized:
		verdict.Outcome = oauth.Refuted
		verdict.Reason = "Atlassian refuses this client ID and secret: the secret is probably incomplete or of another app; copy both again from the console's Settings, from the same app"
	}
	return verdict
}

// evidence words an Error for the details.
func evidence(e *Error) string {
	text := fmt.Sprintf("%s %s:", e.Request.Method, e.Request.Path)
	if e.Seen.Status != 0 {
		text += fmt.Sprintf(" %d", e.Seen.Status)
	}
	return strings.TrimRight(strings.Join(strings.Fields(text+" "+e.Seen.Error+" "+e.Seen.Text), " "), ":")
}

// maxLooks is how many of the first answers are looked at: authorize, and what
// it leads to on Atlassian's own hosts before a sign-in page.
const maxLooks = 3

// LookAtCallback asks for consent as nobody: no cookies, a state and a verifier
// that are thrown away. A clear refusal of the callback refutes it. Atlassian may
// say so only after sign-in, so that anything else is CannotTell: never Proved.
func (c *Client) LookAtCallback(ctx context.Context, app oauth.App) oauth.Verdict {
	address := c.AuthorizeURL(app, NewAttempt())
	for range maxLooks {
		req, err := get(ctx, address)
		if err != nil {
			return oauth.Verdict{Outcome: oauth.CannotTell, Reason: "the sign-in page could not be looked at, because its address cannot be called"}
		}
		req.Header.Set("Accept", "text/html")
		a, failure := c.once(req)
		if failure != nil {
			return oauth.Verdict{Outcome: oauth.CannotTell, Reason: failure.Error(), Evidence: evidence(failure), Failure: failure.Failure}
		}
		next, seen := c.look(req, a)
		if seen.Error != "" || seen.Text != "" {
			return aboutCallback(seen, a)
		}
		if next == "" {
			break
		}
		address = next
	}
	return unsettled()
}

// look reads one answer on the way to the sign-in page: what it says that is
// worth judging, or where it leads on Atlassian's own hosts.
func (c *Client) look(req *http.Request, a answer) (next string, seen oauth.Seen) {
	seen = oauth.Seen{Where: oauth.AtPage, Status: a.status, Path: a.request.Path}
	if a.status < 300 || a.status > 399 {
		if a.status >= http.StatusBadRequest || refusesCallback(pageText(a.body)) {
			code, words := complaint(a)
			seen.Error, seen.Text = clean(code, maxName), clean(words, maxText)
		}
		return "", seen
	}
	to, err := req.URL.Parse(a.header.Get("Location"))
	if err != nil || !c.own(to) {
		return "", seen
	}
	path := strings.ToLower(to.Path)
	switch {
	case strings.HasSuffix(path, "/error"):
		query := to.Query()
		seen.Error = clean(query.Get("error"), maxName)
		seen.Text = clean(query.Get("error_description"), maxText)
		return "", seen
	case strings.Contains(path, "login"), strings.Contains(path, "signin"):
		return "", seen
	}
	return to.String(), seen
}

// own reports whether an address is on the authorization server's host or, in
// Atlassian's clouds, on another one of the same domain.
func (c *Client) own(u *url.URL) bool {
	auth, err := url.Parse(c.Cloud.AuthURL)
	if err != nil || !guarded(u) {
		return false
	}
	if u.Scheme == auth.Scheme && u.Host == auth.Host {
		return true
	}
	_, domain, found := strings.Cut(auth.Host, ".")
	return found && !c.Cloud.IsTest() && u.Scheme == "https" && strings.HasSuffix(u.Host, "."+domain)
}

func refusesCallback(text string) bool {
	text = strings.ToLower(text)
	return strings.Contains(text, "redirect_uri is not registered") || strings.Contains(text, "callback url is invalid")
}

// aboutCallback judges what an error page says.
func aboutCallback(seen oauth.Seen, a answer) oauth.Verdict {
	known := recognise(seen)
	verdict := unsettled()
	verdict.Failure = known.ID
	verdict.Evidence = evidence(&Error{Seen: seen, Request: a.request})
	plain := refusesCallback(seen.Text)
	switch {
	case plain, seen.Error == "unauthorized_client" && known.Row <= 1:
		probably := ""
		if !plain {
			probably = "probably "
		}
		verdict.Outcome = oauth.Refuted
		verdict.Reason = "Atlassian says that this callback is " + probably + "not registered for this client ID: make the console's Callback URL identical, character for character, press Save changes, and check that the client ID is of the same app"
	case known.ID != "":
		verdict.Reason = sentence(known)
	}
	return verdict
}

func unsettled() oauth.Verdict {
	return oauth.Verdict{
		Outcome: oauth.CannotTell,
		Reason:  "Atlassian's first answer says nothing about the callback, so whether it is saved cannot be told from here: compare it with the console's own link, or go on to the sign-in test",
	}
}
