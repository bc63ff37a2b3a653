package sandbox

import (
	"fmt"
	"net/http"
	"strconv"
	"strings"
)

// What Jira's platform answers, in the published shapes.

var gone = jiraErrors(http.StatusGone, "The requested API has been removed. Please migrate to the /rest/api/3/search/jql API. A full migration guideline is available in the API's change log.")

func serverInfo(s *Sandbox, c call) reply {
	return ok(map[string]any{
		"baseUrl": c.site.URL, "version": "1001.0.0-SANDBOX", "versionNumbers": []int{1001, 0, 0},
		"deploymentType": "Cloud", "buildNumber": 100000, "buildDate": "2026-01-01T00:00:00.000+0000",
		"serverTime": s.now().UTC().Format("2006-01-02T15:04:05.000-0700"), "scmInfo": "sandbox",
		"serverTitle": c.site.Title + " (sandbox)", "defaultLocale": map[string]any{"locale": "en_GB"},
	})
}

func myself(s *Sandbox, c call) reply {
	return ok(map[string]any{
		"self": c.site.URL + "/rest/api/3/user?accountId=" + c.who.ID, "accountId": c.who.ID,
		"accountType": "atlassian", "displayName": c.who.Name, "emailAddress": c.who.Email,
		"active": true, "timeZone": "Europe/Berlin", "locale": "en_GB", "avatarUrls": map[string]string{},
		"groups": sized(), "applicationRoles": sized(),
	})
}

func sized() map[string]any { return map[string]any{"size": 0, "items": []any{}} }

// page cuts one page out of a list, as startAt and maxResults ask.
func page(c call, all []any) reply {
	start, size := number(c, "startAt", 0), number(c, "maxResults", 50)
	from := min(start, len(all))
	to := min(from+size, len(all))
	values := append([]any{}, all[from:to]...)
	return ok(map[string]any{
		"startAt": start, "maxResults": size, "total": len(all), "isLast": to == len(all), "values": values,
	})
}

func number(c call, name string, otherwise int) int {
	if n, err := strconv.Atoi(c.query.Get(name)); err == nil && n >= 0 && n <= 1000 {
		return n
	}
	return otherwise
}

func emptyPage(_ *Sandbox, c call) reply  { return page(c, nil) }
func emptyList(_ *Sandbox, _ call) reply  { return ok([]any{}) }
func gadgets(_ *Sandbox, _ call) reply    { return ok(map[string]any{"gadgets": []any{}}) }
func shareScope(_ *Sandbox, _ call) reply { return ok(map[string]any{"scope": "PRIVATE"}) }
func locale(_ *Sandbox, _ call) reply     { return ok(map[string]any{"locale": "en_GB"}) }
func linkTypes(_ *Sandbox, _ call) reply  { return ok(map[string]any{"issueLinkTypes": []any{}}) }
func defaultEditor(_ *Sandbox, _ call) reply {
	return ok(map[string]any{"value": "NEW"})
}
func propertyKeys(_ *Sandbox, _ call) reply { return ok(map[string]any{"keys": []any{}}) }
func groups(_ *Sandbox, _ call) reply {
	return ok(map[string]any{"header": "Showing 0 of 0 matching groups", "total": 0, "groups": []any{}})
}

func attachmentMeta(_ *Sandbox, _ call) reply {
	return ok(map[string]any{"enabled": true, "uploadLimit": 1000000})
}

func jqlWords(_ *Sandbox, _ call) reply {
	return ok(map[string]any{"visibleFieldNames": []any{}, "visibleFunctionNames": []any{}, "jqlReservedWords": []string{"and", "or"}})
}

func migration(_ *Sandbox, c call) reply {
	if c.query.Get("username") == "" && c.query.Get("key") == "" {
		return jiraErrors(http.StatusBadRequest, "Either the 'username' or the 'key' query parameter is required.")
	}
	return emptyList(nil, c)
}

var sampleFields = []any{
	map[string]any{"id": "summary", "key": "summary", "name": "Summary", "schema": map[string]any{"type": "string", "system": "summary"}},
	map[string]any{"id": "issuetype", "key": "issuetype", "name": "Issue Type", "schema": map[string]any{"type": "issuetype", "system": "issuetype"}},
}

