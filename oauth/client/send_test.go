package client_test

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"threelo/assets"
	"threelo/oauth"
	"threelo/oauth/client"
)

// sitesError calls for the sites and returns the Error that must come of it.
func sitesError(t *testing.T, c *client.Client) *client.Error {
	t.Helper()
	_, err := c.Sites(t.Context(), oauth.NewSecret("access-1"))
	var e *client.Error
	if !errors.As(err, &e) {
		t.Fatalf("got %v, want a *client.Error", err)
	}
	if strings.Contains(err.Error(), "access-1") {
		t.Errorf("the token is in: %v", err)
	}
	return e
}

func busyFor(retryAfter string) map[string]http.HandlerFunc {
	return map[string]http.HandlerFunc{"/oauth/token/accessible-resources": func(w http.ResponseWriter, r *http.Request) {
		if retryAfter != "" {
			w.Header().Set("Retry-After", retryAfter)
		}
		w.Header().Set("RateLimit-Reason", "jira-quota-global-based")
		says(429, `{}`)(w, r)
	}}
}

func TestABusyServerIsAskedTwiceAndNotThreeTimes(t *testing.T) {
	for _, value := range []string{"", "0", "nonsense", "-5", "NaN", "Mon, 02 Jan 2006 15:04:05 GMT"} {
		t.Run(value, func(t *testing.T) {
			a := startAtlassian(t, busyFor(value))
			e := sitesError(t, newClient(t, a.URL))
			if n := a.count("/accessible-resources"); n != 2 {
				t.Errorf("asked %d times, want 2", n)
			}
			if e.Seen.Where != oauth.AtAPI || e.Seen.Status != 429 || e.Failure == "" || e.Seen.Text != "jira-quota-global-based" {
				t.Errorf("%+v, failure %q", e.Seen, e.Failure)
			}
		})
	}
}

func TestALongRetryAfterIsReportedInsteadOfWaitedFor(t *testing.T) {
	for value, want := range map[string]string{
		"86400":                         "24 hours",
		"120":                           "2 minutes",
		"90":                            "90 seconds",
		"864000":                        "10 days",
		"99999999999999999999999999":    "for years",
		"9223372036854775807":           "for years",
		"Fri, 31 Dec 9999 23:59:59 GMT": "for years",
	} {
		t.Run(value, func(t *testing.T) {
			a := startAtlassian(t, busyFor(value))
			e := sitesError(t, newClient(t, a.URL))
			if n := a.count("/accessible-resources"); n != 1 {
				t.Errorf("asked %d times, want 1", n)
			}
			mustSay(t, e.Error(), "wait: "+want, "Then try")
		})
	}
}

func TestAWaitCanBeCanceled(t *testing.T) {
	a := startAtlassian(t, busyFor("1"))
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Millisecond)
	defer cancel()
	_, err := newClient(t, a.URL).Sites(ctx, oauth.NewSecret("access-1"))
	if e, _ := errors.AsType[*client.Error](err); e == nil || e.Failure != assets.NetworkTimeout {
		t.Errorf("%v", err)
	}
}

func TestCredentialsAreNotSentToAnotherHost(t *testing.T) {
	calls := 0
	other := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { calls++ }))
	defer other.Close()
	a := startAtlassian(t, map[string]http.HandlerFunc{"/oauth/token/accessible-resources": func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, other.URL+"/take?secret=x", http.StatusTemporaryRedirect)
	}})
	e := sitesError(t, newClient(t, a.URL))
	if calls != 0 {
		t.Error("the redirect was followed")
	}
	if e.Seen.Error != assets.NetworkRedirect || e.Failure == "" {
		t.Errorf("%+v, failure %q", e.Seen, e.Failure)
	}
	mustSay(t, e.Error(), "redirected to another address", "("+other.URL+")")
	if strings.Contains(e.Error(), "secret=x") {
		t.Error("the whole address is shown")
	}
}

func TestSecretsNeedHTTPSOutsideThisComputer(t *testing.T) {
	for _, address := range []string{"http://auth.atlassian.com", "http://127.0.0.1.example", "http://10.0.0.1", "ftp://127.0.0.1"} {
		c := newClient(t, address)
		c.Transport = roundTripper(func(*http.Request) (*http.Response, error) {
			t.Errorf("%s was called", address)
			return nil, errors.New("no")
		})
		mustSay(t, sitesError(t, c).Error(), "https")
	}
}

func TestAnInvalidAddressIsExplainedInPlainWords(t *testing.T) {
	c := newClient(t, "http://[")
	mustSay(t, sitesError(t, c).Error(), "nothing was sent", "correct the addresses")
	_, err := c.Exchange(t.Context(), app, secret, client.NewAttempt(), code)
	mustSay(t, words(t, err), "nothing was sent", "correct the addresses")
}

func TestOnlyHTTP1IsSpoken(t *testing.T) {
	server := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.ProtoMajor != 1 {
			t.Errorf("spoke %s", r.Proto)
		}
		says(200, sites("acme"))(w, r)
	}))
	server.EnableHTTP2 = true
	server.StartTLS()
	defer server.Close()
	c := newClient(t, server.URL)
	trust(c, server)
	if _, err := c.Sites(t.Context(), oauth.NewSecret("access-1")); err != nil {
		t.Fatal(err)
	}
}

func TestTheTraceIDIsFoundUnderEachOfItsNamesAndCleaned(t *testing.T) {
	for _, name := range []string{"Atl-TraceId", "X-Trace-Id", "atl-request-id"} {
		a := startAtlassian(t, map[string]http.HandlerFunc{"/oauth/token/accessible-resources": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set(name, "ab-12 <b>"+strings.Repeat("x", 500))
			w.WriteHeader(http.StatusInternalServerError)
		}})
		if got := sitesError(t, newClient(t, a.URL)).TraceID; !strings.HasPrefix(got, "ab-12bxxx") || len(got) != 100 {
			t.Errorf("%s: %q", name, got)
		}
	}
}

func TestSitesWithTheSameIDAreMerged(t *testing.T) {
	a := startAtlassian(t, map[string]http.HandlerFunc{"/oauth/token/accessible-resources": says(200, `[
		{"id":"one","name":"Acme","url":"https://acme.atlassian.net/","scopes":["a","b"],"avatarUrl":"x"},
		{"id":"two","name":"Be\u001b[31mta\u202e","url":"https://beta.atlassian.net","scopes":["a"]},
		{"id":"one","name":"Acme","url":"https://acme.atlassian.net","scopes":["c","b"]},
		{"id":"../../me","name":"no cloud ID"}, {"name":"no id"}, 7, null]`)})
	got, err := newClient(t, a.URL).Sites(t.Context(), oauth.NewSecret("access-1"))
	if err != nil {
		t.Fatal(err)
	}
	if len(got) != 2 || got[0].URL != "https://acme.atlassian.net" || strings.Join(got[0].Scopes, "") != "abc" || got[1].Name != "Beta" {
		t.Errorf("%+v", got)
	}
	if a.headers[0].Get("Authorization") != "Bearer access-1" {
		t.Error("no bearer token")
	}
}

// roundTripper is a transport made of a function.
type roundTripper func(*http.Request) (*http.Response, error)

func (f roundTripper) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }
