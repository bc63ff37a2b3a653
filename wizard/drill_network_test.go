package wizard

import (
	"context"
	"crypto/x509"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"threelo/assets"
	"threelo/oauth"
	"threelo/oauth/sandbox/sandboxtest"
	"threelo/steps/dialog"
)

// A run against the hosts of a broken network: a test that exists only to fail.
func runAgainst(t *testing.T, address string) (*Run, *http.Transport) {
	t.Helper()
	cloud := oauth.Commercial
	cloud.Name, cloud.AuthURL, cloud.APIURL = "test", address, address
	r := New(t.Context(), Config{World: dialog.World{Cloud: cloud, Load: assets.BuiltIn}})
	t.Cleanup(r.Close)
	r.client.Limits.Call = 5 * time.Second
	transport, ok := r.client.Transport.(*http.Transport)
	if !ok {
		t.Fatal("the client has another transport")
	}
	transport.Proxy = nil
	return r, transport
}

// nameServer answers every question with "no such name" (RFC 1035 section 4.1.1).
func nameServer(t *testing.T) *net.Resolver {
	t.Helper()
	server, err := new(net.ListenConfig).ListenPacket(t.Context(), "udp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = server.Close() })
	go func() {
		question := make([]byte, 512)
		for {
			n, from, err := server.ReadFrom(question)
			if err != nil {
				return
			}
			answer := append([]byte(nil), question[:n]...)
			answer[2] |= 0x80                   // an answer
			answer[3] = 0x80 | 3                // no such name
			copy(answer[6:12], make([]byte, 6)) // no records
			end := 12
			for answer[end] != 0 {
				end += int(answer[end]) + 1
			}
			_, _ = server.WriteTo(answer[:end+5], from)
		}
	}()
	return &net.Resolver{PreferGo: true, Dial: func(ctx context.Context, _, _ string) (net.Conn, error) {
		return new(net.Dialer).DialContext(ctx, "udp", server.LocalAddr().String())
	}}
}

func secureServer(t *testing.T) *httptest.Server {
	t.Helper()
	server := httptest.NewUnstartedServer(http.NotFoundHandler())
	server.Config.ErrorLog = log.New(io.Discard, "", 0)
	server.StartTLS()
	t.Cleanup(server.Close)
	return server
}

// TestAnAdminOnABrokenNetworkIsToldWhichWayItIsBroken meets each fault twice:
// when the credentials are proved, where it settles nothing and the way goes
// on, and when the code is redeemed, where it is another problem.
func TestAnAdminOnABrokenNetworkIsToldWhichWayItIsBroken(t *testing.T) {
	for id, fault := range map[string]struct {
		run func(t *testing.T) *Run
		say []string // where it was met
		fix string   // what to do about it
	}{
		"network-dns": {func(t *testing.T) *Run {
			r, transport := runAgainst(t, "https://auth.nowhere.invalid")
			transport.DialContext = (&net.Dialer{Resolver: nameServer(t)}).DialContext
			return r
		}, []string{"auth.nowhere.invalid: ", "was not found"}, "HTTPS_PROXY"},
		"network-refused": {func(t *testing.T) *Run {
			r, _ := runAgainst(t, fmt.Sprintf("http://127.0.0.1:%d", sandboxtest.FreePort(t)))
			return r
		}, []string{"127.0.0.1:", "connection was refused"}, "port 443"},
		"network-proxy": {func(t *testing.T) *Run {
			proxy := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusProxyAuthRequired) }))
			t.Cleanup(proxy.Close)
			r, transport := runAgainst(t, "https://auth.atlassian.com")
			transport.Proxy = func(*http.Request) (*url.URL, error) {
				return url.Parse(strings.Replace(proxy.URL, "http://", "http://hugo:pass-word@", 1))
			}
			return r
		}, []string{"auth.atlassian.com through the proxy http://127.0.0.1:"}, "HTTPS_PROXY"},
		"network-tls-unknown-issuer": {func(t *testing.T) *Run {
			r, _ := runAgainst(t, secureServer(t).URL)
			return r
		}, []string{"Acme Co", "inspects"}, "SSL_CERT_FILE"},
		"network-clock": {func(t *testing.T) *Run {
			server := secureServer(t)
			r, transport := runAgainst(t, server.URL)
			transport.TLSClientConfig.RootCAs = x509.NewCertPool()
			transport.TLSClientConfig.RootCAs.AddCert(server.Certificate())
			r.client.Now = func() time.Time { return time.Date(2090, 6, 1, 12, 0, 0, 0, time.UTC) }
			return r
		}, []string{"clock is wrong", "(2090-06-01 12:00 UTC)"}, "date and time"},
	} {
		t.Run(id, func(t *testing.T) {
			r := fault.run(t)
			p, err := assets.BuiltIn("targetprocess")
			if err != nil {
				t.Fatal(err)
			}
			const callback = "https://acme.targetprocess.test/callback"
			r.BeginTest(p, "targetprocess", dialog.Setup{ClientID: "clientclientclientclientclientcl", Callback: callback})
			r.Enter("client-secret", strings.Repeat("s3cr3t", 11))
			until(t, r, func(sc dialog.Screen) bool { return sc.Waiting == nil })
			sc := r.Screen()
			if sc.Problem != nil || len(sc.Findings) == 0 || sc.Findings[0].Mark != dialog.MarkUnchecked {
				t.Errorf("a network that fails settles something about the credentials: %+v", sc.Findings)
			}
			says(t, sc.Findings[0].Text, fault.say)
			r.Handle(dialog.Goto{Step: "signin"})
			link := ""
			until(t, r, func(dialog.Screen) bool { link, _ = r.Text("long-link"); return link != "" })
			asked, err := url.Parse(link)
			if err != nil {
				t.Fatal(err)
			}
			r.Enter("address", callback+"?code=a-code-of-a-test&state="+url.QueryEscape(asked.Query().Get("state")))
			until(t, r, func(sc dialog.Screen) bool { return sc.Problem != nil })
			problem := r.Screen().Problem
			if problem.Failure != id || len(problem.Fix) == 0 {
				t.Errorf("recognized as %q: %+v", problem.Failure, problem)
			}
			says(t, problem.What, fault.say)
			says(t, strings.Join(problem.Fix, " "), []string{fault.fix})
			if strings.Contains(problem.What+problem.Detail, "pass-word") {
				t.Error("the proxy's password is shown")
			}
			if report := r.Report(); report.Outcome != dialog.Unfinished || report.Failure == nil || report.Failure.ID != id {
				t.Errorf("the report says %s, %+v", report.Outcome, report.Failure)
			}
			t.Log(problem.What)
		})
	}
}

// until hands results to the run until the screen is as wanted.
func until(t *testing.T, r *Run, wanted func(dialog.Screen) bool) {
	t.Helper()
	end := time.After(time.Minute)
	for !wanted(r.Screen()) {
		select {
		case ev := <-r.Events():
			r.Handle(ev)
		case <-end:
			t.Fatalf("nothing more came at %s", r.Screen().Step)
		}
	}
}

func says(t *testing.T, text string, parts []string) {
	t.Helper()
	for _, part := range parts {
		if !strings.Contains(text, part) {
			t.Errorf("does not say %q: %s", part, text)
		}
	}
}
