package sandbox

import (
	"net/http"
	"strconv"
	"strings"
)

// boards lists the boards that the account may see, as /board/{id} describes each.
func boards(s *Sandbox, c call) http.Handler {
	var visible []any
	kind, name := c.query.Get("type"), strings.ToLower(c.query.Get("name"))
	for _, b := range c.site.Boards {
		if c.sees(s) && (kind == "" || kind == b.Type) && strings.Contains(strings.ToLower(b.Name), name) {
			visible = append(visible, c.at(b).fill(bodyOf("/rest/agile/1.0/board/{id}")))
		}
	}
	return page(c, visible)
}

// at is the call with a board that it is about.
func (c call) at(b board) call {
	c.board, c.project = b, c.site.project(b.Project)
	return c
}

// findBoard finds the board in the path, if the account may see it.
func (c *call) findBoard() (refused http.Handler) {
	id, err := strconv.Atoi(c.id)
	if err != nil {
		return jiraErrors(http.StatusBadRequest, "The board id must be a number.")
	}
	*c = c.at(find(c.site.Boards, func(b board) bool { return b.ID == id }))
	if c.board.ID == 0 || !c.who.may(c.site, "BROWSE_PROJECTS") {
		return jiraErrors(http.StatusNotFound, "The requested board cannot be viewed because it either does not exist or you do not have permission to view it.")
	}
	return nil
}

// sprints exist only on scrum boards.
func sprints(_ *Sandbox, c call) http.Handler {
	if c.board.Type != "scrum" {
		return jiraErrors(http.StatusBadRequest, "The board does not support sprints")
	}
	return nil
}
