package sandbox

import (
	"slices"
	"strings"
)

// endpoint is one call that the gateway knows: the scopes that let it through
// and who answers it. A token needs all of classic, or all of granular.
type endpoint struct {
	pattern    string // a path; {id} stands for one segment
	classic    []string
	granular   []string
	permission string // what Jira wants of the account, "" for nothing
	answer     func(*Sandbox, call) reply
}

func list(names ...string) []string { return names }

// endpoints are written out from Atlassian's published specifications. Jira
// Software's calls have granular scopes alone.
var endpoints = []endpoint{
	{"/rest/api/3/serverInfo", nil, nil, "", serverInfo},
	{"/rest/api/3/myself", list("read:jira-user"), list("read:application-role:jira", "read:group:jira", "read:user:jira", "read:avatar:jira"), "", myself},
	{"/rest/api/3/field/search", list("read:jira-work"), list("read:field:jira", "read:field-configuration:jira"), "", fieldSearch},
	{"/rest/api/3/field", list("read:jira-work"), list("read:field:jira", "read:field-configuration:jira"), "", fields},
	{"/rest/api/3/instance/license", list("manage:jira-configuration"), list("read:license:jira"), "", license},
	{"/rest/api/3/configuration/timetracking", list("manage:jira-configuration"), list("read:issue.time-tracking:jira"), "ADMINISTER", timeTracking},
	{"/rest/api/3/project/search", list("read:jira-work"), list("read:project:jira", "read:issue-type:jira", "read:user:jira", "read:avatar:jira", "read:project-category:jira"), "", projectSearch},
	{"/rest/api/3/project/type", list("read:jira-work"), list("read:project-type:jira"), "", emptyList},
	{"/rest/api/3/project/{id}", list("read:jira-work"), list("read:project:jira", "read:issue-type:jira", "read:user:jira", "read:avatar:jira", "read:project-category:jira"), "", projectByID},
	{"/rest/api/3/project/{id}/email", list("manage:jira-project"), list("read:project.email:jira"), "", projectEmail},
	{"/rest/api/3/webhook", list("manage:jira-webhook", "read:jira-work"), list("read:webhook:jira", "read:jql:jira"), "", emptyPage},
	{"/rest/api/3/mypermissions", list("read:jira-work"), list("read:permission:jira"), "", myPermissions},
	{"/rest/api/3/issuetype", list("read:jira-work"), list("read:issue-type:jira", "read:avatar:jira", "read:project:jira", "read:project-category:jira"), "", emptyList},
	{"/rest/api/3/search", list("read:jira-work"), list("read:issue-details:jira"), "", func(*Sandbox, call) reply { return gone }},

	{"/rest/api/3/jql/autocompletedata", list("read:jira-work"), list("read:field:jira"), "", jqlWords},
	{"/rest/api/3/jql/function/computation", list("read:jira-work"), list("read:app-data:jira"), "", emptyPage},
	{"/rest/api/3/applicationrole", list("manage:jira-configuration"), list("read:application-role:jira"), "ADMINISTER", emptyList},
	{"/rest/api/3/dashboard/gadgets", list("read:jira-work"), list("read:dashboard:jira"), "", gadgets},
	{"/rest/api/3/fieldconfigurationscheme", list("manage:jira-configuration"), list("read:field-configuration-scheme:jira"), "ADMINISTER", emptyPage},
	{"/rest/api/3/fieldconfiguration", list("manage:jira-configuration"), list("read:field-configuration:jira"), "ADMINISTER", emptyPage},
	{"/rest/api/3/filter/defaultShareScope", list("read:jira-work"), list("read:filter.default-share-scope:jira"), "", shareScope},
	{"/rest/api/3/groups/picker", list("read:jira-user"), list("read:group:jira"), "", groups},
	{"/rest/api/3/attachment/meta", list("read:jira-work"), list("read:instance-configuration:jira"), "", attachmentMeta},
	{"/rest/api/3/events", list("manage:jira-configuration"), list("read:issue-event:jira"), "ADMINISTER", emptyList},
	{"/rest/api/3/issueLinkType", list("read:jira-work"), list("read:issue-link-type:jira"), "", linkTypes},
	{"/rest/api/3/issuetypescheme", list("manage:jira-configuration"), list("read:issue-type-scheme:jira"), "ADMINISTER", emptyPage},
	{"/rest/api/3/issuetypescreenscheme", list("manage:jira-configuration"), list("read:issue-type-screen-scheme:jira"), "ADMINISTER", emptyPage},
	{"/rest/api/3/label", list("read:jira-work"), list("read:label:jira"), "", emptyPage},
	{"/rest/api/3/permissions", list("read:jira-user"), list("read:permission:jira"), "", allPermissions},
	{"/rest/api/3/projectCategory", list("read:jira-work"), list("read:project-category:jira"), "", emptyList},
	{"/rest/api/3/resolution/search", list("manage:jira-configuration"), list("read:resolution:jira"), "", emptyPage},
	{"/rest/api/3/screens/tabs", list("manage:jira-configuration"), list("read:screen-tab:jira"), "ADMINISTER", emptyPage},
	{"/rest/api/3/status", list("read:jira-work"), list("read:status:jira"), "", emptyList},
	{"/rest/api/3/mypreferences/locale", list("read:jira-user"), list("read:user-configuration:jira"), "", locale},
	{"/rest/api/3/user/properties", list("read:jira-user"), list("read:user.property:jira"), "", propertyKeys},
	{"/rest/api/3/user/bulk/migration", list("read:jira-user"), list("read:user:jira"), "", migration},
	{"/rest/api/3/workflows/defaultEditor", list("manage:jira-configuration"), list("read:workflow:jira"), "", defaultEditor},

	{"/rest/agile/1.0/board", nil, list("read:board-scope:jira-software", "read:project:jira"), "", boards},
	{"/rest/agile/1.0/board/{id}", nil, list("read:board-scope:jira-software", "read:issue-details:jira"), "", boardByID},
	{"/rest/agile/1.0/board/{id}/configuration", nil, list("read:board-scope.admin:jira-software", "read:project:jira"), "ADMINISTER_PROJECTS", boardConfiguration},
	{"/rest/agile/1.0/board/{id}/sprint", nil, list("read:sprint:jira-software"), "", sprints},
	{"/rest/agile/1.0/board/{id}/quickfilter", nil, list("read:board-scope.admin:jira-software", "read:jql:jira"), "", boardPage},
	{"/rest/agile/1.0/board/{id}/epic", nil, list("read:epic:jira-software"), "", boardPage},
}

// findEndpoint finds the endpoint of a path, and what stood in its {id}.
// Endpoints without {id} come first in the table where both would match.
func findEndpoint(path string) (e *endpoint, id string, found bool) {
	segments := strings.Split(path, "/")
	for i := range endpoints {
		if id, ok := matchPath(strings.Split(endpoints[i].pattern, "/"), segments); ok {
			return &endpoints[i], id, true
		}
	}
	return nil, "", false
}

func matchPath(pattern, segments []string) (id string, ok bool) {
	if len(pattern) != len(segments) {
		return "", false
	}
	for i, want := range pattern {
		switch {
		case want == "{id}" && segments[i] != "":
			id = segments[i]
		case want != segments[i]:
			return "", false
		}
	}
	return id, true
}

// allows reports whether the granted scopes let a token through.
func (e *endpoint) allows(granted []string) bool {
	has := func(name string) bool { return slices.Contains(granted, name) }
	all := func(names []string) bool {
		return len(names) > 0 && !slices.ContainsFunc(names, func(n string) bool { return !has(n) })
	}
	return e.classic == nil && e.granular == nil || all(e.classic) || all(e.granular)
}
