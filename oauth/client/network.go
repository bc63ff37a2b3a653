package client

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"syscall"

	"threelo/assets"
	"threelo/oauth"
)

// canceled is the Seen.Error of a call that the caller stopped: not a failure.
const canceled = "network-cancelled"

// The problems that threelo finds itself in what was sent or answered.
var (
	errPlain      = errors.New("an address without https")
	errPortal     = errors.New("a web page instead of data")
	errGarbled    = errors.New("not the expected JSON")
	errProxy      = errors.New("the proxy refuses the call")
	errProxyValue = errors.New("the proxy setting cannot be read")
)

// errWSARefused is ECONNREFUSED of Windows, where the syscall package has
// another number by that name.
const errWSARefused = syscall.Errno(10061)

// redirect is a redirect that was not followed.
type redirect struct{ to string }

func (redirect) Error() string { return "a redirect, not followed" }

// redirectOf reads where an answer redirects to: the host alone, because the
// whole address may carry secrets.
func (c *Client) redirectOf(req *http.Request, a answer) redirect {
	u, err := req.URL.Parse(a.header.Get("Location"))
	if err != nil || u.String() == req.URL.String() {
		return redirect{"another address"}
	}
	return redirect{c.clean(u.Scheme+"://"+u.Host, maxName)}
}

// unreadable makes the Error of an answer that came and cannot be read.
func (c *Client) unreadable(req *http.Request, a answer) *Error {
	if isPage(a) {
		return c.unreachable(req, a, errPortal)
	}
	return c.unreachable(req, a, errGarbled)
}

// unreachable makes the Error of a call that Atlassian did not answer.
func (c *Client) unreachable(req *http.Request, a answer, err error) *Error {
	host, proxied := req.URL.Host, false
	if t, ok := c.Transport.(*http.Transport); ok && t.Proxy != nil {
		proxy, bad := t.Proxy(req)
		switch {
		case bad != nil:
			err = errProxyValue // never the original: it quotes the setting with its password
		case proxy != nil:
			host, proxied = host+" through the proxy "+proxy.Scheme+"://"+proxy.Host, true
		}
	}
	id, words := c.diagnose(err, host, proxied)
	return newError(failureOf(id), oauth.Seen{
		Where: oauth.AtNetwork, Status: a.status, Error: id, Path: a.request.Path, Text: c.clean(root(err).Error(), maxText),
	}, a, words)
}

// diagnose names the failure behind an error of the network, and says what happened
// to a call of this host.
func (c *Client) diagnose(err error, host string, proxied bool) (id assets.FailureID, words string) {
	var (
		moved  redirect
		dns    *net.DNSError
		op     *net.OpError
		cert   x509.CertificateInvalidError
		name   x509.HostnameError
		plain  tls.RecordHeaderError
		alert  tls.AlertError
		issuer x509.UnknownAuthorityError
		late   interface{ Timeout() bool }
		detail string
	)
	switch {
	case errors.Is(err, context.Canceled):
		return canceled, fmt.Sprintf("stopped before %s answered, because you canceled. You can start again at any time", host)
	case errors.Is(err, errPlain):
		return assets.NetworkRedirect, fmt.Sprintf("threelo doesn't send secrets to %s, because the address has no https. Use an https address", host)
	case errors.Is(err, errProxyValue):
		return assets.NetworkProxy, "the proxy setting of this computer cannot be read, so nothing was sent. Correct HTTPS_PROXY: it looks like http://proxy.example:3128"
	case proxied && (errors.Is(err, errProxy) || errors.As(err, &op) && strings.HasSuffix(op.Op, "connect")):
		id = assets.NetworkProxy
	case errors.As(err, &moved):
		id, detail = assets.NetworkRedirect, moved.to
	case errors.Is(err, errPortal), errors.As(err, &name), errors.As(err, &plain):
		id = assets.NetworkCaptive
	case errors.As(err, &dns):
		id = assets.NetworkDNS
	case errors.As(err, &cert) && cert.Reason == x509.Expired:
		id, detail = assets.NetworkClock, c.Now().UTC().Format("2006-01-02 15:04 MST")
	case errors.As(err, &issuer):
		id, detail = assets.NetworkTLS, c.clean(issuer.Cert.Issuer.String(), maxName)
	case errors.As(err, &cert), errors.As(err, &alert):
		id, detail = assets.NetworkTLS, c.clean(root(err).Error(), maxName)
	case errors.As(err, &late) && late.Timeout():
		id, detail = assets.NetworkTimeout, "within "+c.Limits.Call.String()
	case slices.ContainsFunc(
		[]error{syscall.ECONNREFUSED, errWSARefused, syscall.EHOSTUNREACH, syscall.ENETUNREACH},
		func(refused error) bool { return errors.Is(err, refused) }):
		id = assets.NetworkRefused
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF), errors.As(err, &op):
		id = assets.NetworkReset
	default:
		id = assets.NetworkGarbled
	}
	return id, describe(failureOf(id), host, detail)
}

// proxyAnswer turns a proxy's refusal into an error that can be recognized:
// net/http would only quote the status text.
func proxyAnswer(_ context.Context, _ *url.URL, _ *http.Request, response *http.Response) error {
	if response.StatusCode != http.StatusOK {
		return errProxy
	}
	return nil
}

// root is the innermost error: the outer ones quote whole addresses.
func root(err error) error {
	for {
		inner := errors.Unwrap(err)
		if inner == nil {
			return err
		}
		err = inner
	}
}
