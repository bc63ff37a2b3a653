// Package client talks to Atlassian's authorization server and gateway: it
// makes authorize URLs, redeems codes, renews tokens and proves them with
// harmless calls. It saves nothing, and it sends credentials to the cloud's own
// two hosts only. What a server quotes of credentials is taken out of its texts.
package client

import (
	"crypto/tls"
	"net"
	"net/http"
	"net/url"
	"time"

	"threelo/oauth"
)

// Limits bound what a server can cost. Use DefaultLimits and change what a test
// needs; a zero field is no limit but a call that fails at once.
type Limits struct {
	Call     time.Duration // one call, from connecting to the end of its body
	Verify   time.Duration // a whole verification
	Wait     time.Duration // the longest Retry-After that is waited for
	Pause    time.Duration // the wait when a busy server names none
	Body     int64         // bytes of an answer's body
	Parallel int           // calls made side by side
}

// DefaultLimits suit a slow office network: nobody watches a spinner for longer.
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

// Client talks to one of Atlassian's clouds. It may be used by several
// goroutines at once; its fields may be changed before the first call only.
type Client struct {
	Cloud  oauth.Cloud
	HTTP   *http.Client // its Transport is used; redirects and cookies never are
	Limits Limits
	Now    func() time.Time // this computer's clock

	memory memory
}

// New makes a Client for a cloud, with DefaultLimits and a transport of its own.
// Proxies are taken from the environment (HTTPS_PROXY, NO_PROXY).
func New(cloud oauth.Cloud) *Client {
	c := &Client{Cloud: cloud, Limits: DefaultLimits(), Now: time.Now}
	c.HTTP = &http.Client{Transport: newTransport(func() time.Time { return c.Now() })}
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
