package sandbox

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

// TestManyTraineesAtOnceSeeNobodyElsesGrant walks 200 journeys side by side,
// each with an app and an account of its own.
func TestManyTraineesAtOnceSeeNobodyElsesGrant(t *testing.T) {
	const trainees = 200
	s := start(t, Options{})
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
	t.Logf("%d trainees took %s in the middle, %s at the slowest", trainees, took[trainees/2].Round(time.Millisecond), took[trainees-1].Round(time.Millisecond))
	if grants := len(s.grants.items); grants != trainees {
		t.Errorf("%d grants for %d trainees", grants, trainees)
	}
	if codes := len(s.codes.items); codes != 0 {
		t.Errorf("%d codes are left", codes)
	}
}

// walk is one journey, from a new app to a renewed token that answers for the right account.
func walk(t *testing.T, s *Sandbox, name string, scopes []string) {
	admin := s.Admin()
	who, err := admin.AddAccount(name, ServiceUser)
	if err != nil {
		t.Fatal(err)
	}
	app := ready(t, s, who, scopes...)
	target, err := admin.Consent(authorizeURL(s, app), string(who), "acme")
	if err != nil {
		t.Fatal(err)
	}
	tokens := exchange(t, s, app, parameter(t, target, "code"))
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
