package report

import (
	"net/url"
	"os"
	"regexp"
	"slices"
	"strings"

	"threelo/oauth/lazyregexp"
	"threelo/steps"
)

// What stands where something was masked.
const (
	noAddress = "(e-mail address left out)"
	noFolder  = "(home folder)"
	noHost    = "(this machine)"
	leftOut   = "(left out)"
)

var (
	emailLike = lazyregexp.New(`[\pL\pN._+\-]+(?:@|%40|＠)[\pL\pN\-]+(?:\.[\pL\pN\-]+)*`)
	homeLike  = lazyregexp.New(`(?i)(?:/home/|/users/|[a-z]:[\\/]users[\\/])[^/\\\s:"']+`)
)

// Mask returns a copy of a report without e-mail addresses, also where a
// display name is one, without home folders and without this machine's name.
func Mask(r steps.Report) steps.Report {
	r = Rewrite(r, func(text string) string {
		if !strings.ContainsAny(text, "@＠%") {
			return text // nearly all: the search itself is slow
		}
		return emailLike().ReplaceAllString(text, noAddress)
	})
	home, _ := os.UserHomeDir()
	host, _ := os.Hostname()
	leaveOut := leaver(localNames(host), noHost)
	return rewriteWords(r, func(text string) string {
		if len(home) > len("/") {
			text = strings.ReplaceAll(text, home, noFolder)
		}
		text = homeLike().ReplaceAllString(text, noFolder)
		return leaveOut(text)
	})
}

// localNames are the forms of a machine's name worth hiding: whole, and without
// its domain.
func localNames(host string) []string {
	short, _, _ := strings.Cut(host, ".")
	return slices.DeleteFunc([]string{host, short}, func(name string) bool { return len(name) < 4 || name == "localhost" })
}

var (
	// A site, a UUID such as a cloud ID, an account ID, an ID of the console's.
	siteLike  = lazyregexp.New(`(?i)[a-z0-9][a-z0-9-]*\.(?:atlassian(?:-us-gov-mod)?\.net|jira\.com)`)
	idLike    = lazyregexp.New(`(?i)(?:\d{4,}:)?[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}`)
	tokenLike = lazyregexp.New(`\b[A-Za-z0-9]{24,}\b`)
	urlLike   = lazyregexp.New(`(?i)https?(?:://|%3a%2f%2f)[^\s"'<>]+`)
)

// Anonymous returns a copy of a report that does not tell whose it is: without
// site, account, client ID and callback, also where a text quotes one.
func Anonymous(r steps.Report) steps.Report {
	leaveOut := leaver(identifying(r), leftOut)
	out := rewriteWords(r, func(text string) string {
		text = urlLike().ReplaceAllStringFunc(text, func(link string) string {
			if u, err := url.Parse(link); err == nil && strings.HasSuffix("."+u.Hostname(), ".atlassian.com") && u.RawQuery == "" {
				return link // Atlassian's own places belong to everybody
			}
			return leftOut
		})
		for _, like := range []*regexp.Regexp{siteLike(), idLike(), tokenLike()} {
			text = like.ReplaceAllString(text, leftOut)
		}
		return leaveOut(text)
	})
	out.Anonymous = true
	out.App.ClientID, out.App.Callback = "", ""
	if out.Site != nil {
		*out.Site = steps.ReportSite{}
	}
	if out.User != nil {
		*out.User = steps.ReportUser{AccountType: r.User.AccountType}
	}
	return out
}

// LeaveOut returns a copy of a report without an account's name and a site, given
// as its address, that no server has confirmed yet: Anonymous does not know them.
func LeaveOut(r steps.Report, account, site string) steps.Report {
	return rewriteWords(r, leaver(forms(append(hostParts(site), account, site)), leftOut))
}

// identifying lists what tells whose report it is.
func identifying(r steps.Report) []string {
	names := []string{r.App.ClientID, r.App.Callback}
	if r.Site != nil {
		names = append(names, r.Site.ID, r.Site.URL, r.Site.Name)
		names = append(names, hostParts(r.Site.URL)...)
	}
	if r.User != nil {
		names = append(names, r.User.AccountID, r.User.DisplayName)
	}
	return forms(append(names, hostParts(r.App.Callback)[:1]...))
}

// forms are names as they stand and as they would stand in a link, the longest
// first.
func forms(names []string) []string {
	for _, name := range names {
		names = append(names, url.QueryEscape(name), url.PathEscape(name))
	}
	names = slices.DeleteFunc(names, func(name string) bool { return name == "" })
	slices.SortFunc(names, func(a, b string) int { return len(b) - len(a) })
	return slices.Compact(names)
}

// hostParts gives the host of a link and that host's first label.
func hostParts(link string) []string {
	u, err := url.Parse(link)
	if err != nil {
		return []string{""}
	}
	label, _, _ := strings.Cut(u.Hostname(), ".")
	return []string{u.Hostname(), label}
}

// leaver replaces names where they stand as words of their own, whatever their
// case.
func leaver(names []string, instead string) func(string) string {
	if len(names) == 0 {
		return func(text string) string { return text }
	}
	quoted := make([]string, len(names))
	for i, name := range names {
		quoted[i] = regexp.QuoteMeta(name)
	}
	like := regexp.MustCompile(`(?i)(^|[^\pL\pN])(?:` + strings.Join(quoted, "|") + `)($|[^\pL\pN])`)
	return func(text string) string {
		// Two names with one sign between them share it: hence more than once.
		for range 2 {
			text = like.ReplaceAllString(text, "${1}"+instead+"${2}")
		}
		return text
	}
}

// rewriteWords rewrites what people and servers wrote, and leaves the program's
// own words alone: names of scopes, checks, steps and outcomes.
func rewriteWords(r steps.Report, f func(string) string) steps.Report {
	out := Rewrite(r, f)
	kept := Rewrite(r, func(text string) string { return text })
	out.Tool, out.Platform, out.Outcome, out.PlatformAuthorized = kept.Tool, kept.Platform, kept.Outcome, kept.PlatformAuthorized
	out.Environment.OS, out.Environment.Arch = kept.Environment.OS, kept.Environment.Arch
	out.App.ScopesRequested, out.App.Secret = kept.App.ScopesRequested, kept.App.Secret
	out.Grant, out.Scopes = kept.Grant, kept.Scopes
	for i, a := range kept.Activities {
		out.Activities[i].Name, out.Activities[i].Permissions = a.Name, a.Permissions
	}
	for i, p := range kept.Proofs {
		out.Proofs[i].Step, out.Proofs[i].Outcome = p.Step, p.Outcome
	}
	for i, c := range kept.Checks {
		out.Checks[i].ID, out.Checks[i].Outcome, out.Checks[i].Step, out.Checks[i].TraceID = c.ID, c.Outcome, c.Step, c.TraceID
		if c.Request != nil {
			out.Checks[i].Request.Method = c.Request.Method
		}
	}
	if kept.Failure != nil {
		out.Failure.ID, out.Failure.Step, out.Failure.Who = kept.Failure.ID, kept.Failure.Step, kept.Failure.Who
	}
	return out
}
