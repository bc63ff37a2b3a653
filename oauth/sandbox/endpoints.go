package sandbox

import (
	_ "embed"
	"encoding/json"
	"net/http"
	"slices"
	"strings"
)

// endpoint is one call that the gateway answers, as in Atlassian's published
// specifications. A token needs all of Classic or all of Granular; calls of Jira
// Software and Confluence have only granular scopes.
type endpoint struct {
	Path       string // {id} is any one part
	Classic    []string
	Granular   []string
	Permission string          // the Jira permission that the account needs, "" for none
	Body       json.RawMessage // of an answer that is always the same, but for names in braces
	Values     []any           // of an answer in pages
	Reply      string          // the name of a reply that is always the same
}

//go:embed endpoints.json
var endpointsFile []byte

var endpoints = embedded[[]endpoint](endpointsFile)

// jiraAnswers are the answers that depend on the site, the account or the request.
var jiraAnswers = map[string]func(*Sandbox, call) reply{
	"/rest/api/3/configuration/timetracking": timeTracking,
	"/rest/api/3/project/search":             projectSearch,
	"/rest/api/3/project/{id}":               projectByID,
	"/rest/api/3/project/{id}/email":         projectEmail,
	"/rest/api/3/mypermissions":              myPermissions,
	"/rest/api/3/data-policy":                dataPolicy,
	"/rest/api/3/permissions":                allPermissions,

	"/rest/agile/1.0/board":                    boards,
	"/rest/agile/1.0/board/{id}":               boardByID,
	"/rest/agile/1.0/board/{id}/configuration": boardConfiguration,
	"/rest/agile/1.0/board/{id}/sprint":        sprints,
}

// product is what answers the call: Confluence's paths have one beginning.
func (e endpoint) product() string {
	if strings.HasPrefix(e.Path, "/wiki/") {
		return "confluence"
	}
	return "jira"
}

// paths are the endpoint's paths in every version of the API.
func (e endpoint) paths() []string {
	if rest, versioned := strings.CutPrefix(e.Path, "/rest/api/3/"); versioned {
		return []string{e.Path, "/rest/api/2/" + rest, "/rest/api/latest/" + rest}
	}
	return []string{e.Path}
}

// allows reports whether the scopes let a token through.
func (e endpoint) allows(granted []string) bool {
	all := func(names []string) bool {
		return len(names) > 0 && !slices.ContainsFunc(names, func(name string) bool { return !slices.Contains(granted, name) })
	}
	return e.Classic == nil && e.Granular == nil || all(e.Classic) || all(e.Granular)
}

// answer answers a call that the gateway let through.
func (e endpoint) answer(s *Sandbox, c call) http.Handler {
	var refused http.Handler
	switch {
	case strings.HasPrefix(e.Path, "/rest/agile/1.0/board/{id}"):
		refused = c.findBoard()
	case strings.HasPrefix(e.Path, "/rest/api/3/project/{id}"):
		refused = c.findProject()
	}
	switch answer := jiraAnswers[e.Path]; {
	case refused != nil:
		return refused
	case answer != nil:
		return answer(s, c)
	case e.Reply != "":
		return fixed(e.Reply)
	case e.Body != nil:
		names := strings.NewReplacer("{site}", c.site.URL, "{title}", c.site.Title, "{id}", c.who.ID, "{name}", c.who.Name, "{email}", c.who.Email,
			"{now}", s.now().UTC().Format("2006-01-02T15:04:05.000-0700"))
		return ok(json.RawMessage(names.Replace(string(e.Body))))
	}
	return page(c, e.Values)
}
