// Package client talks to Atlassian's authorization server and gateway: it
// makes authorize URLs, redeems codes, renews tokens and proves them with
// harmless calls. It saves nothing, and it sends credentials only to the two
// hosts of its cloud. Where a server quotes a secret, the secret is masked.
package client

import (
	"crypto/tls"
	"net"
	"net/http"
	"net/url"
	"time"

	"threelo/oauth"
)

// Limits bound the time and memory that a server can use. Start with
// DefaultLimits: with a zero field every call fails.
type Limits struct {
	Call     time.Duration // one call, from connecting to the end of its body
	Verify   time.Duration // a whole verification
	Wait     time.Duration // the longest Retry-After that is waited for
	Pause    time.Duration // the wait when a busy server names none
	Body     int64         // bytes of an answer's body
	Parallel int           // calls made at the same time
}

// DefaultLimits suit a slow office network. People give up on a longer wait.
func DefaultLimits() Limits {
	return Limits{
		Call:     20 * time.Second,
		Verify:   2 * time.Minute,
		Wait:     30 * time.Second,
		Pause:    time.Second,
		Body:     1 << 20,
		Parallel: 8,
	}
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

// New makes a Client for a cloud, with DefaultLimits and its own transport.
// Proxies are taken from the environment (HTTPS_PROXY, NO_PROXY).
func New(cloud oauth.Cloud) *Client {
	c := &Client{Cloud: cloud, Limits: DefaultLimits(), Now: time.Now}
	c.Transport = newTransport(func() time.Time { return c.Now() })
	return c
}

// newTransport speaks HTTP/1.1 only: http2's debug switch (GODEBUG=http2debug)
// prints header fields, and with them bearer tokens.
func newTransport(now func() time.Time) *http.Transport {
	protocols := new(http.Protocols)
	protocols.SetHTTP1(true)
	dialer := net.Dialer{Timeout: 10 * time.Second, KeepAlive: 30 * time.Second}
	return &http.Transport{
		Proxy:                  http.ProxyFromEnvironment,
		OnProxyConnectResponse: proxyAnswer,
		DialContext:            dialer.DialContext,
		Protocols:              protocols,
		TLSClientConfig:        &tls.Config{MinVersion: tls.VersionTLS12, Time: now},
		TLSHandshakeTimeout:    10 * time.Second,
		MaxIdleConnsPerHost:    8,
		IdleConnTimeout:        30 * time.Second,
		MaxResponseHeaderBytes: 64 << 10,
	}
}

// guarded reports whether credentials may travel to u: over https, or over http
// within this computer.
func guarded(u *url.URL) bool {
	return u.Scheme == "https" || u.Scheme == "http" && oauth.IsLoopback(u.Hostname())
}
