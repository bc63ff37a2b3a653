package client

import (
	"context"

	"threelo/oauth"
)

// Sites lists what a token reaches (accessible-resources), entries with the same
// id merged. Sites of earlier sign-ins of the same app may be among them. An
// empty list is no error here. The error is an *Error.
func (c *Client) Sites(ctx context.Context, access oauth.Secret) ([]oauth.Site, error) {
	sites, _, failure := c.sites(ctx, access)
	if failure != nil {
		return nil, failure
	}
	return sites, nil
}

func (c *Client) sites(ctx context.Context, access oauth.Secret) ([]oauth.Site, answer, *Error) {
	req, a, failure := c.read(ctx, access, c.Cloud.APIURL+"/oauth/token/accessible-resources")
	if failure != nil {
		return nil, a, failure
	}
	sites, err := decodeSites(a.body)
	if err != nil {
		return nil, a, c.unreadable(req, a)
	}
	return sites, a, nil
}
