package steps

import (
	"cmp"
	"slices"
	"strings"

	"threelo/oauth"
)

// activitiesKind lets the admin choose what the platform will do in Jira, since
// each activity needs permissions of the account that are tested at the end, and
// the project where that will happen.
func activitiesKind() kind {
	return kind{
		applies: func(j *Journey, _ step) bool { return len(j.platform.Activities) > 0 },
		show: func(j *Journey, _ step, sc *Screen) {
			ch := &Choices{Ask: sc.Title, Many: true}
			for _, a := range j.platform.Activities {
				ch.Options = append(ch.Options, Option{ID: OptionID(a.Name), Label: a.Name, Help: j.permissionNames(a.Permissions), Chosen: slices.Contains(j.setup.Activities, a.Name)})
			}
			sc.Choices = ch
			if len(j.setup.Activities) > 0 { // Jira's permissions belong to a project
				sc.Fields = []Field{j.field(InputProject, j.setup.Project)}
			}
		},
		choose: func(j *Journey, answer OptionID) []Effect {
			j.setup.Activities = toggled(j.setup.Activities, string(answer))
			j.touch()
			return nil
		},
	}
}

// permissionNames writes Jira's keys as the platform's document names them.
func (j *Journey) permissionNames(keys []string) string {
	names := make([]string, len(keys))
	for i, k := range keys {
		names[i] = cmp.Or(j.platform.Permissions[k], k)
	}
	return strings.Join(names, ", ")
}

// activities lists the chosen ones with their permission keys.
func (j *Journey) activities() []oauth.Activity {
	var out []oauth.Activity
	for _, a := range j.platform.Activities {
		if slices.Contains(j.setup.Activities, a.Name) {
			out = append(out, oauth.Activity{Name: a.Name, Permissions: a.Permissions, Names: j.platform.Permissions})
		}
	}
	return out
}

// renewalKind asks about offline_access where the platform does not mention it:
// it is asked for in the test, never added silently.
func renewalKind() kind {
	return kind{
		applies: func(j *Journey, _ step) bool { return j.renewalUnknown() },
		show: func(j *Journey, _ step, sc *Screen) {
			sc.Choices.Options[0].Chosen, sc.Choices.Options[1].Chosen = j.setup.Renew, !j.setup.Renew
		},
		choose: func(j *Journey, answer OptionID) []Effect {
			j.setup.Renew = answer == OptionYes
			j.touch()
			return nil
		},
	}
}

// toggled returns the list with the item in or out.
func toggled(list []string, item string) []string {
	if i := slices.Index(list, item); i >= 0 {
		return slices.Delete(slices.Clone(list), i, i+1)
	}
	return append(slices.Clone(list), item)
}
