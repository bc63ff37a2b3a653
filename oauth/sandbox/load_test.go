package sandbox

import (
	"fmt"
	"strings"
	"sync"
	"testing"
)

// TestManyTraineesAtOnceSeeNobodyElsesGrant walks 200 journeys side by side,
// each with an app and an account of its own.
func TestManyTraineesAtOnceSeeNobodyElsesGrant(t *testing.T) {
	const trainees = 200
	s := start(t, Options{})
	var all sync.WaitGroup
	for i := range trainees {
		all.Go(func() {
			if err := walk(t, s, fmt.Sprintf("Trainee %d", i), i%2 == 0); err != nil {
				t.Errorf("trainee %d: %v", i, err)
			}
		})
	}
	all.Wait()
	if grants := len(s.grants.items); grants != trainees {
		t.Errorf("%d grants for %d trainees", grants, trainees)
	}
	if codes := len(s.codes.items); codes != 0 {
		t.Errorf("%d codes are left", codes)
	}
}

// walk is one journey, from a new app to a renewed token that answers for the right account.
func walk(t *testing.T, s *Sandbox, name string, wide bool) error {
	admin := s.Admin()
	who, err := admin.AddAccount(name, ServiceUser)
	if err != nil {
		return err
	}
	app, err := admin.CreateApp(name+"'s app", who)
	if err != nil {
		return err
	}
	scopes := []string{"read:jira-user"}
	if wide {
		scopes = thirteen
	}
	if err := admin.Tick(app.ClientID, scopes); err != nil {
		return err
	}
	if err := admin.SetCallback(app.ClientID, loopbackCallback); err != nil {
		return err
	}
	if app, err = admin.App(app.ClientID); err != nil {
		return err
	}
	target, err := admin.Consent(authorizeURL(s, app), string(who), "acme")
	if err != nil {
		return err
	}
	tokens := exchange(t, s, app, parameter(t, target, "code"))
	renewed := refresh(t, s, app, tokens.field(t, "refresh_token"))
	if got := strings.Fields(renewed.field(t, "scope")); len(got) != len(scopes) {
		return fmt.Errorf("granted %v instead of %v", got, scopes)
	}
	access := renewed.field(t, "access_token")
	if got := get(t, gatewayPath(s, "acme", "/rest/api/3/myself"), access); got.field(t, "displayName") != name {
		return fmt.Errorf("myself answered %d %s", got.status, got.body)
	}
	if got := get(t, gatewayPath(s, "acme-test", "/rest/api/3/myself"), access); got.status != notInstalled.status {
		return fmt.Errorf("another site answered %d %s", got.status, got.body)
	}
	return nil
}