func fieldSearch(_ *Sandbox, c call) reply { return page(c, sampleFields) }
func fields(_ *Sandbox, _ call) reply      { return ok(sampleFields) }

func license(_ *Sandbox, _ call) reply {
	return ok(map[string]any{"applications": []any{map[string]any{"id": "jira-software", "plan": "PAID"}}})
}

// timeTracking answers 204 where time tracking is off.
func timeTracking(_ *Sandbox, c call) reply {
	if !c.site.TimeTracking {
		return reply{status: http.StatusNoContent}
	}
	return ok(map[string]any{"key": "JIRA", "name": "JIRA provided time tracking", "url": "/example/config/url"})
}

func projectSearch(_ *Sandbox, c call) reply {
	var visible []any
	if c.who.may(c.site, "BROWSE_PROJECTS") {
		for _, p := range c.site.Projects {
			visible = append(visible, describeProject(c, p))
		}
	}
	return page(c, visible)
}

func describeProject(c call, p project) map[string]any {
	return map[string]any{
		"id": strconv.Itoa(p.ID), "key": p.Key, "name": p.Name, "projectTypeKey": "software", "simplified": false, "style": "classic",
		"isPrivate": false, "self": fmt.Sprintf("%s/rest/api/3/project/%d", c.site.URL, p.ID), "avatarUrls": map[string]string{}, "properties": map[string]any{},
	}
}

func projectByID(_ *Sandbox, c call) reply {
	p, refused := visibleProject(c)
	if p == nil {
		return refused
	}
	return ok(describeProject(c, *p))
}

// projectEmail answers 404 for a project that has no address of its own.
func projectEmail(_ *Sandbox, c call) reply {
	p, refused := visibleProject(c)
	switch {
	case p == nil:
		return refused
	case p.Email == "":
		return jiraErrors(http.StatusNotFound, "No email address is configured for this project.")
	}
	return ok(map[string]any{"emailAddress": p.Email, "emailAddressStatus": []string{}})
}

func visibleProject(c call) (*project, reply) {
	p := c.site.project(c.id)
	if p == nil || !c.who.may(c.site, "BROWSE_PROJECTS") {
		return nil, jiraErrors(http.StatusNotFound, "No project could be found with id or key '"+c.id+"'.")
	}
	return p, reply{}
}

// myPermissions answers for one project, or for any of them when none is named.
func myPermissions(s *Sandbox, c call) reply {
	asked := strings.Split(c.query.Get("permissions"), ",")
	if c.query.Get("permissions") == "" {
		return jiraErrors(http.StatusBadRequest, "The 'permissions' query parameter is required.")
	}
	for _, name := range []string{"projectKey", "projectId"} {
		if what := c.query.Get(name); what != "" && c.site.project(what) == nil {
			return jiraErrors(http.StatusNotFound, "No project could be found with key or id '"+what+"'.")
		}
	}
	answer := map[string]any{}
	for i, key := range asked {
		key = strings.TrimSpace(key)
		if !s.company.knows(key) {
			return jiraErrors(http.StatusBadRequest, fmt.Sprintf("Unknown permission(s): [%q]", key))
		}
		answer[key] = map[string]any{
			"id": strconv.Itoa(i), "key": key, "name": permissionName(key), "type": permissionType(s, key), "description": "",
			"havePermission": c.who.may(c.site, key),
		}
	}
	return ok(map[string]any{"permissions": answer})
}

func allPermissions(s *Sandbox, _ call) reply {
	answer := map[string]any{}
	for _, key := range append(append([]string{}, s.company.Permissions.Global...), s.company.Permissions.Project...) {
		answer[key] = map[string]any{"key": key, "name": permissionName(key), "type": permissionType(s, key), "description": ""}
	}
	return ok(map[string]any{"permissions": answer})
}

// permissionName makes "Browse projects" of BROWSE_PROJECTS.
func permissionName(key string) string {
	words := strings.ToLower(strings.ReplaceAll(key, "_", " "))
	return strings.ToUpper(words[:1]) + words[1:]
}

func permissionType(s *Sandbox, key string) string {
	for _, global := range s.company.Permissions.Global {
		if key == global {
			return "GLOBAL"
		}
	}
	return "PROJECT"
}
