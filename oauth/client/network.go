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
	"syscall"
	"time"

	"threelo/assets"
	"threelo/oauth"
)

// codeCancelled is the code of a call that the caller stopped; the network's own
// codes are the assets.CodeNetwork constants.
const codeCancelled = "network-cancelled"

// What send and its callers find wrong themselves.
var (
	errPlain        = errors.New("an address without https")
	errEndless      = errors.New("the answer is too long")
	errPortal       = errors.New("a web page where data was due")
	errGarbled      = errors.New("not the JSON that was due")
	errProxySignIn  = errors.New("the proxy asks for a user and password")
	errProxyRefused = errors.New("the proxy refuses the call")
	errProxyValue   = errors.New("the proxy setting cannot be read")
)

// errWSARefused is ECONNREFUSED of Windows, where the syscall package has another
// number of its own invention by that name.
const errWSARefused = syscall.Errno(10061)

// unreachable says in plain words why a call brought no answer of Atlassian's.
func (c *Client) unreachable(req *http.Request, a answer, err error) *Error {
	host, via := req.URL.Host, ""
	proxy, proxyErr := c.proxy(req)
	if proxy != "" {
		via = " through the proxy " + proxy
	}
	if proxyErr != nil {
		err = proxyErr // never the original: it quotes the setting, password included
	}
	code, words := c.diagnose(req, err, host, via)
	return &Error{
		Seen:    oauth.Seen{Where: oauth.AtNetwork, Status: a.status, Error: code, Text: clean(root(err).Error(), maxText), Path: a.request.Path},
		Failure: recognise(oauth.Seen{Where: oauth.AtNetwork, Error: code}).ID,
		TraceID: a.trace,
		Request: a.request,
		Cause:   root(err),
		words:   words,
	}
}

// diagnose turns an error of the network into its code and a sentence.
func (c *Client) diagnose(req *http.Request, err error, host, via string) (code, words string) {
	var (
		dns   *net.DNSError
		stale x509.CertificateInvalidError
		name  x509.HostnameError
		plain tls.RecordHeaderError
		alert tls.AlertError

		issuer x509.UnknownAuthorityError
	)
	switch {
	case errors.Is(err, context.Canceled):
		return codeCancelled, fmt.Sprintf("stopped before %s answered, because you cancelled: start it again when you like", host)
	case errors.Is(err, errPlain):
		return assets.CodeNetworkRedirect, fmt.Sprintf("%s would be called without https, and secrets are never sent that way: use an https address", host)
	case errors.Is(err, errProxyValue):
		return assets.CodeNetworkProxy, "the proxy setting of this computer cannot be read, so nothing was called: correct HTTPS_PROXY, which looks like http://proxy.example:3128"
	case via != "" && refusedByProxy(err):
		return assets.CodeNetworkProxy, fmt.Sprintf("%s could not be called%s: the proxy does not answer, refuses, or wants a user and password; ask whoever runs the network, and tell them what stands in HTTPS_PROXY and NO_PROXY", host, via)
	case errors.Is(err, errRedirect):
		return assets.CodeNetworkRedirect, "" // worded by redirected, which knows the target
	case errors.Is(err, errPortal):
		return assets.CodeNetworkCaptive, fmt.Sprintf("a web page came instead of %s's answer%s: the network probably wants you to sign in or filters this address; open any page in the browser, sign in to the network, then try again", host, via)
	case errors.Is(err, errEndless):
		return assets.CodeNetworkGarbled, fmt.Sprintf("the answer from %s%s is far longer than Atlassian's are and was not read to the end: something on the way probably answers in its place; try another network", host, via)
	case errors.Is(err, errGarbled):
		return assets.CodeNetworkGarbled, fmt.Sprintf("the answer from %s%s cannot be read: it is not in the form that Atlassian documents; try again, and on another network if it stays so", host, via)
	case errors.As(err, &dns):
		return assets.CodeNetworkDNS, fmt.Sprintf("the name %s was not found: this computer is offline, or its network does not know the name; check the connection, then ask whoever runs the network whether it needs a proxy (HTTPS_PROXY)", host)
	case errors.As(err, &stale) && stale.Reason == x509.Expired:
		return c.diagnoseDates(req, stale.Cert, host, via)
	case errors.As(err, &issuer):
		return assets.CodeNetworkTLS, fmt.Sprintf("the certificate of %s%s comes from an issuer that this computer does not know%s: the network probably inspects encrypted traffic; ask whoever runs it to put its root certificate on this computer (on Linux it is enough to name its file in SSL_CERT_FILE)", host, via, issuedBy(issuer.Cert))
	case errors.As(err, &name), errors.As(err, &plain), errors.Is(err, http.ErrSchemeMismatch):
		return assets.CodeNetworkCaptive, fmt.Sprintf("something else answered in place of %s%s: the network probably wants you to sign in first; open any page in the browser, sign in to the network, then try again", host, via)
	case errors.As(err, &stale):
		return assets.CodeNetworkTLS, fmt.Sprintf("the certificate of %s%s is not valid: the network probably inspects encrypted traffic; ask whoever runs it, or try another network", host, via)
	case errors.As(err, &alert):
		return assets.CodeNetworkTLS, fmt.Sprintf("%s%s did not agree on an encrypted connection: something on the way probably meddles with it; ask whoever runs the network, or try another one", host, via)
	case timedOut(err):
		return assets.CodeNetworkTimeout, fmt.Sprintf("%s%s did not answer in time (%s): the network is slow, or a firewall drops the call; try again, or on another network", host, via, c.Limits.Call)
	case errors.Is(err, syscall.ECONNREFUSED), errors.Is(err, errWSARefused), errors.Is(err, syscall.EHOSTUNREACH), errors.Is(err, syscall.ENETUNREACH):
		return assets.CodeNetworkRefused, fmt.Sprintf("%s refused the connection or cannot be reached%s: a firewall is probably in the way, or this network needs a proxy; ask whoever runs it (a proxy goes into HTTPS_PROXY)", host, via)
	case brokenOff(err):
		return assets.CodeNetworkReset, fmt.Sprintf("the connection to %s%s broke off before the whole answer was here: try again; if it stays so, a firewall or filter is probably cutting it", host, via)
	}
	return assets.CodeNetworkGarbled, fmt.Sprintf("%s%s did not answer as a web server does: something on the way is probably in its place; try again, and on another network if it stays so", host, via)
}

