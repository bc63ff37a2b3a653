package client

import (
	"cmp"
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
func (v *verifier) permissionQuery() string {
	var keys []string
	for _, activity := range v.Activities {
		keys = append(keys, activity.Permissions...)
	}
	slices.Sort(keys)
	query := permissionPath + "?permissions=" + url.QueryEscape(strings.Join(slices.Compact(keys), ","))
	if v.Project != "" {
		query += "&projectKey=" + url.QueryEscape(v.Project)
	}
	return query
}

// permissions says what the account may do, activity by activity.
func (v *verifier) permissions(a answer, failure *Error) oauth.Check {
	check := v.judge(a, failure)
	if failure != nil {
		return v.unanswered(check, failure)
	}
	answers := fields[struct{ Permissions map[string]permission }](a).Permissions
	var lacking, lacks []string
	for _, activity := range v.Activities {
		lacksHere, unknown := v.notHeld(activity, answers)
		global := !slices.ContainsFunc(activity.Permissions, func(key string) bool { return answers[key].Type != "GLOBAL" })
		switch {
		case len(lacksHere) > 0:
			activity.Verdict, activity.Outcome = "the account lacks "+english.And(lacksHere), oauth.Warn
		case len(unknown) > 0:
			activity.Verdict, activity.Outcome = "Jira did not answer for "+english.And(unknown), oauth.NotTried
		case global:
			activity.Verdict, activity.Outcome = "allowed on this site", oauth.Pass
		default:
			activity.Verdict, activity.Outcome = "allowed"+v.inProject(), oauth.Pass
		}
		if activity.Outcome != oauth.Pass {
			lacking = append(lacking, activity.Name)
		}
		lacks = append(lacks, lacksHere...)
		v.result.Activities = append(v.result.Activities, activity)
	}
	all := len(v.Activities)
	check.Detail = fmt.Sprintf("the account may do %s%s", english.Every(all, "activity"), v.inProject())
	if len(lacking) > 0 {
		check = attention(check,
			fmt.Sprintf("the account may do %d of %d activities%s; not allowed: %s", all-len(lacking), all, v.inProject(), names(lacking)),
			"ask a Jira admin to give the account the missing permissions in the project's permission scheme, or sign in with another account")
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
	return check
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

// notHeld names the permissions that the account lacks, and those that Jira said
// nothing about. A permission has the product's name for it, or Jira's.
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

// unanswered says why Jira did not answer about permissions. The usual reasons are
// a key that Jira does not know (400) and a project that it does not show (404).
func (v *verifier) unanswered(check oauth.Check, failure *Error) oauth.Check {
	status := 0
	if failure.Seen.Where == oauth.AtAPI {
		status = failure.Seen.Status
	}
	namesProject := status == http.StatusBadRequest && strings.Contains(failure.Seen.Text, v.Project)
	switch {
	case v.Project != "" && (status == http.StatusNotFound || namesProject):
		check = attention(check, "the account can't see a project with the key "+v.Project, checkProject)
	case status == http.StatusBadRequest:
		check = attention(check, "Jira does not know one of the requested permissions"+quoted(failure.Seen), "correct the permission keys in the product's file")
	}
	verdict := notChecked + strings.TrimPrefix(check.Detail, notChecked)
	for _, activity := range v.Activities {
		activity.Verdict, activity.Outcome = verdict, oauth.NotTried
		v.result.Activities = append(v.result.Activities, activity)
	}
	return check
}
