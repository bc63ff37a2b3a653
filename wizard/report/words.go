package report

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"threelo/assets"
	"threelo/assets/english"
	"threelo/oauth"
	"threelo/steps/dialog"
)

// stamp writes a time with its date and zone, to the second.
func stamp(t time.Time) string { return t.Format("2006-01-02 15:04:05 -07:00") }

// minute is stamp for what a person did or reads first.
func minute(t time.Time) string { return t.Format("2006-01-02 15:04 -07:00") }

// verdict answers "is it ready?" with a mark and a word or two.
func (p *Prepared) verdict() (dialog.Mark, string) {
	ready := "READY"
	if p.PlatformAuthorized != dialog.Authorized {
		ready = "READY to authorize"
	}
	switch p.Outcome {
	case dialog.Ready:
		return dialog.MarkProved, ready
	case dialog.Attention:
		switch {
		case strings.HasPrefix(p.Headline, dialog.FoundEarlier):
			return dialog.MarkUnchecked, ready
		case p.TestSkipped || p.Grant == nil:
			return dialog.MarkWarn, "ATTENTION"
		}
		return dialog.MarkWarn, ready + " with " + english.Count(max(1, len(p.problems)), "warning")
	case dialog.Failed:
		return dialog.MarkFail, "NOT READY"
	default:
		return dialog.MarkUnchecked, "NOT FINISHED"
	}
}

// Result is the verdict with its headline, for a line of text.
func (p *Prepared) Result() string {
	_, word := p.verdict()
	if p.Headline == "" {
		return word
	}
	return word + ", " + p.Headline
}

// words says what a mark's sign means.
func (p *Prepared) words(m dialog.Mark) string {
	words := m.Words()
	if p.reader == Supporter {
		words = thirdPerson.Replace(words)
	}
	return words
}

// route names the product, and the site when it is known.
func (p *Prepared) route() string {
	product := cmp.Or(p.Platform, "a product")
	if p.Site != nil && cmp.Or(p.Site.Name, p.Site.URL) != "" {
		return product + " → " + cmp.Or(p.Site.Name, p.Site.URL)
	}
	return product
}

// system names the program's version, the operating system and the terminal.
func (p *Prepared) system() string {
	e := p.Environment
	return join(strings.TrimSpace(p.Tool.Name+" "+p.Tool.Version), strings.Trim(e.OS+"/"+e.Arch, "/"), e.Terminal)
}

// badge is what every reader must see on a report that is not real, "" on a real one.
func (p *Prepared) badge() string { return dialog.Badge(p.Demo, p.TestHosts) }

// unreal is the badge with what it means, "" on a real report.
func (p *Prepared) unreal() string {
	if p.badge() == "" {
		return ""
	}
	return p.badge() + ": nothing here is real"
}

// counts sums up what was granted; "" where no scope is wanted.
func (p *Prepared) counts() string {
	wanted, granted := 0, 0
	for _, s := range p.Scopes {
		if s.Wanted == dialog.No || s.Scope == oauth.OfflineAccess { // the row on renewal covers that scope
			continue
		}
		wanted++
		if p.isGranted(s) {
			granted++
		}
	}
	of, when := english.Count(wanted, "console scope"), ""
	if slices.ContainsFunc(p.Checks, func(c dialog.ReportCheck) bool { return c.Failure == assets.ScopesLost }) { // the sign-in had them
		when = " after renewal"
	}
	switch {
	case p.Grant != nil && p.lacksScope():
		return fmt.Sprintf("Atlassian lists %d of %s%s; Jira refused a call because a scope is missing", granted, of, when)
	case p.Grant != nil:
		return fmt.Sprintf("%d of %s granted%s", granted, of, when)
	case wanted > 0 && p.TestSkipped:
		return of + " needed; granted: not known, the test was skipped"
	case wanted > 0:
		return of + " needed; granted: not known before a sign-in that works"
	}
	return ""
}

// lacksScope reports whether Jira refused a call for a scope that Atlassian granted.
func (p *Prepared) lacksScope() bool {
	return slices.ContainsFunc(p.Scopes, func(s dialog.ReportScope) bool {
		check := p.scopeCheck(s.Scope)
		return s.Granted == dialog.Yes && check != nil && check.Outcome == oauth.Fail && slices.Contains(lackOfScope, check.Failure)
	})
}

// outcome is the mark of a check's outcome, and its words.
func outcome(o oauth.Outcome) (dialog.Mark, string) {
	switch o {
	case oauth.Pass:
		return dialog.MarkProved, "passed"
	case oauth.Warn:
		return dialog.MarkWarn, "with a warning"
	case oauth.Fail:
		return dialog.MarkFail, "failed"
	default:
		return dialog.MarkUnchecked, "not tried"
	}
}

// call names a call for a supporter: method, path, status, trace ID, time, and the
// server's own words.
func call(c dialog.ReportCheck) string {
	if c.Request == nil {
		return ""
	}
	r := oauth.Request{Method: c.Request.Method, Path: c.Request.Path, Status: c.Request.Status, At: c.Request.At}
	return r.Line(c.TraceID, c.Said)
}

// join puts the parts that are not empty on one line.
func join(parts ...string) string { return strings.Join(withoutEmpty(parts), " · ") }

// each has the result of f for each entry of a list.
func each[T, U any](list []T, f func(T) U) []U {
	out := make([]U, len(list))
	for i, entry := range list {
		out[i] = f(entry)
	}
	return out
}

// together groups entries that are the same, in the order of each group's first.
func together[T any](list []T, same func(a, b T) bool) [][]T {
	var groups [][]T
	for _, entry := range list {
		i := slices.IndexFunc(groups, func(group []T) bool { return same(group[0], entry) })
		if i < 0 {
			groups = append(groups, []T{entry})
			continue
		}
		groups[i] = append(groups[i], entry)
	}
	return groups
}

// once leaves out the texts that came before.
func once(texts []string) []string {
	return each(together(texts, func(a, b string) bool { return a == b }), func(same []string) string { return same[0] })
}

func withoutEmpty(parts []string) []string {
	return slices.DeleteFunc(slices.Clone(parts), func(part string) bool { return part == "" })
}
