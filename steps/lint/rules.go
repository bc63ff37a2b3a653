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

// word reports a word that is not allowed there.
func (l *linter) word(path, word string, words ...string) {
	l.oneOf(l.At(path), word, words, assets.LastOf(path)+" cannot be “%s”", "write one of "+strings.Join(words, ", "))
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
	l.word("sure", p.Sure, "high", "medium", "low")
	l.word("renewal", p.Renewal, assets.RenewalListed, assets.RenewalUnknown, assets.RenewalNone)
	l.checkDate("checkedOn", p.CheckedOn)
	l.checkLink("document.url", p.Document.URL)
	l.checkLink("serviceAccount.source", p.ServiceAccount.Source)
	l.checkDate("serviceAccount.checkedOn", p.ServiceAccount.CheckedOn)
	for i, s := range p.Support {
		l.checkLink(fmt.Sprintf("support[%d].url", i), s.URL)
	}
}

func (l *linter) checkDate(path, text string) {
	_, month := time.Parse("2006-01", text)
	_, day := time.Parse(time.DateOnly, text)
	if text != "" && month != nil && day != nil {
		l.Add(l.At(path), fmt.Sprintf("“%s” is not a date", english.Short(text)), "write the year and the month, such as 2026-11, and the day if you like: 2026-11-30")
	}
}

// checkLink allows what a browser may be sent to.
func (l *linter) checkLink(path, link string) {
	u, err := url.Parse(link)
	if link != "" && (err != nil || u.Scheme != "https" || u.Hostname() == "" || u.User != nil) {
		l.Add(l.At(path), fmt.Sprintf("“%s” is not a link to a page", english.Short(link)), "write the whole address, from https:// on")
	}
}

func (l *linter) checkCallback() {
	c := l.Platform.Callback
	froms := []string{"platform", "pattern", "fixed"}
	l.word("callback.from", c.From, froms...)
	if !slices.Contains(froms, c.From) {
		return
	}
	for _, one := range []struct{ key, value, from string }{
		{"pattern", c.Pattern, "pattern fixed"},
		{"ask", c.Ask, "pattern"},
	} {
		switch needed := strings.Contains(one.from, c.From); {
		case needed && one.value == "":
			l.Add(l.At("callback.from"), fmt.Sprintf("“from: %s” needs “%s”", c.From, one.key), "add it; docs/platform-file.md shows how")
		case !needed && one.value != "":
			l.Add(l.At("callback."+one.key), fmt.Sprintf("“%s” has no use with “from: %s”", one.key, c.From), "leave it out, or write “from: pattern”")
		}
	}
	if c.From == "fixed" && c.Pattern != "" && c.Sample != "" && c.Sample != c.Pattern {
		l.Add(l.At("callback.sample"), "the sample differs from the fixed address", "write the same address in both")
	}
	switch {
	case c.From == "platform":
		l.checkCallbackURL("callback.sample", c.Sample)
	case c.From == "pattern" && c.Pattern != "" && strings.Count(c.Pattern, "{tenant}") != 1:
		l.Add(l.At("callback.pattern"), "the pattern has no single {tenant} in it", "write {tenant} once, where the part that differs goes")
	default:
		l.checkCallbackURL("callback.pattern", c.With(c.Sample))
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
