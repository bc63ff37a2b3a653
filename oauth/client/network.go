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
	"strings"
	"syscall"

	"threelo/assets"
	"threelo/oauth"
)

// codeCancelled is the code of a call that the caller stopped. The codes of
// network problems are the assets.CodeNetwork constants.
const codeCancelled = "network-cancelled"

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
	code, words := c.diagnose(err, host, proxied)
	e := newError(oauth.Seen{Where: oauth.AtNetwork, Status: a.status, Error: code, Path: a.request.Path}, a, words)
	e.Cause = root(err)
	e.Seen.Text = c.clean(e.Cause.Error(), maxText)
	if oauth.Leaks(e.Cause.Error(), c.memory.all()...) { // it quotes a header
		e.Cause = errors.New(e.Seen.Text)
	}
	return e
}

// diagnose turns an error of the network into its code and what to do about it.
func (c *Client) diagnose(err error, host string, proxied bool) (code, words string) {
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
	)
	switch {
	case errors.Is(err, context.Canceled):
		return codeCancelled, fmt.Sprintf("stopped before %s answered, because you cancelled. You can start again at any time", host)
	case errors.Is(err, errPlain):
		return assets.CodeNetworkRedirect, fmt.Sprintf("threelo doesn't send secrets to %s, because the address has no https. Use an https address", host)
	case errors.Is(err, errProxyValue):
		return assets.CodeNetworkProxy, "the proxy setting of this computer cannot be read, so nothing was sent. Correct HTTPS_PROXY: it looks like http://proxy.example:3128"
	case proxied && (errors.Is(err, errProxy) || errors.As(err, &op) && strings.HasSuffix(op.Op, "connect")):
		return assets.CodeNetworkProxy, fmt.Sprintf("threelo could not call %s: the proxy does not answer, refuses, or wants a user and password. Ask the people who run the network, and tell them the values of HTTPS_PROXY and NO_PROXY", host)
	case errors.As(err, &moved):
		return assets.CodeNetworkRedirect, fmt.Sprintf("%s sends the call on to %s, and threelo doesn't send secrets there. The network probably puts its own page in between: open any page in the browser, sign in to the network, then try again", host, moved.to)
	case errors.Is(err, errPortal), errors.As(err, &name), errors.As(err, &plain):
		return assets.CodeNetworkCaptive, fmt.Sprintf("something else, such as a web page, came instead of the answer from %s. The network probably wants you to sign in, or filters this address: open any page in the browser, sign in to the network, then try again", host)
	case errors.As(err, &dns):
		return assets.CodeNetworkDNS, fmt.Sprintf("the name %s was not found: this computer is offline, or its network does not know the name. Check the connection, then ask the people who run the network whether it needs a proxy (HTTPS_PROXY)", host)
	case errors.As(err, &cert) && cert.Reason == x509.Expired:
		return assets.CodeNetworkClock, fmt.Sprintf("this computer's clock is probably wrong: it says %s, and the certificate of %s is not valid on that date. Set the clock, then try again. If the clock is right, try another network", c.Now().UTC().Format("2006-01-02 15:04 MST"), host)
	case errors.As(err, &issuer):
		return assets.CodeNetworkTLS, fmt.Sprintf("this computer does not know the issuer (%q) of the certificate of %s. The network probably inspects encrypted traffic: ask the people who run it to install its root certificate on this computer (on Linux you can set SSL_CERT_FILE to its file)", c.clean(issuer.Cert.Issuer.String(), maxName), host)
	case errors.As(err, &cert), errors.As(err, &alert):
		return assets.CodeNetworkTLS, fmt.Sprintf("%s and this computer could not agree on an encrypted connection. The network probably inspects encrypted traffic: ask the people who run it, or try another network", host)
	case errors.As(err, &late) && late.Timeout():
		return assets.CodeNetworkTimeout, fmt.Sprintf("%s did not answer within %s: the network is slow, or a firewall drops the call. Try again. If it happens again, try another network", host, c.Limits.Call)
	case errors.Is(err, syscall.ECONNREFUSED), errors.Is(err, errWSARefused), errors.Is(err, syscall.EHOSTUNREACH), errors.Is(err, syscall.ENETUNREACH):
		return assets.CodeNetworkRefused, fmt.Sprintf("%s refused the connection or cannot be reached. A firewall probably blocks it, or this network needs a proxy (HTTPS_PROXY): ask the people who run it", host)
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF), errors.As(err, &op):
		return assets.CodeNetworkReset, fmt.Sprintf("the connection to %s was interrupted before the whole answer arrived. Try again. If it happens again, a firewall or filter probably cuts it", host)
	}
	return assets.CodeNetworkGarbled, fmt.Sprintf("threelo cannot read the answer from %s: it doesn't have the form that Atlassian documents. Something on the network probably answers instead of Atlassian: try again, or try another network", host)
}

// proxyAnswer turns a proxy's refusal into an error that can be recognised:
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
