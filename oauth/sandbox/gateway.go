package sandbox

import (
	"net/http"
	"net/url"
	"slices"
	"time"
)

// call is one request to Jira, past the gateway.
type call struct {
	site    *site
	who     *account
	query   url.Values
	now     time.Time
	id      string  // the part at the path's {id}
	board   board   // of that id, for paths of a board
	project project // of that id or of that board
}

// jiraErrors is how Jira itself refuses.
func jiraErrors(status int, texts ...string) reply {
	return reply{Status: status, Body: map[string]any{"errorMessages": texts, "errors": map[string]string{}}}
}

// gateway answers GET /ex/{product}/{cloudId}/…. After the token it looks at the site, at
// the scopes that the path needs, and at the account's permissions.
func (s *Sandbox) gateway(product string) decision {
	return s.withToken(func(r *http.Request, t *issued) http.Handler {
		cloudID := r.PathValue("cloud")
		e, id := endpointAt(product, "/"+r.PathValue("path"))
		if played := s.playing.playCall(e.Path, t); played != nil {
			return played
		}
		granted := s.playing.playScopes(e.Path, effective(t.scopes, t.grant))
		c := call{site: s.company.site(cloudID), who: s.account(t.grant.account), query: r.URL.Query(), now: s.now(), id: id}
		switch {
		case !slices.Contains(t.grant.sites, cloudID):
			return fixed("not-installed")
		case e.Path == "":
			return fixed("no-such-path")
		case !e.allows(granted):
			return fixed("scope-mismatch")
		case e.Permission != "" && !c.who.may(c.site, e.Permission):
			return fixed("forbidden")
		}
		return e.answer(s, c)
	})
}
