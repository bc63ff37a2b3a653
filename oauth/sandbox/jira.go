package sandbox

import (
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
)

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
func dataPolicy(s *Sandbox, _ call) http.Handler {
	return ok(map[string]bool{"anyContentBlocked": s.playing.ID == "app-access-rule"})
}

// timeTracking answers 204 where time tracking is off.
func timeTracking(_ *Sandbox, c call) http.Handler {
	if !c.site.TimeTracking {
		return reply{Status: http.StatusNoContent}
	}
	return nil
}

// projectSearch lists the projects that the account may see, as /project/{id} describes each.
func projectSearch(s *Sandbox, c call) http.Handler {
	var visible []any
	keys := c.query["keys"]
	for _, p := range c.site.Projects {
		if c.sees(s) && (len(keys) == 0 || slices.Contains(keys, p.Key)) {
			c.project = p
			visible = append(visible, c.fill(bodyOf("/rest/api/3/project/{id}")))
		}
	}
	return page(c, visible)
}

// sees reports whether lists show the account, and the app, anything.
func (c call) sees(s *Sandbox) bool {
	return c.who.may(c.site, "BROWSE_PROJECTS") && s.playing.ID != "app-access-rule"
}

// findProject finds the project in the path, if the account may see it.
func (c *call) findProject() (refused http.Handler) {
	c.project = c.site.project(c.id)
	if c.project.ID == 0 || !c.who.may(c.site, "BROWSE_PROJECTS") {
		return jiraErrors(http.StatusNotFound, "No project could be found with id or key '"+c.id+"'.")
	}
	return nil
}

// projectEmail answers 404 for a project without an address.
func projectEmail(_ *Sandbox, c call) http.Handler {
	if c.project.Email == "" {
		return jiraErrors(http.StatusNotFound, "No email address is configured for this project.")
	}
	return nil
}

// myPermissions answers for one project, or for all of them when none is named.
func myPermissions(s *Sandbox, c call) http.Handler {
	if c.query.Get("permissions") == "" {
		return jiraErrors(http.StatusBadRequest, "The 'permissions' query parameter is required.")
	}
	if key := c.query.Get("projectKey"); key != "" && c.site.project(key).ID == 0 {
		return jiraErrors(http.StatusNotFound, "No project could be found with key or id '"+key+"'.")
	}
	answer := map[string]any{}
	for i, key := range strings.Split(c.query.Get("permissions"), ",") {
		key = strings.TrimSpace(key)
		kind := "PROJECT"
		switch {
		case slices.Contains(s.company.Permissions.Global, key):
			kind = "GLOBAL"
		case !slices.Contains(s.company.Permissions.Project, key):
			return jiraErrors(http.StatusBadRequest, fmt.Sprintf("Unknown permission(s): [%q]", key))
		}
		answer[key] = map[string]any{
			"id": strconv.Itoa(i), "key": key, "name": capitalized(strings.ToLower(strings.ReplaceAll(key, "_", " "))),
			"type": kind, "description": "", "havePermission": c.who.may(c.site, key),
		}
	}
	return ok(map[string]any{"permissions": answer})
}
