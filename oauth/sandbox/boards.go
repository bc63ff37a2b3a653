package sandbox

import (
	"net/http"
	"strconv"
)

// The answers of Jira Software under /rest/agile/1.0, in the published shapes.

func boards(s *Sandbox, c call) reply {
	var visible []any
	if c.who.may(c.site, "BROWSE_PROJECTS") && s.playing.ID != appAccessRule {
		for _, b := range c.site.Boards {
			if kind := c.query.Get("type"); kind == "" || kind == b.Type {
				visible = append(visible, describeBoard(c, b))
			}
		}
	}
	return page(c, visible)
}

func describeBoard(c call, b board) map[string]any {
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

// withBoard answers for the board in the path, if the account may see it.
func withBoard(c call, answer func(board) reply) reply {
	id, err := strconv.Atoi(c.id)
	if err != nil {
		return jiraErrors(http.StatusBadRequest, "The board id must be a number.")
	}
	b := c.site.board(id)
	if b == nil || !c.who.may(c.site, "BROWSE_PROJECTS") {
		return jiraErrors(http.StatusNotFound, "The requested board cannot be viewed because it either does not exist or you do not have permission to view it.")
	}
	return answer(*b)
}

func boardByID(_ *Sandbox, c call) reply {
	return withBoard(c, func(b board) reply { return ok(describeBoard(c, b)) })
}

func boardConfiguration(_ *Sandbox, c call) reply {
	return withBoard(c, func(b board) reply {
		description := describeBoard(c, b)
		description["filter"] = map[string]any{"id": strconv.Itoa(1000 + b.ID)}
		description["columnConfig"] = map[string]any{
			"columns":        []any{map[string]any{"name": "To do", "statuses": []any{}}, map[string]any{"name": "Done", "statuses": []any{}}},
			"constraintType": "none",
		}
		description["ranking"] = map[string]any{"rankCustomFieldId": 10019}
		return ok(description)
	})
}

// sprints exist only on scrum boards.
func sprints(_ *Sandbox, c call) reply {
	return withBoard(c, func(b board) reply {
		if b.Type != "scrum" {
			return jiraErrors(http.StatusBadRequest, "The board does not support sprints")
		}
		return page(c, []any{map[string]any{
			"id": 100 + b.ID, "name": b.Name + " sprint 1", "state": "active", "originBoardId": b.ID, "goal": "",
			"self": c.site.URL + "/rest/agile/1.0/sprint/" + strconv.Itoa(100+b.ID),
		}})
	})
}

func boardPage(_ *Sandbox, c call) reply {
	return withBoard(c, func(board) reply { return page(c, nil) })
}
