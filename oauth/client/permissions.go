package client

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"threelo/oauth"
)

// permissionQuery is the one call that asks for all the activities' permissions.
// Without a project Jira answers for any one project.
func (p *proof) permissionQuery() string {
	var keys []string
	for _, activity := range p.verification.Activities {
		for _, key := range activity.Permissions {
			if !slices.Contains(keys, key) {
				keys = append(keys, key)
			}
		}
	}
	query := permissionPath + "?permissions=" + url.QueryEscape(strings.Join(keys, ","))
	if project := p.verification.Project; project != "" {
		query += "&projectKey=" + url.QueryEscape(project)
	}
	return query
}

// permissions settles what the account may do, activity by activity.
func (p *proof) permissions(a answer, failure *Error) []*call {
	check := p.judge(a, failure)
	if failure != nil {
		p.settle("permissions", p.unanswered(check, failure))
		return nil
	}
	fields, _ := parseObject(a.body)
	answers := fields.object("permissions")
	var lacking []string
	for _, activity := range p.verification.Activities {
		activity.Verdict, activity.Outcome = p.allowed(activity, answers)
		if activity.Outcome != oauth.Pass {
			lacking = append(lacking, activity.Name)
		}
		p.result.Activities = append(p.result.Activities, activity)
	}
	all := len(p.verification.Activities)
	check.Detail = fmt.Sprintf("the account may do what was asked about%s (%s)", p.scope(), count(all, "activity", "activities"))
	if len(lacking) > 0 {
		check.Outcome = oauth.Warn
		check.Detail = fmt.Sprintf("the account may do %d of %d activities%s; not: %s", all-len(lacking), all, p.scope(), list(lacking))
		check.Fix = "have a Jira administrator give the account what it lacks in the project's permission scheme, or sign in with another account"
	}
	p.settle("permissions", check)
	return nil
}

func (p *proof) scope() string {
	if p.verification.Project != "" {
		return " in " + p.verification.Project
	}
	return " in at least one project"
}

// allowed words what the account may do. A permission goes by the platform's name
// for it, or Jira's.
func (p *proof) allowed(activity oauth.Activity, answers object) (verdict string, outcome oauth.Outcome) {
	var lacks, unknown []string
	global := true
	for _, key := range activity.Permissions {
		entry := answers.object(key)
		name := activity.Names[key]
		if name == "" {
			name = clean(entry.text("name"), maxName)
		}
		if name == "" {
			name = key
		}
		have, said := entry["havePermission"].(bool)
		global = global && (entry.text("type") == "GLOBAL" || key == "ADMINISTER")
		switch {
		case !said:
			unknown = append(unknown, name)
		case !have:
			lacks = append(lacks, name)
		}
	}
	switch {
	case len(lacks) > 0:
		return "the account lacks " + strings.Join(lacks, " and "), oauth.Warn
	case len(unknown) > 0:
		return "Jira did not answer for " + strings.Join(unknown, " and "), oauth.NotTried
	case global:
		return "allowed on this site", oauth.Pass
	}
	return "allowed" + p.scope(), oauth.Pass
}

// unanswered words why there is no answer about permissions: most of all a key
// that Jira does not know (400), or a project that it does not show (404).
func (p *proof) unanswered(check oauth.Check, failure *Error) oauth.Check {
	verdict := "could not be told: the call for the permissions failed"
	switch project := p.verification.Project; {
	case failure.Seen.Where != oauth.AtAPI:
	case failure.Seen.Status == http.StatusNotFound && project != "", failure.Seen.Status == http.StatusBadRequest && project != "" && strings.Contains(failure.Seen.Text, project):
		verdict = fmt.Sprintf("could not be told: Jira shows the account no project %s", project)
		check.Outcome, check.Detail = oauth.Warn, fmt.Sprintf("Jira shows the account no project with the key %s", project)
		check.Fix = "check the project's key, and whether the account may browse that project"
	case failure.Seen.Status == http.StatusBadRequest:
		verdict = "could not be told: Jira does not know one of the permissions"
		check.Outcome, check.Detail = oauth.Warn, "Jira does not know one of the permissions that were asked for"+quoted(failure.Seen)
		check.Fix = "correct the permission keys in the platform's file"
	}
	for _, activity := range p.verification.Activities {
		activity.Verdict, activity.Outcome = verdict, oauth.NotTried
		p.result.Activities = append(p.result.Activities, activity)
	}
	return check
}
