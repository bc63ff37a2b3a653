package sandbox

import (
	"net/http"
	"strconv"
	"strings"
)

// The answers of Jira Software under /rest/agile/1.0, in the published shapes.

func boards(s *Sandbox, c call) reply {
	var visible []any
	if c.who.may(c.site, "BROWSE_PROJECTS") && s.playing.ID != appAccessRule {
		for _, b := range c.site.Boards {
			kind, name := c.query.Get("type"), strings.ToLower(c.query.Get("name"))
			if (kind == "" || kind == b.Type) && strings.Contains(strings.ToLower(b.Name), name) {
				visible = append(visible, describeBoard(c, b))
			}
		}
	}
	return page(c, visible)
}

func describeBoard(c call, b *board) map[string]any {
	description := map[string]any{
		"id": b.ID, "name": b.Name, "type": b.Type, "self": c.site.URL + "/rest/agile/1.0/board/" + strconv.Itoa(b.ID),
	}
	if p := c.site.project(b.Project); p != nil {
		description["location"] = map[string]any{
			"projectId": p.ID, "projectKey": p.Key, "projectName": p.Name, "name": p.Name, "displayName": p.Name + " (" + p.Key + ")", "projectTypeKey": "software",
		}
	}
	return description
}

// findBoard finds the board in the path, if the account may see it.
func (c *call) findBoard() (refused http.Handler) {
	id, err := strconv.Atoi(c.id)
	if err != nil {
		return jiraErrors(http.StatusBadRequest, "The board id must be a number.")
	}
	c.board = c.site.board(id)
	if c.board == nil || !c.who.may(c.site, "BROWSE_PROJECTS") {
		return jiraErrors(http.StatusNotFound, "The requested board cannot be viewed because it either does not exist or you do not have permission to view it.")
	}
	return nil
}

func boardByID(_ *Sandbox, c call) reply { return ok(describeBoard(c, c.board)) }

func boardConfiguration(_ *Sandbox, c call) reply {
	description := describeBoard(c, c.board)
	filter := strconv.Itoa(1000 + c.board.ID)
	description["filter"] = map[string]any{"id": filter, "self": c.site.URL + "/rest/api/3/filter/" + filter}
	description["location"] = map[string]any{"type": "project", "projectKeyOrId": c.board.Project}
	description["columnConfig"] = map[string]any{
		"columns":        []any{map[string]any{"name": "To do", "statuses": []any{}}, map[string]any{"name": "Done", "statuses": []any{}}},
		"constraintType": "none",
	}
	description["ranking"] = map[string]any{"rankCustomFieldId": 10019}
	return ok(description)
}

// sprints exist only on scrum boards.
func sprints(_ *Sandbox, c call) reply {
	if c.board.Type != "scrum" {
		return jiraErrors(http.StatusBadRequest, "The board does not support sprints")
	}
	return page(c, []any{map[string]any{
		"id": 100 + c.board.ID, "name": c.board.Name + " sprint 1", "state": "active", "originBoardId": c.board.ID, "goal": "",
		"self": c.site.URL + "/rest/agile/1.0/sprint/" + strconv.Itoa(100+c.board.ID),
	}})
}
