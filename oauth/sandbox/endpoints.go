package sandbox

import (
	_ "embed"
	"slices"
	"strings"
)

// endpoint is one call that the gateway answers, as in Atlassian's published
// specifications. A token needs all of Classic or all of Granular; calls of Jira
// Software have only granular scopes. Where two paths match, the first counts.
type endpoint struct {
	Path       string `json:"path"` // {id} is any one part
	Classic    names  `json:"classic"`
	Granular   names  `json:"granular"`
	Permission string `json:"permission"` // the Jira permission that the account needs, "" for none
	Body       any    `json:"body"`       // of an answer that is always the same
}

// names are written with spaces between them.
type names []string

func (n *names) UnmarshalText(text []byte) error {
	*n = strings.Fields(string(text))
	return nil
}

//go:embed endpoints.json
var endpointsFile []byte

// endpoints is JSON because YAML takes 20 ms.
var endpoints = embedded[[]endpoint](endpointsFile)

// jiraAnswers are the answers that depend on the site, the account or the request.
// An endpoint without a body and an answer here answers an empty page of a list.
var jiraAnswers = map[string]func(*Sandbox, call) reply{
	"/rest/api/3/serverInfo":                 serverInfo,
	"/rest/api/3/myself":                     myself,
	"/rest/api/3/field/search":               fieldSearch,
	"/rest/api/3/configuration/timetracking": timeTracking,
	"/rest/api/3/project/search":             projectSearch,
	"/rest/api/3/project/{id}":               projectByID,
	"/rest/api/3/project/{id}/email":         projectEmail,
	"/rest/api/3/mypermissions":              myPermissions,
	"/rest/api/3/data-policy":                dataPolicy,
	"/rest/api/3/search":                     func(*Sandbox, call) reply { return fixed("search-removed") },
	"/rest/api/3/permissions":                allPermissions,
	"/rest/api/3/user/bulk/migration":        migration,

	"/rest/agile/1.0/board":                    boards,
	"/rest/agile/1.0/board/{id}":               boardByID,
	"/rest/agile/1.0/board/{id}/configuration": boardConfiguration,
	"/rest/agile/1.0/board/{id}/sprint":        sprints,
	"/rest/agile/1.0/board/{id}/quickfilter":   boardPage,
	"/rest/agile/1.0/board/{id}/epic":          boardPage,
}

// findEndpoint finds the endpoint of a path, and the part at its {id}.
func findEndpoint(path string) (e endpoint, id string, found bool) {
	parts := strings.Split(path, "/")
	for _, e := range endpoints() {
		if id, ok := matchPath(strings.Split(e.Path, "/"), parts); ok {
			return e, id, true
		}
	}
	return endpoint{}, "", false
}

func matchPath(pattern, parts []string) (id string, ok bool) {
	if len(pattern) != len(parts) {
		return "", false
	}
	for i, want := range pattern {
		switch {
		case want == "{id}" && parts[i] != "":
			id = parts[i]
		case want != parts[i]:
			return "", false
		}
	}
	return id, true
}

// allows reports whether the scopes let a token through.
func (e endpoint) allows(granted []string) bool {
	all := func(names []string) bool {
		return len(names) > 0 && !slices.ContainsFunc(names, func(name string) bool { return !slices.Contains(granted, name) })
	}
	return e.Classic == nil && e.Granular == nil || all(e.Classic) || all(e.Granular)
}

// answer answers a call that the gateway let through.
func (e endpoint) answer(s *Sandbox, c call) reply {
	switch answer := jiraAnswers[e.Path]; {
	case answer != nil:
		return answer(s, c)
	case e.Body != nil:
		return ok(e.Body)
	}
	return page(c, nil)
}
