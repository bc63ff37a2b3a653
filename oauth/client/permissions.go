package client

import (
	"cmp"
	"context"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"threelo/assets"
	"threelo/assets/english"
	"threelo/oauth"
)

// permissionQuery is the one call that asks for the permissions of all activities.
// Without a project Jira answers whether there is one where they are held.
func (v *verifier) permissionQuery(project string) string {
	var keys []string
	for _, activity := range v.Activities {
		keys = append(keys, activity.Permissions...)
	}
	slices.Sort(keys)
	query := permissionPath + "?permissions=" + url.QueryEscape(strings.Join(slices.Compact(keys), ","))
	if project != "" {
		query += "&projectKey=" + url.QueryEscape(project)
	}
	return query
}

// permissions settles what the account may do, activity by activity. A wrong project
// key does not spoil a permission that is global: it is asked for again without one.
func (v *verifier) permissions(ctx context.Context, a answer, failure *Error) {
	check := v.judge(a, failure)
	switch {
	case failure != nil && v.noProject(failure):
		again := calls{judges: map[string][]judge{}}
		again.add(v.permissionQuery(""), func(b answer, _ *Error) {
			v.settle(checkPermissions, v.unanswered(check, failure, permissionsIn(b)))
		})
		v.start(ctx, again)
		return
	case failure != nil:
		v.settle(checkPermissions, v.unanswered(check, failure, nil))
		return
	}
	answers := permissionsIn(a)
	var lacking, lacks []string
	for _, activity := range v.Activities {
		activity.Verdict, activity.Outcome = v.allowed(activity, answers)
		if activity.Outcome != oauth.Pass {
			lacking = append(lacking, activity.Name)
		}
		lacksHere, _ := v.notHeld(activity, answers)
		lacks = append(lacks, lacksHere...)
		v.result.Activities = append(v.result.Activities, activity)
	}
	all := len(v.Activities)
	check.Detail = fmt.Sprintf("the account may do all %s%s", english.CountOf(all, "activity", "activities"), v.inProject())
	if len(lacking) > 0 {
		check.Outcome = oauth.Warn
		check.Detail = fmt.Sprintf("the account may do %d of %d activities%s; not: %s", all-len(lacking), all, v.inProject(), names(lacking))
		check.Fix = "ask a Jira admin to give the account the missing permissions in the project's permission scheme, or sign in with another account"
		if slices.Sort(lacks); len(lacks) > 0 {
			lacks = slices.Compact(lacks)
			noun := "permissions "
			if len(lacks) == 1 {
				noun = "permission "
			}
			check.Slots = assets.Slots{"permission": "the Jira " + noun + english.And(lacks)}
			check = withFix(check, failureOf(assets.PermissionMissing).With(check.Slots))
		}
	}
	v.settle(checkPermissions, check)
}

func (v *verifier) inProject() string {
	if v.Project != "" {
		return " in " + v.Project
	}
	return " in at least one project"
}

// permission is Jira's answer about one permission.
type permission struct {
	Name, Type     text
	HavePermission *bool // nil without an answer
}

func permissionsIn(a answer) map[string]permission {
	return fields[struct{ Permissions map[string]permission }](a).Permissions
}

// isGlobal reports whether an activity needs permissions of the site alone.
func isGlobal(activity oauth.Activity, answers map[string]permission) bool {
	return !slices.ContainsFunc(activity.Permissions, func(key string) bool { return answers[key].Type != "GLOBAL" && key != "ADMINISTER" })
}

// allowed says whether the account may do an activity. A permission has the
// product's name for it, or Jira's.
func (v *verifier) allowed(activity oauth.Activity, answers map[string]permission) (string, oauth.Outcome) {
	switch lacks, unknown := v.notHeld(activity, answers); {
	case len(lacks) > 0:
		return "the account lacks " + english.And(lacks), oauth.Warn
	case len(unknown) > 0:
		return "Jira did not answer for " + english.And(unknown), oauth.NotTried
	case isGlobal(activity, answers):
		return "allowed on this site", oauth.Pass
	}
	return "allowed" + v.inProject(), oauth.Pass
}

// notHeld names the permissions that the account lacks, and those that Jira said
// nothing about.
func (v *verifier) notHeld(activity oauth.Activity, answers map[string]permission) (lacks, unknown []string) {
	for _, key := range activity.Permissions {
		answered := answers[key]
		name := cmp.Or(activity.Names[key], v.client.clean(string(answered.Name), maxName), key)
		switch have := answered.HavePermission; {
		case have == nil:
			unknown = append(unknown, name)
		case !*have:
			lacks = append(lacks, name)
		}
	}
	return lacks, unknown
}

// noProject reports whether Jira refused the call because of the project's key.
func (v *verifier) noProject(failure *Error) bool {
	seen := failure.Seen
	return v.Project != "" && seen.Where == oauth.AtAPI &&
		(seen.Status == http.StatusNotFound || seen.Status == http.StatusBadRequest && strings.Contains(seen.Text, v.Project))
}

// unanswered says why Jira did not answer about permissions. The usual reasons are
// a key that Jira does not know (400) and a project that it does not show (404).
// global are its answers about permissions of the site, nil when there are none.
func (v *verifier) unanswered(check oauth.Check, failure *Error, global map[string]permission) oauth.Check {
	verdict := "not checked: the call for the permissions failed"
	switch {
	case v.noProject(failure):
		verdict = "not checked: Jira shows the account no project " + v.Project
		check.Outcome, check.Detail = oauth.Warn, "Jira shows the account no project with the key "+v.Project
		check.Fix = "check the project's key, and whether the account may browse that project"
	case failure.Seen.Where == oauth.AtAPI && failure.Seen.Status == http.StatusBadRequest:
		verdict = "not checked: Jira does not know one of the permissions"
		check.Outcome, check.Detail = oauth.Warn, "Jira does not know one of the requested permissions"+quoted(failure.Seen)
		check.Fix = "correct the permission keys in the product's file"
	}
	for _, activity := range v.Activities {
		activity.Verdict, activity.Outcome = verdict, oauth.NotTried
		if global != nil && isGlobal(activity, global) {
			activity.Verdict, activity.Outcome = v.allowed(activity, global)
		}
		v.result.Activities = append(v.result.Activities, activity)
	}
	return check
}
