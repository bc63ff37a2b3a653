// Package client talks to Atlassian's authorization server and gateway: it
// makes authorize URLs, redeems codes, renews tokens and proves them with
// harmless calls. It saves nothing, and it sends credentials only to the two
// hosts of its cloud. Where a server quotes a secret, the secret is masked.
package client

import (
	"crypto/tls"
	"net"
	"net/http"
	"time"

	"threelo/oauth"
)

// Limits bound the time that a server can use. With a zero field every call
// fails: New sets them all.
type Limits struct {
	Call     time.Duration // one call, from connecting to the end of its body
	Verify   time.Duration // a whole verification
	Wait     time.Duration // the longest Retry-After that is waited for
	Pause    time.Duration // the wait when a busy server names none
	Parallel int           // calls made at the same time
}

// Client talks to one of Atlassian's clouds. Several goroutines may use it.
// Change its fields only before the first call.
type Client struct {
	Cloud     oauth.Cloud
	Transport http.RoundTripper
	Limits    Limits
	Now       func() time.Time // this computer's clock

	memory memory
}

// New makes a Client for a cloud, with its own transport and limits that suit a
// slow office network: people give up on a longer wait.
// Proxies are taken from the environment (HTTPS_PROXY, NO_PROXY).
func New(cloud oauth.Cloud) *Client {
	c := &Client{Cloud: cloud, Now: time.Now, Limits: Limits{
		Call:     20 * time.Second,
		Verify:   2 * time.Minute,
		Wait:     30 * time.Second,
		Pause:    time.Second,
		Parallel: 8,
	}}
	protocols := new(http.Protocols)
	protocols.SetHTTP1(true) // only: http2's debug switch (GODEBUG=http2debug) prints header fields, and with them bearer tokens
	dialer := net.Dialer{Timeout: 10 * time.Second, KeepAlive: 30 * time.Second}
	c.Transport = &http.Transport{
		Proxy:                  http.ProxyFromEnvironment,
		OnProxyConnectResponse: proxyAnswer,
		DialContext:            dialer.DialContext,
		Protocols:              protocols,
		TLSClientConfig:        &tls.Config{MinVersion: tls.VersionTLS12, Time: func() time.Time { return c.Now() }},
		TLSHandshakeTimeout:    10 * time.Second,
		MaxIdleConnsPerHost:    8,
		IdleConnTimeout:        30 * time.Second,
		MaxResponseHeaderBytes: 64 << 10,
	}
	return c
}
