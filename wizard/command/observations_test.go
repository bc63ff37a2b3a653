package command

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"threelo/oauth"
	"threelo/oauth/sandbox"
	"threelo/oauth/sandbox/sandboxtest"
)

// Each answer that a run of check observes is given in both ways. The report says
// whether it confirms its fact or refutes it. What a person sees of the console is
// observed in package steps.
func TestAFlippedAnswerRefutesItsFact(t *testing.T) {
	t.Parallel()
	scope := func(add string) func(map[string]any) {
		return func(fields map[string]any) {
			if given, ok := fields["scope"].(string); ok {
				fields["scope"] = given + add
			}
		}
	}
	sameToken := func(fields map[string]any) { delete(fields, "refresh_token") }
	refusal := func(status int, body string) change {
		return func(w http.ResponseWriter, _ *http.Request, _ *sandbox.Sandbox) { answer{status, nil, body}.write(w) }
	}
	for fact, flip := range map[oauth.FactID]struct {
		call                 string
		confirming, refuting change // nil for the sandbox's own answer
	}{
		oauth.FactMadeUpCodeAnswer:     {"made-up code", nil, refusal(403, `{"error":"invalid_grant","error_description":"Invalid authorization code"}`)},
		oauth.FactWrongSecretAnswer:    {"made-up code", refusal(401, `{"error":"access_denied","error_description":"Unauthorized"}`), refusal(401, `{"error":"invalid_client"}`)},
		oauth.FactOfflineAccessInScope: {"code", edited(scope(" offline_access")), edited(scope(""))},
		oauth.FactRefreshRotation:      {"renewal", nil, edited(sameToken)},
		oauth.FactRepeatedSiteIDs:      {"sites", nil, onceEach},
	} {
		t.Run(string(fact), func(t *testing.T) {
			t.Parallel()
			for want, flipped := range map[oauth.FactOutcome]change{oauth.FactConfirmed: flip.confirming, oauth.FactRefuted: flip.refuting} {
				c := checksIn(t, "", func(w http.ResponseWriter, r *http.Request, box *sandbox.Sandbox) bool {
					if flipped == nil || callOf(r) != flip.call {
						return false
					}
					flipped(w, r, box)
					return true
				})
				var got []oauth.FactOutcome
				for _, o := range c.report.Observations {
					if o.Fact == fact {
						got = append(got, o.Outcome)
					}
				}
				if len(got) != 1 || got[0] != want {
					t.Errorf("the report says %q, want %q: %+v\n%s", got, want, c.report.Observations, c.messages)
				}
			}
		})
	}
}

// change gives another answer than the sandbox.
type change func(w http.ResponseWriter, r *http.Request, box *sandbox.Sandbox)

// edited changes fields of the sandbox's own answer.
func edited(edit func(fields map[string]any)) change {
	return func(w http.ResponseWriter, r *http.Request, box *sandbox.Sandbox) {
		sandboxtest.Edit(w, r, box, func(body []byte) []byte {
			fields := map[string]any{}
			if json.Unmarshal(body, &fields) != nil {
				return body
			}
			edit(fields)
			out, _ := json.Marshal(fields) // it was JSON before
			return out
		})
	}
}

// onceEach lists each site once, with the scopes of all its entries.
func onceEach(w http.ResponseWriter, r *http.Request, box *sandbox.Sandbox) {
	sandboxtest.Edit(w, r, box, func(body []byte) []byte {
		var sites []map[string]any
		if json.Unmarshal(body, &sites) != nil || len(sites) == 0 {
			return body
		}
		var all []any
		for _, site := range sites {
			scopes, _ := site["scopes"].([]any)
			all = append(all, scopes...)
		}
		sites[0]["scopes"] = all
		out, _ := json.Marshal(sites[:1])
		return out
	})
}

// callOf names a call of check by what is observed of its answer.
func callOf(r *http.Request) string {
	switch r.URL.Path {
	case "/oauth/token/accessible-resources":
		return "sites"
	case "/oauth/token":
		form := sandboxtest.Form(r)
		switch {
		case form.Get("grant_type") == "refresh_token":
			return "renewal"
		case strings.Contains(form.Get("code"), "made-up"):
			return "made-up code"
		}
		return "code"
	}
	return ""
}
