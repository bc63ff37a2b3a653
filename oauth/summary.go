package oauth

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"threelo/assets"
	"threelo/assets/english"
)

// Tested is what a sign-in test brought.
type Tested struct {
	Asked      []string // scopes
	Granted    []string // scopes
	Renewed    bool     // a refresh was made and answered
	Site       *Site    // nil when the sign-in reached none, or not the right one
	Checks     []Check
	Activities []Activity
}

// Line is a part of a summary.
type Line struct {
	Outcome Outcome
	Text    string
}

// Summary tells in two or three lines what the test found.
func (t Tested) Summary() []Line {
	lines := []Line{t.access(), t.jira()}
	if len(t.Activities) > 0 {
		lines = append(lines, t.permissions())
	}
	return lines
}

func (t Tested) access() Line {
	asked, granted, site := ConsoleScopes(t.Asked), 0, "no site, "
	for _, scope := range asked {
		if slices.Contains(t.Granted, scope) {
			granted++
		}
	}
	out := Line{Outcome: Pass}
	switch {
	case t.Site != nil:
		site = strings.TrimPrefix(t.Site.URL, "https://") + ", "
	case NeedsSite(t.Asked):
		out.Outcome = Fail
	default:
		site = ""
	}
	if granted < len(asked) {
		out.Outcome = Fail
	}
	out.Text = fmt.Sprintf("Access: %s%d of %s", site, granted, english.Count(len(asked), "scope"))
	switch {
	case t.Renewed && granted < len(asked): // the sign-in may have had all
		out.Text += " after renewal"
	case t.Renewed:
		out.Text += ", renewed once"
	}
	return out
}

func (t Tested) jira() Line {
	product := cmp.Or(assets.Products(t.Asked), "Jira")
	switch {
	case !NeedsSite(t.Asked):
		product = "Atlassian"
	case t.Site == nil:
		return Line{Outcome: NotTried, Text: product + ", because the sign-in doesn't reach the site"}
	}
	answered, _ := Answered(t.Checks)
	out, unused, untried := Line{Outcome: Pass, Text: product + ": " + answered}, 0, 0
	for _, c := range t.Checks {
		if r := c.Request; r != nil && (r.Status == 0 || r.Status >= 400) && (c.Outcome == Fail || c.Outcome == Warn && out.Outcome == Pass) {
			out.Outcome = c.Outcome
		}
		name, ofScope := strings.CutPrefix(c.ID, "scope:")
		scope, _ := assets.LookupScope(name)
		switch {
		case !ofScope:
		case c.Outcome == NotTried && scope.Probe == nil:
			unused++
		case c.Outcome == NotTried:
			untried++ // because the account sees no board or project
		case c.Outcome == Fail:
			out.Outcome = Fail
		}
	}
	if unused > 0 {
		out.Text += fmt.Sprintf("; %s not tried, to change nothing", english.Count(unused, "scope"))
	}
	if untried > 0 {
		out.Text += fmt.Sprintf("; %s not checked", english.Count(untried, "scope"))
	}
	return out
}

func (t Tested) permissions() Line {
	var lacking []string
	for _, a := range t.Activities {
		if a.Outcome != Pass {
			lacking = append(lacking, a.Name)
		}
	}
	all := len(t.Activities)
	out := Line{Outcome: Pass, Text: fmt.Sprintf("Permissions: %d of %s", all-len(lacking), english.Count(all, "activity"))}
	if len(lacking) > 0 {
		out.Outcome = Warn
		out.Text += ". Not: " + english.And(lacking)
	}
	return out
}

// Answered says whether the checks' calls were answered as hoped for. Several checks
// can share a call.
func Answered(checks []Check) (text string, all bool) {
	asked, refused := map[string]bool{}, map[string]bool{}
	for _, c := range checks {
		if c.Request != nil {
			asked[c.Request.Path] = true
			if c.Request.Status == 0 || c.Request.Status >= 400 && c.Outcome != Pass {
				refused[c.Request.Path] = true
			}
		}
	}
	switch {
	case len(asked) == 0:
		return "no call was made", true
	case len(refused) == 0:
		return "every call answered", true
	}
	return fmt.Sprintf("%d of %s refused, or not answered", len(refused), english.Count(len(asked), "call")), false
}

// LacksProject finds a scope for boards that was chosen without
// read:project:jira, which its calls need too; "" when there is none.
func LacksProject(chosen []string) string {
	const project = "read:project:jira"
	for _, scope := range chosen {
		entry, _ := assets.LookupScope(scope)
		needsIt := entry.Product == "jira-software" && entry.Probe != nil && slices.Contains(entry.Probe.With, project)
		if needsIt && !slices.Contains(chosen, project) {
			return scope
		}
	}
	return ""
}
