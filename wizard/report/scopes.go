package report

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"threelo/oauth"
	"threelo/steps"
)

// Scopes has one item per scope, in the report's order: whether it was granted
// and which call proved it.
func Scopes(r steps.Report) []Item {
	out := make([]Item, 0, len(r.Scopes))
	for _, s := range r.Scopes {
		out = append(out, scope(r, s))
	}
	return out
}

func scope(r steps.Report, s steps.ReportScope) Item {
	it := Item{Label: s.Scope, Details: []string{fmt.Sprintf(
		"wanted: %s · ticked: %s · asked for: %s · granted: %s",
		answerWord(string(s.Wanted)), answerWord(string(s.Ticked)), answerWord(string(s.Asked)), answerWord(grantedWord(r, s)))}}
	check := scopeCheck(r, s.Scope)
	if check != nil {
		it.Details = append(it.Details, checkDetails(*check)...)
	}
	switch {
	case check != nil && check.Outcome != oauth.NotTried:
		seen := checked(*check)
		it.Mark, it.Text, it.Call, it.Time = seen.Mark, seen.Text, seen.Call, seen.Time
		it.ms = seen.ms
		if it.Mark == steps.MarkProved {
			it.Text = cmp.Or(shortTitle(*check, s.Scope), seen.Text)
		}
	case isGranted(r, s) && check != nil:
		it.Mark, it.Text = steps.MarkUnchecked, cmp.Or(check.Detail, "granted; not tried")
	case isGranted(r, s):
		it.Mark, it.Text = steps.MarkUnchecked, "granted; not tried"
	case s.Asked == "no" && s.Wanted != "no":
		it.Mark, it.Text = steps.MarkWarn, "wanted, but not asked for"
	case s.Granted == "no" && s.Wanted == "no":
		it.Mark, it.Text = steps.MarkUnchecked, "not wanted, not granted"
	case s.Granted == "no":
		it.Mark, it.Text = steps.MarkFail, "not granted"
	case s.Ticked == "no" && s.Scope != oauth.OfflineAccess:
		it.Mark, it.Text = steps.MarkFail, "not ticked in the console"
	case s.Ticked == "yes":
		it.Mark, it.Text = steps.MarkProved, "ticked, seen in the console's link"
	case s.Ticked == "said":
		it.Mark, it.Text = steps.MarkAttested, "ticked, you said so"
	default:
		it.Mark, it.Text = steps.MarkUnchecked, "not checked"
	}
	return it
}

// Ticked is what is known of a scope's tick: yes, no, said or unknown, and a dash
// for the one that the console does not list.
func Ticked(s steps.ReportScope) string {
	if s.Scope == oauth.OfflineAccess {
		return "–"
	}
	return string(s.Ticked)
}

// isGranted trusts a refresh token more than the list of scopes: a token
// answer may leave offline_access out of it.
func isGranted(r steps.Report, s steps.ReportScope) bool {
	return s.Granted == "yes" || s.Scope == oauth.OfflineAccess && r.Grant != nil && r.Grant.RefreshToken
}

func grantedWord(r steps.Report, s steps.ReportScope) string {
	if isGranted(r, s) {
		return "yes"
	}
	return string(s.Granted)
}

func answerWord(value string) string {
	switch value {
	case "said":
		return "you said so"
	case "unknown", "":
		return "not known"
	default:
		return value
	}
}

// scopeCheck is the check that speaks for a scope, nil when there is none.
func scopeCheck(r steps.Report, name string) *steps.ReportCheck {
	for i, c := range r.Checks {
		if spokenFor(c) == name {
			return &r.Checks[i]
		}
	}
	return nil
}

// spokenFor names the one scope that a check speaks for, "" when there is none:
// "scope:read:jira-work" proves that scope, the renewal proves offline_access.
func spokenFor(c steps.ReportCheck) string {
	if c.ID == renewalCheck {
		return oauth.OfflineAccess
	}
	if name, ok := strings.CutPrefix(c.ID, "scope:"); ok {
		return name
	}
	return ""
}

// hasRow reports whether a check is told with a scope of the report.
func hasRow(r steps.Report, c steps.ReportCheck) bool {
	name := spokenFor(c)
	return name != "" && slices.ContainsFunc(r.Scopes, func(s steps.ReportScope) bool { return s.Scope == name })
}

// shortTitle leaves the scope out of "read:jira-work: fields".
func shortTitle(c steps.ReportCheck, name string) string {
	return strings.TrimSpace(strings.TrimPrefix(strings.TrimPrefix(c.Title, name), ":"))
}

// group is scopes shown on one line; members are indexes into Scopes.
type group struct {
	item    Item
	members []int
}

// groups puts scopes with the same outcome on one line: all, or only those that
// are granular or without a call. What went wrong shares a line only with what
// went wrong in the same way.
func groups(items []Item, all bool) []group {
	var out []group
	byKey := map[string]int{}
	for i, it := range items {
		key := string(it.Mark)
		switch {
		case it.Mark != steps.MarkProved:
			key += it.Text
		case !all && !granular(it.Label):
			key = fmt.Sprint(i)
		}
		at, ok := byKey[key]
		if !ok {
			at = len(out)
			byKey[key] = at
			out = append(out, group{item: it})
		}
		out[at].members = append(out[at].members, i)
	}
	for i := range out {
		out[i].item = merged(items, out[i].members)
	}
	return out
}

// granular scopes end in their product: "read:sprint:jira-software".
func granular(name string) bool { return strings.Count(name, ":") > 1 }

// merged says on one line what several items say.
func merged(items []Item, members []int) Item {
	out := items[members[0]]
	if len(members) == 1 {
		return out
	}
	var texts []string
	writing, fine, timed, ms := 0, 0, int64(0), int64(0)
	for _, i := range members {
		it := items[i]
		if strings.HasPrefix(it.Label, "write:") {
			writing++
		}
		if granular(it.Label) {
			fine++
		}
		if it.Time != "" {
			timed, ms = timed+1, ms+it.ms
		}
		if it.Text != "" && !slices.Contains(texts, it.Text) {
			texts = append(texts, it.Text)
		}
	}
	switch len(members) {
	case writing:
		out.Label = fmt.Sprintf("%d write scopes", len(members))
	case fine:
		name := strings.SplitN(out.Label, ":", 3)
		out.Label = fmt.Sprintf("%s:%s… +%d", name[0], name[1], len(members)-1)
	default:
		out.Label = plural(len(members), "scope")
	}
	out.Text, out.Call, out.Time = strings.Join(texts, ", "), "", ""
	if timed > 0 {
		out.Time = fmt.Sprintf("%d × %s", timed, milliseconds(ms/timed))
	}
	return out
}

// tally counts scopes by what is known of them, so that the counts add up.
func tally(items []Item) []Item {
	words := []struct {
		mark steps.Mark
		text string
	}{
		{steps.MarkFail, "failed"},
		{steps.MarkWarn, "need attention"},
		{steps.MarkProved, "proved"},
		{steps.MarkAttested, "you said so"},
		{steps.MarkUnchecked, "not tried"},
	}
	var out []Item
	for _, w := range words {
		n := 0
		for _, it := range items {
			if it.Mark == w.mark {
				n++
			}
		}
		if n > 0 {
			out = append(out, Item{Mark: w.mark, Text: fmt.Sprintf("%d %s", n, w.text)})
		}
	}
	return out
}
