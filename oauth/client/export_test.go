package client

import (
	"context"

	"threelo/oauth"
)

// Sites is the call for the sites alone, for tests.
func (c *Client) Sites(ctx context.Context, access oauth.Secret) ([]oauth.Site, error) {
	list, _, failure := c.sites(ctx, access)
	if failure != nil {
		return nil, failure
	}
	return list.sites, nil
}
