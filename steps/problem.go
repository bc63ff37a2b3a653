package steps

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"threelo/assets"
	"threelo/assets/english"
	"threelo/oauth"
	"threelo/steps/dialog"
)

// problem is one that threelo finds by itself.
func (f *Facts) problem(id string, s assets.Slots) *dialog.Problem {
	return f.failureProblem(assets.ReadConsole().Problem(id, s), s, "")
}

// ownProblem is the problem of a request that threelo itself made; nil when
// failures.yaml does not have it. It never blames the product.
func (f *Facts) ownProblem(id string, s assets.Slots, detail string) *dialog.Problem {
	known, _ := assets.LookupFailure(id, s)
	return f.failureProblem(known.OfOwnRequest(), s, detail)
}

// failureProblem puts a failure of failures.yaml into a person's words; nil when it
// does not have it.
func (f *Facts) failureProblem(known assets.Failure, s assets.Slots, detail string) *dialog.Problem {
	if known.ID == "" {
		return nil
	}
	known = known.With(s).With(assets.Slots{"account": f.acceptedBy(), "asked": english.Count(len(oauth.ConsoleScopes(f.app().Scopes)), "console scope")})
	p := &dialog.Problem{
		Mark: dialog.MarkFail, What: f.named(known.Title), Why: f.named(known.Cause), Sure: known.Probably(), Detail: detail, Slots: s,
		Fix: f.fixes(known.Fix), Send: f.fixes(known.Send), Who: known.Who, Step: f.stepOfKind(dialog.StepID(known.Step)), Failure: known.ID,
	}
	if known.Harmless {
		p.Mark = dialog.MarkWarn
	}
	return p
}

func (f *Facts) fixes(known []string) []string {
	var out []string
	for _, fix := range known {
		out = append(out, f.named(fix))
	}
	return out
}

// named puts names into a failure's words: the product's, and the site's when it
// is known.
func (f *Facts) named(text string) string {
	if f.platform == nil {
		return text
	}
	names := []string{"the product", f.platform.Name}
	if site := oauth.SiteName(f.setup.Site); site != "" {
		names = append(names, "a site admin", "an admin of "+site)
	}
	return strings.NewReplacer(names...).Replace(text)
}

// acceptedBy names the account that pressed Accept, "" when it is not known.
func (f *Facts) acceptedBy() string {
	if u := f.tested().checks.User; u != nil && u.DisplayName != "" {
		return u.DisplayName
	}
	return f.setup.Account
}

// completeProblem adds to a problem from outside (a failed sign-in, say) what
// failures.yaml knows of it, and the step that fixes it.
func (f *Facts) completeProblem(t *dialog.Problem) *dialog.Problem {
	known := f.ownProblem(t.Failure, t.Slots, t.Detail)
	switch {
	case known == nil:
		return unknownProblem(t)
	case oauth.NamesMore(t.Failure):
		known.What, known.Why = strings.TrimSuffix(t.What, ". "+known.Fix[0]), "" // it names the host, the proxy, the certificate's issuer, and why
	}
	known.Refusal = t.Refusal
	return known
}

// unknownProblem shows what the atlas does not have whole, with what a
// supporter needs.
func unknownProblem(t *dialog.Problem) *dialog.Problem {
	out := *t
	out.Mark = dialog.MarkFail
	if t.Detail != "" {
		out.Why = "threelo doesn't know this error. What came: " + oauth.CleanText(t.Detail, 0)
	}
	out.Fix = append(out.Fix, "Try again once.",
		"Does it happen again? Copy the report on the last screen and send it to the product's support or to Atlassian's, with the trace ID if there is one.")
	return &out
}

// checkProblem is the first failed check in a person's words, nil when none failed.
// One that shows what is wrong comes before one that Atlassian could not answer.
func (f *Facts) checkProblem() *dialog.Problem {
	if p := f.tested().checks.Problem; p != nil {
		return f.completeProblem(p)
	}
	decided := f.firstCheck(func(c oauth.Check) bool { return c.Failed() && !oauth.DecidesNothing(c.Failure) })
	return cmp.Or(decided, f.firstCheck(oauth.Check.Failed))
}

// checkConcern is the first check that did not fail and still needs somebody's
// attention, nil when there is none.
func (f *Facts) checkConcern() *dialog.Problem {
	p := f.firstCheck(func(c oauth.Check) bool {
		return c.Outcome != oauth.Pass && c.Outcome != oauth.Fail && (c.Failure != "" || c.Step != "")
	})
	if p != nil {
		p.Mark = dialog.MarkWarn
	}
	return p
}

// firstCheck is the first check of this sort as a problem, nil when there is none.
func (f *Facts) firstCheck(is func(oauth.Check) bool) *dialog.Problem {
	checks := f.tested().checks.Checks
	i := slices.IndexFunc(checks, is)
	if i < 0 {
		return nil
	}
	return f.problemOf(checks[i])
}

// problemOf is a check as a problem. What was answered is among the details of the
// checks, and not told again.
func (f *Facts) problemOf(c oauth.Check) *dialog.Problem {
	slots, ofScope, refused := assets.Slots{"refused": c.Title}, len(c.Scopes) > 0, c.Title
	if ofScope { // a scope is not a permission
		scope, _ := assets.LookupScope(c.Scopes[0])
		refused = cmp.Or(scope.Reads(), refused)
	}
	maps.Copy(slots, c.Slots)
	slots["needed"] = cmp.Or(slots["permission"], "the Jira permission for “"+refused+"”")
	if t := f.ownProblem(c.Failure, slots, ""); t != nil {
		switch t.Check, t.Refusal = c.ID, c.Refusal; {
		case oauth.NamesMore(c.Failure):
			t.What, t.Why = c.Title+": "+c.Detail, ""
		case c.Failure == assets.SiteNotReached:
			t.What += ": " + c.Detail // it names both sites
		case ofScope && !slices.Contains(c.Scopes, oauth.OfflineAccess):
			t.What += ": " + c.Title
		}
		if i := f.find(t.Step); i >= 0 && len(c.Scopes) > 0 && len(f.scopesOn(f.plan[i].kind)) > 0 {
			t.Step = f.stepOfKind(scopesStep(c.Scopes[0])) // the tab on which this scope stands
		}
		return t
	}
	t := &dialog.Problem{
		Mark: dialog.MarkFail, What: c.Title + ": " + c.Detail, Who: assets.WhoYou, Failure: c.Failure,
		Step: f.stepOfKind(dialog.StepID(c.Step)), Check: c.ID, Refusal: c.Refusal,
	}
	if c.Fix != "" {
		t.Fix = []string{english.UpperFirst(c.Fix)}
	}
	return t
}
