package report

import (
	"fmt"
	"slices"
	"strings"

	"threelo/assets/english"
	"threelo/oauth"
	"threelo/steps/dialog"
)

// scopeItem says whether a scope was granted, and which call used it.
func (p *Prepared) scopeItem(s dialog.ReportScope) Item {
	it := Item{Label: s.Scope, Details: []string{fmt.Sprintf("wanted: %s, selected: %s, requested: %s, granted: %s",
		p.answerWords(s.Wanted), p.answerWords(selected(s)), p.answerWords(s.Asked), p.answerWords(p.granted(s)))}}
	check := p.scopeCheck(s.Scope)
	if check != nil {
		it.Details, it.Aloud = append(it.Details, checkDetails(*check)...), refusedCall(*check)
	}
	switch {
	case check != nil && check.Outcome != oauth.NotTried:
		checked := p.checkItem(*check)
		it.Mark, it.Text = checked.Mark, checked.Text
		if it.Mark == dialog.MarkProved {
			it.Text = strings.TrimPrefix(check.Title, s.Scope+": ")
		}
	case p.isGranted(s) && check != nil && check.Detail != "":
		it.Mark, it.Text = dialog.MarkUnchecked, check.Detail
	case p.isGranted(s):
		it.Mark, it.Text = dialog.MarkUnchecked, "granted; not tried"
	case s.Asked == dialog.No && s.Wanted != dialog.No:
		it.Mark, it.Text = dialog.MarkWarn, "wanted, but not requested"
	case s.Granted == dialog.No && s.Wanted == dialog.No:
		it.Mark, it.Text = dialog.MarkUnchecked, "not wanted, not granted"
	case s.Granted == dialog.No:
		it.Mark, it.Text = dialog.MarkFail, "not granted"
	case s.Scope == oauth.OfflineAccess:
		it.Mark, it.Text = dialog.MarkUnchecked, "not in the console; the sign-in asks for it"
	case s.Ticked == dialog.No:
		it.Mark, it.Text = dialog.MarkFail, "not selected in the console"
	case s.Ticked == dialog.Yes:
		it.Mark, it.Text = dialog.MarkProved, "selected; the console's link shows it"
	case s.Ticked == dialog.Earlier:
		it.Mark, it.Text = dialog.MarkUnchecked, "found earlier: selected; the console's link showed it"
	case s.Ticked == dialog.Attested:
		it.Mark, it.Text = dialog.MarkAttested, "selected ("+p.words(dialog.MarkAttested)+")"
	default:
		it.Mark, it.Text = dialog.MarkUnchecked, "not checked"
	}
	return it
}

// selected is what is known of a scope's check mark in the console.
func selected(s dialog.ReportScope) dialog.Answer {
	if s.Scope == oauth.OfflineAccess {
		return dialog.NotListed
	}
	return s.Ticked
}

// isGranted trusts a refresh token more than the list of scopes: Atlassian may
// leave offline_access out of that list.
func (p *Prepared) isGranted(s dialog.ReportScope) bool {
	return s.Granted == dialog.Yes || s.Scope == oauth.OfflineAccess && p.Grant != nil && p.Grant.RefreshToken
}

func (p *Prepared) granted(s dialog.ReportScope) dialog.Answer {
	if p.isGranted(s) {
		return dialog.Yes
	}
	return s.Granted
}

func (p *Prepared) answerWords(a dialog.Answer) string {
	switch a {
	case dialog.Attested:
		return p.words(dialog.MarkAttested)
	case dialog.Unknown, "":
		return "not known"
	case dialog.NotListed:
		return "not in the console"
	default:
		return string(a)
	}
}

// scopeCheck is the check of a scope, nil when there is none.
func (p *Prepared) scopeCheck(name string) *dialog.ReportCheck {
	return first(p.Checks, func(c dialog.ReportCheck) bool { return scopeOf(c) == name })
}

// scopeOf names the one scope that a check is about, "" when there is none.
func scopeOf(c dialog.ReportCheck) string {
	if c.ID == renewalCheck {
		return oauth.OfflineAccess
	}
	if name, ok := strings.CutPrefix(c.ID, "scope:"); ok {
		return name
	}
	return ""
}

// grouped puts scopes with the same outcome on one line. A problem shares a line
// only with the same problem. offline_access, which the console does not count, is left
// to the line about renewal when that is proved.
func grouped(items []Item) []Item {
	items = slices.DeleteFunc(slices.Clone(items), func(it Item) bool {
		return it.Label == oauth.OfflineAccess && it.Mark == dialog.MarkProved
	})
	groups := together(items, func(a, b Item) bool { return a.Mark == b.Mark && (a.Mark == dialog.MarkProved || a.Text == b.Text) })
	return each(groups, func(same []Item) Item {
		if len(same) == 1 {
			return same[0]
		}
		texts := once(each(same, func(it Item) string { return it.Text }))
		return Item{Mark: same[0].Mark, Label: english.Count(len(same), "scope"), Text: strings.Join(texts, ", ")}
	})
}
