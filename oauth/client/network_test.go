package client_test

import (
	"context"
	"crypto/x509"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"threelo/assets"
	"threelo/oauth"
	"threelo/oauth/client"
)

func transport(c *client.Client) *http.Transport { return c.Transport.(*http.Transport) }

// trust lets a client accept the certificate of a test's server.
func trust(c *client.Client, server *httptest.Server) {
	transport(c).TLSClientConfig.RootCAs = x509.NewCertPool()
	transport(c).TLSClientConfig.RootCAs.AddCert(server.Certificate())
}

// through sends a client's calls through a proxy.
func through(c *client.Client, proxy string) {
	transport(c).Proxy = func(*http.Request) (*url.URL, error) { return url.Parse(proxy) }
}

// wantFault wants an error that names its failure, says in the failure's words what
// happened, why and what to do first, and says these words too.
func wantFault(t *testing.T, e *client.Error, id assets.FailureID, words ...string) {
	t.Helper()
	if e.Seen.Where != oauth.AtNetwork || e.Seen.Error != id {
		t.Errorf("seen as %s %s, want %s; %v", e.Seen.Where, e.Seen.Error, id, e)
	}
	f, known := assets.LookupFailure(e.Failure, nil)
	if !known || f.ID != id {
		t.Fatalf("recognized as %q, want %q", e.Failure, id)
	}
	mustSay(t, e.Error(), append(words, f.Title, f.Cause, f.Fix[0])...)
}

func TestAnOfflineComputerIsRecognized(t *testing.T) {
	c := newClient(t, "https://auth.atlassian.com")
	transport(c).DialContext = func(context.Context, string, string) (net.Conn, error) {
		return nil, &net.OpError{Op: "dial", Net: "tcp", Err: &net.DNSError{Err: "no such host", Name: "auth.atlassian.com", IsNotFound: true}}
	}
	wantFault(t, sitesError(t, c), assets.NetworkDNS, "auth.atlassian.com: ", "was not found", "offline", "proxy")
}

func TestAPortWithoutAListener(t *testing.T) {
	server := httptest.NewServer(nil)
	server.Close()
	wantFault(t, sitesError(t, newClient(t, server.URL)), assets.NetworkRefused, strings.TrimPrefix(server.URL, "http://"), "connection was refused", "firewall")
}

func TestACompanyThatInspectsTraffic(t *testing.T) {
	server := httptest.NewTLSServer(says(200, sites("acme")))
	defer server.Close()
	server.Config.ErrorLog = quiet()
	e := sitesError(t, newClient(t, server.URL))
	wantFault(t, e, assets.NetworkTLS, "does not trust", "Acme Co", "inspects encrypted connections")
}

func TestAHotelThatAnswersInPlaceOfAtlassian(t *testing.T) {
	t.Run("with its own certificate", func(t *testing.T) {
		server := httptest.NewTLSServer(says(200, "[]"))
		defer server.Close()
		server.Config.ErrorLog = quiet()
		c := newClient(t, "https://auth.atlassian.com") // the test's certificate is for example.com
		trust(c, server)
		transport(c).DialContext = func(ctx context.Context, network, _ string) (net.Conn, error) {
			return new(net.Dialer).DialContext(ctx, network, server.Listener.Addr().String())
		}
		wantFault(t, sitesError(t, c), assets.NetworkCaptive, "something else", "sign in")
	})
	t.Run("without encryption", func(t *testing.T) {
		server := httptest.NewServer(says(200, "[]"))
		defer server.Close()
		c := newClient(t, strings.Replace(server.URL, "http:", "https:", 1))
		wantFault(t, sitesError(t, c), assets.NetworkCaptive, "something else")
	})
	t.Run("with a page", func(t *testing.T) {
		a := startAtlassian(t, map[string]http.HandlerFunc{"/oauth/token/accessible-resources": says(200, "\n<!doctype html><title>Hotel</title>")})
		wantFault(t, sitesError(t, newClient(t, a.URL)), assets.NetworkCaptive, "a web page", "sign in to the network")
	})
	t.Run("with status 511", func(t *testing.T) {
		a := startAtlassian(t, map[string]http.HandlerFunc{"/oauth/token/accessible-resources": says(511, "")})
		wantFault(t, sitesError(t, newClient(t, a.URL)), assets.NetworkCaptive, "a web page")
	})
}

// The certificate of the tests' servers is valid from 1970 to 2084.
func TestACertificateThatIsNotValidTodayPointsToTheClock(t *testing.T) {
	server := httptest.NewTLSServer(says(200, sites("acme")))
	defer server.Close()
	server.Config.ErrorLog = quiet()
	for _, year := range []int{1969, 2090} {
		c := newClient(t, server.URL)
		trust(c, server)
		c.Now = func() time.Time { return time.Date(year, 6, 1, 12, 0, 0, 0, time.UTC) }
		wantFault(t, sitesError(t, c), assets.NetworkClock, "probably this computer's clock is wrong", fmt.Sprintf("(%d-06-01 12:00 UTC)", year), "Check the computer's date and time")
	}
}

func TestAProxyIsNamedWithoutItsPassword(t *testing.T) {
	refusing := func(status int) string {
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(status) }))
		t.Cleanup(server.Close)
		return strings.TrimPrefix(server.URL, "http://")
	}
	gone := httptest.NewServer(nil)
	gone.Close()
	for name, host := range map[string]string{
		"wants a password": refusing(407),
		"forbids":          refusing(403),
		"has a fault":      refusing(502),
		"is switched off":  strings.TrimPrefix(gone.URL, "http://"),
	} {
		t.Run(name, func(t *testing.T) {
			c := newClient(t, "https://auth.atlassian.com")
			through(c, "http://hugo:pass-word@"+host)
			e := sitesError(t, c)
			wantFault(t, e, assets.NetworkProxy, "auth.atlassian.com through the proxy http://"+host)
			if shown := e.Error() + e.Seen.Text; strings.Contains(shown, "hugo") || strings.Contains(shown, "pass-word") {
				t.Errorf("user or password in %q", shown)
			}
		})
	}
	t.Run("cannot be read", func(t *testing.T) {
		c := newClient(t, "https://auth.atlassian.com")
		through(c, "http://hugo:pass word%zz@host")
		e := sitesError(t, c)
		if e.Failure != assets.NetworkProxy {
			t.Errorf("recognized as %q", e.Failure)
		}
		mustSay(t, e.Error(), "cannot be read", "HTTPS_PROXY")
		if strings.Contains(e.Error()+e.Seen.Text, "pass") {
			t.Error(e, e.Seen.Text)
		}
	})
}

func TestAProxyOnTheWayIsNamedForOtherFaultsToo(t *testing.T) {
	server := httptest.NewTLSServer(says(200, sites("acme")))
	defer server.Close()
	server.Config.ErrorLog = quiet()
	proxy := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		there, err := net.Dial("tcp", server.Listener.Addr().String())
		if err != nil {
			t.Error(err)
			return
		}
		here, _, err := http.NewResponseController(w).Hijack()
		if err != nil {
			t.Error(err)
			return
		}
		_, _ = io.WriteString(here, "HTTP/1.1 200 OK\r\n\r\n")
		go func() { _, _ = io.Copy(there, here); _ = there.Close() }()
		_, _ = io.Copy(here, there)
		_ = here.Close()
	}))
	defer proxy.Close()
	c := newClient(t, "https://example.com") // which the certificate is for
	through(c, proxy.URL)
	wantFault(t, sitesError(t, c), assets.NetworkTLS, "example.com through the proxy "+proxy.URL)
}
