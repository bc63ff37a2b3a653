package client

import (
	"context"
	"net/http"
	"net/url"

	"threelo/assets"
	"threelo/oauth"
)

// sites lists the sites that a token reaches (accessible-resources). Sites of
// earlier sign-ins of the same app may be among them. An empty list is not an
// error.
func (c *Client) sites(ctx context.Context, access oauth.Secret) (siteList, answer, *Error) {
	req, a, failure := c.read(ctx, access, c.Cloud.APIURL+"/oauth/token/accessible-resources")
	if failure != nil {
		return siteList{}, a, failure
	}
	list, err := c.decodeSites(a.body)
	if err != nil {
		return siteList{}, a, c.unreadable(req, a)
	}
	return list, a, nil
}

// get calls a path of a site through the gateway and reads a JSON answer; one
// without a body (204) is an answer too. A path may be a whole URL of Atlassian's
// gateway (User Identity API): it is called on this cloud's gateway.
func (c *Client) get(ctx context.Context, access oauth.Secret, site, path string) (answer, *Error) {
	address := c.Cloud.APIURL + assets.APIOf(path).Gateway + url.PathEscape(site) + path
	if u, err := url.Parse(path); err == nil && u.IsAbs() {
		address = c.Cloud.APIURL + u.RequestURI()
	}
	req, a, failure := c.read(ctx, access, address)
	if failure == nil && len(a.body) > 0 && decode(a.body, new(struct{})) != nil {
		failure = c.unreadable(req, a)
	}
	return a, failure
}

// read makes a GET call with a bearer token (RFC 6750 section 2.1). Whatever is
// not a success comes back as an Error, together with its answer.
func (c *Client) read(ctx context.Context, access oauth.Secret, address string) (*http.Request, answer, *Error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, http.NoBody)
	if err != nil {
		return nil, answer{}, notSent()
	}
	c.memory.remember(access)
	req.Header.Set("Accept", "application/json")
	req.Header.Set("Authorization", "Bearer "+access.Reveal())
	a, failure := c.send(req, true)
	if failure == nil && !a.succeeded() {
		failure = c.refused(oauth.AtAPI, a)
	}
	return req, a, failure
}
