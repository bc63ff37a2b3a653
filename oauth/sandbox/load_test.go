package sandbox

import (
	"fmt"
	"net/http"
	"net/url"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

// inUse is the memory that is held, in bytes.
func inUse() uint64 {
	runtime.GC()
	var now runtime.MemStats
	runtime.ReadMemStats(&now)
	return now.HeapAlloc
}

// TestManyTraineesAtOnceSeeNobodyElsesGrant walks 200 journeys side by side,
// each with an app, an account and a browser of its own.
func TestManyTraineesAtOnceSeeNobodyElsesGrant(t *testing.T) {
	const trainees = 200
	s := start(t, Options{})
	before := inUse()
	var all sync.WaitGroup
	took := make([]time.Duration, trainees)
	for i := range trainees {
		name := fmt.Sprintf("Trainee %d", i)
		scopes := []string{"read:jira-user"}
		if i%2 == 0 {
			scopes = thirteen
		}
		all.Go(func() {
			began := time.Now()
			t.Run(name, func(t *testing.T) { walk(t, s, name, scopes) })
			took[i] = time.Since(began)
		})
	}
	all.Wait()
	slices.Sort(took)
	at := func(percent int) time.Duration { return took[(trainees-1)*percent/100].Round(time.Millisecond) }
	held := max(inUse(), before) - before
	t.Logf("%d journeys at once: p50 %s, p95 %s, the slowest %s; %d KB are held for them", trainees, at(50), at(95), at(100), held>>10)
	if held > trainees*50<<10 {
		t.Errorf("%d bytes are held", held)
	}
	if grants := len(s.grants.items); grants != trainees {
		t.Errorf("%d grants for %d trainees", grants, trainees)
	}
	if codes := len(s.codes.items); codes != 0 {
		t.Errorf("%d codes are left", codes)
	}
}

// TestAFloodOfSignInsIsForgotten signs in more often than the sandbox remembers:
// what it holds then no longer grows.
func TestAFloodOfSignInsIsForgotten(t *testing.T) {
	s, app := withPreset(t, Options{})
	address := authorizeURL(s, app)
	flood := func(times int) {
		for i := range times {
			target, err := s.Admin().Consent(address, string(ServiceUser), "acme")
			if err != nil {
				t.Fatal(err)
			}
			if i%3 == 0 {
				continue // a code that nobody takes
			}
			fields := url.Values{"grant_type": {"authorization_code"}, "client_id": {app.ClientID}, "client_secret": {app.Secret}, "redirect_uri": {app.Callback}, "code": {parameter(t, target, "code")}, "code_verifier": {verifier}}
			if _, refused := s.issue(fields); refused != nil {
				t.Fatal(refused.Description)
			}
		}
	}
	flood(maxTokens/2*3 + 3)
	full := inUse()
	flood(maxTokens / 4)
	if len(s.codes.items) > maxCodes || len(s.access.items) != maxTokens || len(s.refresh.items) != maxTokens || len(s.grants.items) != 1 {
		t.Errorf("%d codes, %d and %d tokens, %d grants", len(s.codes.items), len(s.access.items), len(s.refresh.items), len(s.grants.items))
	}
	grown := max(inUse(), full) - full
	t.Logf("full with %d KB; %d KB more after a quarter as many again", full>>10, grown>>10)
	if grown > 1<<20 {
		t.Errorf("it grew by %d bytes", grown)
	}
}

// walk is one journey, from a new app over the browser's clicks to a renewed
// token that answers for the right account.
func walk(t *testing.T, s *Sandbox, name string, scopes []string) {
	admin := s.Admin()
	who, err := admin.AddAccount(name, ServiceUser)
	if err != nil {
		t.Fatal(err)
	}
	app := ready(t, s, who, scopes...)
	b := newBrowser(t, s)
	b.signIn(who, "/console/")
	b.open(authorizeURL(s, app))
	b.sees(name)
	b.consent("accept", "acme")
	tokens := exchange(t, s, app, parameter(t, b.at, "code"))
	renewed := refresh(t, s, app, tokens.field(t, "refresh_token"))
	if got := strings.Fields(renewed.field(t, "scope")); len(got) != len(scopes) {
		t.Errorf("granted %v instead of %v", got, scopes)
	}
	access := renewed.field(t, "access_token")
	if got := get(t, gatewayPath(s, "acme", "/rest/api/3/myself"), access); got.field(t, "displayName") != name {
		t.Errorf("myself answered %d %s", got.status, got.body)
	}
	if got := get(t, gatewayPath(s, "acme-test", "/rest/api/3/myself"), access); got.status != http.StatusForbidden {
		t.Errorf("another site answered %d %s", got.status, got.body)
	}
}
