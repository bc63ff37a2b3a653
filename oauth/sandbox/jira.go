package sandbox

import (
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
)

// The answers of Jira's platform, in the published shapes.

// page answers the part of a list that startAt and maxResults ask for.
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

// dataPolicy tells whether an app access rule keeps the app from some content.
func dataPolicy(s *Sandbox, _ call) reply {
	return ok(map[string]bool{"anyContentBlocked": s.playing.ID == appAccessRule})
}

// timeTracking answers 204 where time tracking is off.
func timeTracking(_ *Sandbox, c call) reply {
	if !c.site.TimeTracking {
		return reply{Status: http.StatusNoContent}
	}
	return ok(map[string]any{"key": "JIRA", "name": "JIRA provided time tracking", "url": "/example/config/url"})
}

func projectSearch(s *Sandbox, c call) reply {
	var visible []any
	if c.who.may(c.site, "BROWSE_PROJECTS") && s.playing.ID != appAccessRule {
		keys := c.query["keys"]
		for _, p := range c.site.Projects {
			if len(keys) == 0 || slices.Contains(keys, p.Key) {
				visible = append(visible, describeProject(c, p))
			}
		}
	}
	return page(c, visible)
}

func describeProject(c call, p *project) map[string]any {
	return map[string]any{
		"id": strconv.Itoa(p.ID), "key": p.Key, "name": p.Name, "projectTypeKey": "software", "simplified": false, "style": "classic",
		"isPrivate": false, "self": fmt.Sprintf("%s/rest/api/3/project/%d", c.site.URL, p.ID), "avatarUrls": map[string]string{}, "properties": map[string]any{},
	}
}

// findProject finds the project in the path, if the account may see it.
func (c *call) findProject() (refused http.Handler) {
	c.project = c.site.project(c.id)
	if c.project == nil || !c.who.may(c.site, "BROWSE_PROJECTS") {
		return jiraErrors(http.StatusNotFound, "No project could be found with id or key '"+c.id+"'.")
	}
	return nil
}

func projectByID(_ *Sandbox, c call) reply { return ok(describeProject(c, c.project)) }

// projectEmail answers 404 for a project without an address.
func projectEmail(_ *Sandbox, c call) reply {
	if c.project.Email == "" {
		return jiraErrors(http.StatusNotFound, "No email address is configured for this project.")
	}
	return ok(map[string]any{"emailAddress": c.project.Email, "emailAddressStatus": []string{}})
}

// myPermissions answers for one project, or for all of them when none is named.
func myPermissions(s *Sandbox, c call) reply {
	asked := strings.Split(c.query.Get("permissions"), ",")
	if c.query.Get("permissions") == "" {
		return jiraErrors(http.StatusBadRequest, "The 'permissions' query parameter is required.")
	}
	if key := c.query.Get("projectKey"); key != "" && c.site.project(key) == nil {
		return jiraErrors(http.StatusNotFound, "No project could be found with key or id '"+key+"'.")
	}
	answer := map[string]map[string]any{}
	for i, key := range asked {
		key = strings.TrimSpace(key)
		if !s.company.knows(key) {
			return jiraErrors(http.StatusBadRequest, fmt.Sprintf("Unknown permission(s): [%q]", key))
		}
		answer[key] = describePermission(s, key)
		answer[key]["id"], answer[key]["havePermission"] = strconv.Itoa(i), c.who.may(c.site, key)
	}
	return ok(map[string]any{"permissions": answer})
}

func allPermissions(s *Sandbox, _ call) reply {
	answer := map[string]any{}
	for _, key := range slices.Concat(s.company.Permissions.Global, s.company.Permissions.Project) {
		answer[key] = describePermission(s, key)
	}
	return ok(map[string]any{"permissions": answer})
}

// describePermission names BROWSE_PROJECTS "Browse projects".
func describePermission(s *Sandbox, key string) map[string]any {
	kind := "PROJECT"
	if slices.Contains(s.company.Permissions.Global, key) {
		kind = "GLOBAL"
	}
	name := capitalized(strings.ToLower(strings.ReplaceAll(key, "_", " ")))
	return map[string]any{"key": key, "name": name, "type": kind, "description": ""}
}
