package sandbox

import (
	"fmt"
	"net/http"
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

// TestManyTraineesAtOnceGetOnlyTheirOwnGrant walks 200 journeys side by side,
// each with its own app, account and browser.
func TestManyTraineesAtOnceGetOnlyTheirOwnGrant(t *testing.T) {
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
	t.Logf("%d journeys at the same time: p50 %s, p95 %s, the slowest %s; %d KB are held for them", trainees, at(50), at(95), at(100), held>>10)
	if held > trainees*50<<10 {
		t.Errorf("%d bytes are held", held)
	}
	if grants := len(s.grants); grants != trainees {
		t.Errorf("%d grants for %d trainees", grants, trainees)
	}
	if codes := len(s.codes); codes != 0 {
		t.Errorf("%d codes are left", codes)
	}
}

// addAccount makes an account with the rights of the integration service user.
func addAccount(s *Sandbox, name string) Account {
	s.mu.Lock()
	defer s.mu.Unlock()
	added := *s.account(ServiceUser)
	added.Key, added.ID, added.Name = Account(name), "000000:"+name, name
	grown := *s.company
	grown.Accounts = append(slices.Clone(grown.Accounts), &added)
	s.company = &grown
	return added.Key
}

// walk is one journey, from a new app over the browser's clicks to a renewed
// token that answers for the right account.
func walk(t *testing.T, s *Sandbox, name string, scopes []string) {
	who := addAccount(s, name)
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