// issuedBy names who issued a certificate: a company's inspecting proxy writes
// its own name there.
func issuedBy(cert *x509.Certificate) string {
	if cert == nil {
		return ""
	}
	name := cert.Issuer.CommonName
	if name == "" {
		name = cert.Issuer.String()
	}
	if name = clean(name, maxName); name == "" {
		return ""
	}
	return fmt.Sprintf(" (%q)", name)
}

func timedOut(err error) bool {
	var n net.Error
	return errors.Is(err, context.DeadlineExceeded) || errors.As(err, &n) && n.Timeout()
}

func brokenOff(err error) bool {
	var op *net.OpError
	return errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) ||
		errors.Is(err, syscall.ECONNRESET) || errors.Is(err, syscall.EPIPE) || errors.As(err, &op)
}

// refusedByProxy reports whether an error of a proxied call is the proxy's own.
func refusedByProxy(err error) bool {
	var op *net.OpError
	return errors.Is(err, errProxySignIn) || errors.Is(err, errProxyRefused) ||
		errors.As(err, &op) && (op.Op == "proxyconnect" || op.Op == "socks connect")
}

// refusal gives a proxy's refusal an error of its own: net/http would make a
// bare one of the status text.
func refusal(_ context.Context, _ *url.URL, _ *http.Request, response *http.Response) error {
	switch response.StatusCode {
	case http.StatusOK:
		return nil
	case http.StatusProxyAuthRequired:
		return errProxySignIn
	}
	return errProxyRefused
}

// proxy names the proxy that a request goes through, without user and password.
func (c *Client) proxy(req *http.Request) (string, error) {
	t, ok := c.HTTP.Transport.(*http.Transport)
	if !ok || t.Proxy == nil {
		return "", nil
	}
	u, err := t.Proxy(req)
	switch {
	case err != nil:
		return "", errProxyValue
	case u == nil:
		return "", nil
	}
	return (&url.URL{Scheme: u.Scheme, Host: u.Host}).String(), nil
}

// diagnoseDates tells a wrong clock of this computer from an outdated
// certificate: it asks the server for the time, sending nothing, with the
// certificate checked as of a day when it was valid.
func (c *Client) diagnoseDates(req *http.Request, cert *x509.Certificate, host, via string) (code, words string) {
	valid := cert.NotAfter.Add(-time.Hour)
	early := c.Now().Before(cert.NotBefore)
	if early {
		valid = cert.NotBefore.Add(time.Hour)
	}
	there, known := c.timeAt(req, valid)
	const layout = "2006-01-02 15:04 MST"
	here := c.Now().UTC()
	switch {
	case known && there.Sub(here).Abs() > 10*time.Minute:
		return assets.CodeNetworkClock, fmt.Sprintf("this computer's clock says %s, but at %s it is %s, so its certificate looks outdated: set the clock right, then try again", here.Format(layout), host, there.UTC().Format(layout))
	case !known && early:
		return assets.CodeNetworkClock, fmt.Sprintf("the certificate of %s%s is not valid yet on %s, the date of this computer: its clock is probably wrong; set it right, then try again", host, via, here.Format(layout))
	}
	return assets.CodeNetworkTLS, fmt.Sprintf("the certificate of %s%s has expired: something on the way probably shows one of its own, or this computer's clock is wrong; check the date, then ask whoever runs the network", host, via)
}

// timeAt reads the Date header of req's server, with certificates checked as of valid.
func (c *Client) timeAt(req *http.Request, valid time.Time) (time.Time, bool) {
	t, ok := c.HTTP.Transport.(*http.Transport)
	if !ok || t.TLSClientConfig == nil {
		return time.Time{}, false
	}
	t = t.Clone()
	t.TLSClientConfig.Time = func() time.Time { return valid }
	defer t.CloseIdleConnections()
	ctx, cancel := context.WithTimeout(req.Context(), c.Limits.Call)
	defer cancel()
	look, err := http.NewRequestWithContext(ctx, http.MethodHead, req.URL.Scheme+"://"+req.URL.Host+"/", http.NoBody)
	if err != nil {
		return time.Time{}, false
	}
	response, err := t.RoundTrip(look)
	if err != nil {
		return time.Time{}, false
	}
	_ = response.Body.Close() // a HEAD has none
	at, err := http.ParseTime(response.Header.Get("Date"))
	return at, err == nil
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
