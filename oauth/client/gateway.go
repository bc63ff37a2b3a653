package client

import (
	"context"
	"net/http"
	"net/url"

	"threelo/assets"
	"threelo/oauth"
)

// read makes a GET call with a bearer token (RFC 6750 section 2.1). Whatever is
// not a success comes back as an Error, with its answer beside it.
func (c *Client) read(ctx context.Context, access oauth.Secret, address string) (*http.Request, answer, *Error) {
	req, err := get(ctx, address)
	if err != nil {
		return nil, answer{}, &Error{Seen: oauth.Seen{Where: oauth.AtNetwork, Error: assets.CodeNetworkGarbled}, Cause: root(err), words: "nothing was sent to Atlassian, because the address of its gateway cannot be called: correct it, then try again"}
	}
	req.Header.Set("Accept", "application/json")
	c.memory.remember(access)
	req.Header.Set("Authorization", "Bearer "+access.Reveal())
	a, failure := c.send(req, true)
	if failure == nil && (a.status < http.StatusOK || a.status >= http.StatusMultipleChoices) {
		failure = refused(oauth.AtAPI, a)
	}
	return req, a, failure
}

// jira calls a path of a site through the gateway and reads a JSON answer; one
// without a body (204) is an answer too. A path may be a whole URL of Atlassian's
// gateway (User Identity): it is called on this cloud's.
func (c *Client) jira(ctx context.Context, access oauth.Secret, site, path string) (answer, *Error) {
	address := c.Cloud.APIURL + "/ex/jira/" + url.PathEscape(site) + path
	if u, err := url.Parse(path); err == nil && u.IsAbs() {
		address = c.Cloud.APIURL + u.RequestURI()
	}
	req, a, failure := c.read(ctx, access, address)
	if failure != nil || len(a.body) == 0 {
		return a, failure
	}
	if _, err := parse(a.body); err != nil {
		return a, c.unreadable(req, a)
	}
	return a, nil
}
