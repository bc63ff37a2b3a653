package report

import (
	"fmt"
	"slices"
	"strings"

	"threelo/assets"
	"threelo/assets/english"
	"threelo/oauth"
	"threelo/oauth/lazyregexp"
	"threelo/steps/dialog"
)

// Sheet is what a sheet is made of.
type Sheet struct {
	Text      string        // of assets.Sheets
	Report    dialog.Report // if it is known
	Suggested string        // the app's name in the product's document, while the app's own is not known
	Link      string        // with which a site admin accepts the app; "" without one
}

// Render writes a sheet as Markdown or text. A sheet is made of a saved report, which
// left without secrets.
func (s Sheet) Render(kind Kind) []byte {
	lines := strings.Split(s.slots().Lines(s.Text), "\n")
	for i, line := range lines {
		lines[i] = sheetLine(line, kind)
	}
	return []byte(strings.Join(lines, "\n") + "\n")
}

// slots are what a sheet can name.
func (s Sheet) slots() assets.Slots {
	p := Prepare(s.Report, Supporter)
	slots := assets.Slots{
		"platform": strings.Replace(p.Platform, "your product", "the product", 1), "unreal": p.unreal(), "clientID": p.App.ClientID, "callback": p.App.Callback,
		"siteName": "your Jira site", "link": s.Link, "suggested": s.Suggested, "scopeCount": english.Count(len(p.Scopes), "scope"),
	}
	site := ""
	if p.Site != nil {
		site = p.Site.URL
	}
	if p.Failure != nil {
		if m := stoppedAt().FindStringSubmatch(p.Failure.Said); m != nil {
			slots["said"] = m[0]
			if site == "" && m[1] != "" {
				site = "https://" + m[1]
			}
		}
	}
	if site != "" {
		slots["site"], slots["siteName"], slots["siteShort"] = site, strings.TrimPrefix(site, "https://"), oauth.SiteName(site)
	}
	if p.User != nil {
		slots["account"] = p.User.DisplayName
	}
	switch signIn := p.proof(dialog.StepSignIn); {
	case p.Grant != nil:
		slots["tested"] = minute(p.GeneratedAt)
	case signIn != nil && signIn.Outcome == dialog.MarkFail:
		slots["refused"] = "yes"
	default:
		slots["untested"] = "yes"
	}
	if slices.ContainsFunc(p.Scopes, func(s dialog.ReportScope) bool { return s.Scope == oauth.OfflineAccess }) {
		slots["offline"] = oauth.OfflineAccess
	}
	if where := "otherPage"; s.Link != "" {
		if oauth.OnLoopback(p.App.Callback) {
			where = "ownLine"
		}
		slots[where] = p.App.Callback
	}
	slots["scopesByClass"], slots["worstCases"] = p.byClass()
	return slots
}

// byClass lists the scopes of each class, and what could happen with each at worst.
func (p *Prepared) byClass() (scopes, worstCases string) {
	var lists, cases []string
	for _, class := range []assets.Class{assets.Administers, assets.Writes, assets.ReadsPersons, assets.Reads, assets.Renews, ""} {
		var names, worst []string
		for _, scope := range p.Scopes {
			if known, _ := assets.LookupScope(scope.Scope); known.Class == class {
				names = append(names, scope.Scope)
				worst = append(worst, fmt.Sprintf("- %s: %s", strings.TrimSpace(p.used(scope)+" "+scope.Scope), known.WorstCase()))
			}
		}
		if len(names) > 0 {
			title := english.UpperFirst(string(class))
			if class == "" {
				title = "Not known"
			}
			lists = append(lists, "- "+title+": "+strings.Join(names, ", "))
			cases = append(cases, "### "+title+"\n\n"+strings.Join(worst, "\n"))
		}
	}
	return strings.Join(lists, "\n"), strings.Join(cases, "\n\n")
}

// stoppedAt are Atlassian's words to an account that needs a site admin, with the site.
var stoppedAt = lazyregexp.New(`Your (?:site )?admin must authorize this app(?: for the site "?([\w-]+(?:\.[\w-]+)+)"?)?.*`)

// used is the sign of whether the sign-in test used a scope; "" without a test.
func (p *Prepared) used(s dialog.ReportScope) string {
	check := p.scopeCheck(s.Scope)
	switch {
	case p.Grant == nil:
		return ""
	case check != nil && check.Outcome == oauth.Pass:
		return "✓"
	case check != nil && check.Outcome != oauth.NotTried, !p.isGranted(s):
		return "✗"
	}
	return "○"
}

// sheetMarks begin a line of a list, a heading, or what belongs to the line above.
var sheetMarks = lazyregexp.New(`^(?:#+ |- |\d+\. | +)`)

// sheetLine keeps how a line begins and escapes the rest of it, except an address
// alone, which must also be right where nothing renders Markdown.
func sheetLine(line string, kind Kind) string {
	mark := sheetMarks().FindString(line)
	rest := line[len(mark):]
	switch {
	case kind == Text && strings.HasPrefix(mark, "#"):
		return rest
	case kind == Text:
		return line
	case strings.HasPrefix(rest, "http") && !strings.ContainsAny(rest, " <>"):
		return mark + "<" + rest + ">"
	}
	return mark + escaped(rest)
}
