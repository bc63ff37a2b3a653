package lint

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
	"time"

	"threelo/assets"
	"threelo/assets/english"
	"threelo/oauth"
	"threelo/oauth/lazyregexp"
)

// judge applies the rules that go beyond the form of the file.
func (l *linter) judge() {
	l.checkHead()
	l.checkCallback()
	l.checkScopes()
	l.checkActivities()
	l.checkInputs()
	l.checkSteps()
}

// oneOf reports a word that is not allowed there.
func (l *linter) oneOf(path, word string, words ...string) {
	if word == "" || slices.Contains(words, word) {
		return
	}
	l.Add(l.At(path), fmt.Sprintf("%s cannot be “%s”", assets.LastOf(path), english.Short(word)), "write one of "+strings.Join(words, ", "))
}

var shortName = lazyregexp.New(`^[a-z0-9]+(-[a-z0-9]+)*$`)

func (l *linter) checkName(path, name string) {
	if name != "" && (!shortName().MatchString(name) || len(name) > 40) {
		l.Add(l.At(path), fmt.Sprintf("“%s” is not a short name", english.Short(name)), "use small letters, digits and single hyphens, 40 at most")
	}
}

func (l *linter) checkHead() {
	p := &l.Platform
	l.checkName("id", p.ID)
	l.oneOf("sure", p.Sure, "high", "medium", "low")
	l.oneOf("renewal", p.Renewal, assets.RenewalListed, assets.RenewalUnknown, assets.RenewalNone)
	l.checkDate("checkedOn", p.CheckedOn)
	l.checkLink("document.url", p.Document.URL)
	l.checkLink("serviceAccount.source", p.ServiceAccount.Source)
	l.checkDate("serviceAccount.checkedOn", p.ServiceAccount.CheckedOn)
	for i, s := range p.Support {
		l.checkLink(fmt.Sprintf("support[%d].url", i), s.URL)
	}
}

func (l *linter) checkDate(path, text string) {
	if text != "" && !isDate(text) {
		l.Add(l.At(path), fmt.Sprintf("“%s” is not a date", english.Short(text)), "write the year and the month, such as 2026-11, and the day if you like: 2026-11-30")
	}
}

func isDate(text string) bool {
	for _, form := range []string{"2006-01", time.DateOnly} {
		if _, err := time.Parse(form, text); err == nil {
			return true
		}
	}
	return false
}

// checkLink allows what a browser may be sent to.
func (l *linter) checkLink(path, link string) {
	if link == "" {
		return
	}
	u, err := url.Parse(link)
	if err != nil || u.Scheme != "https" || u.Hostname() == "" || u.User != nil {
		l.Add(l.At(path), fmt.Sprintf("“%s” is not a link to a page", english.Short(link)), "write the whole address, from https:// on")
	}
}

func (l *linter) checkCallback() {
	c := l.Platform.Callback
	l.oneOf("callback.from", c.From, "platform", "pattern", "fixed")
	const tenant = "{tenant}"
	switch c.From {
	case "platform":
		if c.Pattern != "" || c.Ask != "" {
			l.Add(l.At("callback.from"), "pattern and ask have no use with “from: platform”", "leave them out, or write “from: pattern”")
		}
		l.checkCallbackURL("callback.sample", c.Sample)
	case "fixed":
		if c.Pattern == "" {
			l.Add(l.At("callback.from"), "“from: fixed” needs the address", "add it as “pattern: https://…”")
		}
		if c.Ask != "" {
			l.Add(l.At("callback.ask"), "ask has no use with “from: fixed”", "leave it out, or write “from: pattern”")
		}
		l.checkCallbackURL("callback.pattern", c.Pattern)
		if c.Pattern != "" && c.Sample != "" && c.Sample != c.Pattern {
			l.Add(l.At("callback.sample"), "the sample differs from the fixed address", "write the same address in both")
		}
	case "pattern":
		if c.Ask == "" {
			l.Add(l.At("callback.from"), "“from: pattern” needs a question", "add “ask: …”, the question for the part that differs")
		}
		switch {
		case c.Pattern == "":
			l.Add(l.At("callback.from"), "“from: pattern” needs the pattern", "add “pattern: https://{tenant}.…”")
		case strings.Count(c.Pattern, tenant) != 1:
			l.Add(l.At("callback.pattern"), "the pattern has no single {tenant} in it", "write {tenant} once, where the part that differs goes")
		case c.Sample != "":
			l.checkCallbackURL("callback.pattern", strings.ReplaceAll(c.Pattern, tenant, c.Sample))
		}
	}
}

// checkCallbackURL allows what Atlassian's console takes: https, or http on the
// person's own computer.
func (l *linter) checkCallbackURL(path, address string) {
	if address == "" {
		return
	}
	u, err := url.Parse(address)
	switch {
	case err != nil || u.Hostname() == "" || strings.ContainsAny(address, " {}<>"):
		l.Add(l.At(path), fmt.Sprintf("“%s” is not a complete address", english.Short(address)), "write it from https:// to its last character, {tenant} filled in by the sample")
	case u.Scheme != "https" && (u.Scheme != "http" || !oauth.IsLoopback(u.Hostname())):
		l.Add(l.At(path), fmt.Sprintf("the callback “%s” is neither https nor on this computer", english.Short(address)), "begin it with https://; http:// is allowed for 127.0.0.1 and localhost only")
	case u.User != nil || strings.Contains(address, "#"):
		l.Add(l.At(path), "a callback has neither a user name nor a part behind #", "leave that part out")
	}
}
