package sandbox

import (
	_ "embed"
	"encoding/json"
	"net/http"
	"slices"
	"strconv"
	"strings"
)

// endpoint is one call that the gateway answers, as in Atlassian's published
// specifications. A token needs all of Classic or all of Granular; calls of Jira
// Software and Confluence have only granular scopes.
type endpoint struct {
	Path       string // {id} is any one part
	Classic    []string
	Granular   []string
	Permission string            // the Jira permission that the account needs, "" for none
	Body       json.RawMessage   // of the answer, see call.fill
	Values     []json.RawMessage // of an answer in pages
	Reply      string            // the name of a reply that is always the same
}

//go:embed endpoints.json
var endpointsFile []byte

var endpoints = embedded[[]endpoint](endpointsFile)

// jiraAnswers are the answers that depend on the site, the account or the request; nil
// stands for the endpoint's own.
var jiraAnswers = map[string]func(*Sandbox, call) http.Handler{
	"/rest/api/3/configuration/timetracking": timeTracking,
	"/rest/api/3/project/search":             projectSearch,
	"/rest/api/3/project/{id}/email":         projectEmail,
	"/rest/api/3/mypermissions":              myPermissions,
	"/rest/api/3/data-policy":                dataPolicy,
	"/rest/agile/1.0/board":                  boards,
	"/rest/agile/1.0/board/{id}/sprint":      sprints,
}

// product is what answers the call: Confluence's paths have one beginning.
func (e endpoint) product() string {
	if strings.HasPrefix(e.Path, "/wiki/") {
		return "confluence"
	}
	return "jira"
}

// endpointAt is the endpoint at a path, in any version of the API, with the part at its
// {id}; the zero one for a path that the product does not have.
func endpointAt(product, path string) (e endpoint, id string) {
	for _, version := range []string{"/rest/api/2/", "/rest/api/latest/"} {
		if rest, ok := strings.CutPrefix(path, version); ok {
			path = "/rest/api/3/" + rest
		}
	}
	for _, e := range endpoints() {
		if e.Path == path && e.product() == product {
			return e, ""
		}
	}
	for _, e := range endpoints() {
		before, after, varies := strings.Cut(e.Path, "{id}")
		rest, begins := strings.CutPrefix(path, before)
		id, ends := strings.CutSuffix(rest, after)
		if varies && begins && ends && id != "" && !strings.Contains(id, "/") && e.product() == product {
			return e, id
		}
	}
	return endpoint{}, ""
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
	var special http.Handler
	switch {
	case strings.HasPrefix(e.Path, "/rest/agile/1.0/board/{id}"):
		special = c.findBoard()
	case strings.HasPrefix(e.Path, "/rest/api/3/project/{id}"):
		special = c.findProject()
	}
	if answer := jiraAnswers[e.Path]; special == nil && answer != nil {
		special = answer(s, c)
	}
	switch {
	case special != nil:
		return special
	case e.Reply != "":
		return fixed(e.Reply)
	case e.Body != nil:
		return ok(c.fill(e.Body))
	}
	var values []any
	for _, value := range e.Values {
		values = append(values, c.fill(value))
	}
	return page(c, values)
}

func bodyOf(path string) json.RawMessage {
	return find(endpoints(), func(e endpoint) bool { return e.Path == path }).Body
}

// fill puts into a body of the file what is named in braces. A text such as "#board"
// becomes a number.
func (c call) fill(body json.RawMessage) json.RawMessage {
	board, project := strconv.Itoa(c.board.ID), strconv.Itoa(c.project.ID)
	return json.RawMessage(strings.NewReplacer(
		"{site}", c.site.URL, "{title}", c.site.Title, "{id}", c.who.ID, "{name}", c.who.Name, "{email}", c.who.Email, "{now}", c.now.UTC().Format("2006-01-02T15:04:05.000-0700"),
		"{project}", project, `"#project"`, project, "{project.key}", c.project.Key, "{project.name}", c.project.Name, "{project.email}", c.project.Email,
		"{board}", board, `"#board"`, board, "{board.name}", c.board.Name, "{board.type}", c.board.Type,
	).Replace(string(body)))
}
