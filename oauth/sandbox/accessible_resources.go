package sandbox

import (
	"net/http"
	"slices"
	"strings"
)

// accessibleResources answers GET /oauth/token/accessible-resources. One ID may
// be listed more than once, and nothing in it says what the account may do.
func (s *Sandbox) accessibleResources(_ *http.Request, t *issued) http.Handler {
	list := []any{}
	granted := effective(t.scopes, t.grant)
	for _, x := range s.company.Sites {
		if slices.Contains(t.grant.sites, x.ID) && s.playing.ID != "site-not-reached" {
			list = append(list, resourcesOf(x, granted)...)
		}
	}
	return ok(list)
}

func resourcesOf(x *site, granted []string) (list []any) {
	var platform, software, confluence []string
	for _, name := range granted {
		switch known, _ := findScope(name); {
		case known.Product == "confluence":
			confluence = append(confluence, name)
		case x.ListedTwice && strings.HasSuffix(name, ":jira-software"):
			software = append(software, name)
		default:
			platform = append(platform, name)
		}
	}
	for _, part := range [][]string{platform, software, confluence} {
		if len(part) > 0 {
			list = append(list, map[string]any{
				"id": x.ID, "url": x.URL, "name": x.label(), "scopes": part, "avatarUrl": x.URL + "/avatar.png",
			})
		}
	}
	return list
}

// withToken lets requests with an access token that works through.
func (s *Sandbox) withToken(answer func(*http.Request, *issued) http.Handler) decision {
	return func(r *http.Request) http.Handler {
		kind, value, _ := strings.Cut(r.Header.Get("Authorization"), " ")
		t := s.access[strings.TrimSpace(value)]
		if t == nil || !strings.EqualFold(kind, "Bearer") || t.grant.removed || s.app(t.grant.app) == nil || s.now().Sub(t.at) > accessLife {
			return fixed("not-signed-in")
		}
		return answer(r, t)
	}
}

// me answers GET /me, of the User Identity API.
func (s *Sandbox) me(_ *http.Request, t *issued) http.Handler {
	who := s.account(t.grant.account)
	if !slices.Contains(effective(t.scopes, t.grant), "read:me") {
		return fixed("scope-mismatch")
	}
	return ok(map[string]any{
		"account_type": "atlassian", "account_id": who.ID, "account_status": "active",
		"name": who.Name, "nickname": who.Name, "email": who.Email, "picture": "", "zoneinfo": "Europe/Berlin", "locale": "en-GB",
	})
}
