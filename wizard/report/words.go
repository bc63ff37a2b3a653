package report

import (
	"cmp"
	"fmt"
	"strings"
	"time"

	"threelo/oauth"
	"threelo/steps"
)

// Stamp writes a time with its zone, to the second.
func Stamp(t time.Time) string { return t.Format("2006-01-02 15:04:05 -07:00") }

// Shown is the answer to "is it ready?": a mark and a word or two.
func Shown(r steps.Report) (steps.Mark, string) {
	switch r.Outcome {
	case "ready":
		return steps.MarkProved, "READY"
	case "attention":
		return steps.MarkWarn, "ATTENTION"
	case "failed":
		return steps.MarkFail, "NOT READY"
	default:
		return steps.MarkUnchecked, "NOT FINISHED"
	}
}

// Said is a mark in words, for where signs would not do.
func Said(m steps.Mark) string {
	switch m {
	case steps.MarkProved:
		return "proved"
	case steps.MarkAttested:
		return "you said so"
	case steps.MarkUnchecked:
		return "not checked"
	case steps.MarkWarn:
		return "attention"
	case steps.MarkFail:
		return "failed"
	default:
		return string(m)
	}
}

// Route names the journey: the platform, and the site when it is known.
func Route(r steps.Report) string {
	platform := cmp.Or(r.Platform, "a platform")
	if r.Site != nil && cmp.Or(r.Site.Name, r.Site.URL) != "" {
		return platform + " → " + cmp.Or(r.Site.Name, r.Site.URL)
	}
	return platform
}

// System names the program's version, the operating system and the terminal.
func System(r steps.Report) string {
	out := strings.TrimSpace(r.Tool.Name + " " + r.Tool.Version)
	if r.Environment.OS != "" {
		out += " · " + r.Environment.OS + "/" + r.Environment.Arch
	}
	if r.Environment.Terminal != "" {
		out += " · " + r.Environment.Terminal
	}
	return out
}

// Counts sums up what was granted and proved, in parts to be joined.
func Counts(r steps.Report) []string {
	var parts []string
	wanted, granted := 0, 0
	for _, s := range r.Scopes {
		if s.Wanted == "no" || s.Scope == oauth.OfflineAccess { // the renewal speaks for that one
			continue
		}
		wanted++
		if isGranted(r, s) {
			granted++
		}
	}
	switch {
	case r.Grant != nil:
		parts = append(parts, fmt.Sprintf("%d of %d scopes granted", granted, wanted))
	case wanted > 0:
		parts = append(parts, fmt.Sprintf("%d scopes wanted, none granted yet", wanted))
	}
	if len(r.Checks) > 0 {
		parts = append(parts, checkCounts(r.Checks))
	}
	if r.Grant != nil && r.Grant.Refreshed { // last: where the line is cut, the renewal's own still says it
		parts = append(parts, "can renew itself")
	}
	return parts
}

// checkCounts says how many checks came to what, so that the numbers add up:
// "12 checks passed, 1 failed, 3 not tried".
func checkCounts(checks []steps.ReportCheck) string {
	n := map[oauth.Outcome]int{}
	for _, c := range checks {
		n[c.Outcome]++
	}
	attention := "need attention"
	if n[oauth.Warn] == 1 {
		attention = "needs attention"
	}
	var out []string
	for _, o := range []struct {
		outcome oauth.Outcome
		word    string
	}{
		{oauth.Pass, "passed"},
		{oauth.Fail, "failed"},
		{oauth.Warn, attention},
		{oauth.NotTried, "not tried"},
	} {
		count := n[o.outcome]
		switch {
		case count == 0:
		case len(out) == 0:
			out = append(out, plural(count, "check")+" "+o.word)
		default:
			out = append(out, fmt.Sprint(count)+" "+o.word)
		}
	}
	return strings.Join(out, ", ")
}

// Badge is what must be seen on a report that is not real: DEMO for a
// rehearsal, TEST HOSTS where Atlassian's hosts were replaced, else "".
func Badge(r steps.Report) string {
	switch {
	case r.TestHosts:
		return "TEST HOSTS"
	case r.Demo:
		return "DEMO"
	}
	return ""
}

// Made says when and with what a report was made, and that it is a rehearsal.
func Made(r steps.Report) string {
	warning := ""
	if badge := Badge(r); badge != "" {
		warning = badge + ": nothing here is real"
	}
	return join(warning, "made "+r.GeneratedAt.Format("2006-01-02 15:04 -07:00"), System(r))
}

// Call names a call for a supporter: method, path, status, trace id and time.
func Call(c steps.ReportCheck) string {
	if c.Request == nil {
		return ""
	}
	out := c.Request.Method + " " + c.Request.Path + " · " + Answer(c.Request.Status)
	if c.TraceID != "" {
		out += " · trace " + c.TraceID
	}
	return out + " · " + Stamp(c.Request.At)
}

// Answer is a call's HTTP status in words.
func Answer(status int) string {
	if status == 0 {
		return "no answer"
	}
	return fmt.Sprint(status)
}

// inSite leaves out where the gateway's paths of one site begin.
func inSite(path string) string {
	if rest, ok := strings.CutPrefix(path, "/ex/jira/"); ok {
		if _, rest, ok = strings.Cut(rest, "/"); ok {
			return "…/" + rest
		}
	}
	return path
}

func milliseconds(n int64) string {
	if n >= 10_000 {
		return fmt.Sprintf("%.1f s", float64(n)/1000)
	}
	return fmt.Sprintf("%d ms", n)
}

// plural counts: "1 site", "2 sites".
func plural(n int, one string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %ss", n, one)
}

// join puts the parts that are not empty in one line.
func join(parts ...string) string {
	kept := parts[:0:0]
	for _, p := range parts {
		if p != "" {
			kept = append(kept, p)
		}
	}
	return strings.Join(kept, " · ")
}
