package client

import (
	"context"
	"errors"
	"net/http"
	"strings"

	"threelo/oauth"
)

// madeUpCode is what CheckCredentials redeems. No server can have issued it.
const madeUpCode = "threelo-made-up-code"

// CheckCredentials asks Atlassian about a client ID and its secret, without a
// browser: it redeems a made-up code. A server that accepts both refuses the code; one
// that doesn't, refuses them (RFC 6749 section 5.2). Any other answer proves nothing.
func (c *Client) CheckCredentials(ctx context.Context, app oauth.App, secret oauth.Secret) oauth.Verdict {
	if app.Callback == "" {
		app.Callback = "http://127.0.0.1/callback" // not known yet; the documented body has one
	}
	_, err := c.Exchange(ctx, app, secret, Attempt{}, oauth.NewSecret(madeUpCode))
	var e *Error
	if !errors.As(err, &e) {
		return oauth.Verdict{
			Outcome:      oauth.NotTried,
			Reason:       "the server accepted a made-up code, which Atlassian never does. Something else probably answers instead of Atlassian: try another network",
			Evidence:     "POST /oauth/token · 200 · a token for a made-up code",
			Observations: observed(oauth.FactMadeUpCodeAnswer, false),
		}
	}
	verdict := oauth.Verdict{Outcome: oauth.NotTried, Reason: e.Error(), Evidence: e.Line(), Failure: e.Failure, Refusal: e.Refusal()}
	if e.Seen.Where != oauth.AtToken || e.Seen.Status >= http.StatusInternalServerError {
		return verdict
	}
	code, text := strings.ToLower(e.Seen.Error), strings.ToLower(e.Seen.Text)
	documented := code == "invalid_request" && strings.Contains(text, "authorization_code is invalid")
	refused := code == "access_denied" && e.Seen.Status == http.StatusUnauthorized
	switch {
	case documented, code == "invalid_grant":
		verdict = oauth.Verdict{Outcome: oauth.Pass, Reason: "Atlassian accepts this client ID and secret", Evidence: e.Line()}
		verdict.Observations = observed(oauth.FactMadeUpCodeAnswer, documented)
	case refused, code == "invalid_client" && !strings.Contains(text, "grant_type is not enabled"): // that one means: not set up yet
		verdict.Outcome = oauth.Fail
		verdict.Reason = "Atlassian refuses this client ID and secret. The secret is probably incomplete or from another app: copy both again from the console's Settings, from the same app"
		verdict.Observations = observed(oauth.FactWrongSecretAnswer, refused)
	}
	return verdict
}

func observed(fact oauth.FactID, confirmed bool) []oauth.Observation {
	outcome := oauth.FactRefuted
	if confirmed {
		outcome = oauth.FactConfirmed
	}
	return []oauth.Observation{{Fact: fact, Outcome: outcome}}
}
