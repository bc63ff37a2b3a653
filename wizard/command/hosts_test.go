package command

import (
	"errors"
	"strings"
	"testing"
)

func TestOneRunHasTestHostsOrRealOnesButNeverBoth(t *testing.T) {
	t.Parallel()
	const local = "http://127.0.0.1:8081"
	for name, c := range map[string]struct {
		auth, api, console string
		demo               bool
		says               string // "" when they are taken
	}{
		"none":                    {},
		"both":                    {auth: local, api: local + "/"},
		"all three":               {auth: local, api: "https://api.company.test", console: local + "/console/"},
		"one alone":               {auth: local, says: "set both"},
		"the other alone":         {api: local, says: "set both"},
		"the console alone":       {console: local, says: "set both"},
		"a real API":              {auth: local, api: "https://api.atlassian.com", says: "THREELO_API_URL names a real Atlassian host"},
		"a real sign-in":          {auth: "https://AUTH.atlassian.com.", api: local, says: "THREELO_AUTH_URL names a real Atlassian host"},
		"a real console":          {auth: local, api: local, console: "https://developer.atlassian.com/console/myapps/", says: "THREELO_CONSOLE_URL names a real"},
		"a real site":             {auth: local, api: "https://acme.atlassian.net", says: "real Atlassian host"},
		"government":              {auth: local, api: "https://api.atlassian-us-gov-mod.com", says: "real Atlassian host"},
		"http elsewhere":          {auth: "http://auth.company.test", api: local, says: "must be an https address"},
		"with a user":             {auth: "https://me@auth.company.test", api: local, says: "must be an https address"},
		"not ASCII":               {auth: local, api: "https://api.аtlassian.test", says: "must be an https address"},
		"LOCALHOST":               {auth: "http://LOCALHOST:8081", api: "http://LocalHost:8081"},
		"in a rehearsal":          {auth: local, api: local, demo: true, says: "--demo brings its own hosts"},
		"only looks like a real":  {auth: local, api: "https://api.notatlassian.com"},
		"only begins like a real": {auth: local, api: "https://api.atlassian.com.company.test"},
	} {
		t.Run(name, func(t *testing.T) {
			env := environment{authVariable: c.auth, apiVariable: c.api, consoleVariable: c.console}
			cloud, err := cloudOf(streams{getenv: env.get}, "", c.demo)
			if c.says == "" {
				if err != nil || cloud.IsTest() != (c.auth != "") {
					t.Errorf("%+v, %v", cloud, err)
				}
				return
			}
			var wrong *coded
			if !errors.As(err, &wrong) || wrong.code != exitUsage || !strings.Contains(err.Error(), c.says) {
				t.Errorf("answered %v", err)
			}
		})
	}
}
