package lint

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

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
	if built, err := assets.BuiltIn(p.ID); err == nil && built.Sum != l.sum {
		l.Add(l.At("id"), fmt.Sprintf("“%s” is already the id of a built-in product", p.ID), "choose another id, such as my-"+p.ID)
	}
	l.word("sure", p.Sure, "high", "medium", "low")
	l.word("renewal", p.Renewal, assets.RenewalListed, assets.RenewalUnknown, assets.RenewalNone)
	l.checkDate("checkedOn", p.CheckedOn)
	l.checkLink("document.url", p.Document.URL)
	l.word("access", p.Access, "resource-level", assets.AccountLevel)
	for key, source := range map[string]assets.Source{"sharedApp": p.SharedApp, "serviceAccount": p.ServiceAccount} {
		l.checkLink(key+".source", source.Source)
		l.checkDate(key+".checkedOn", source.CheckedOn)
	}
	for i, limit := range p.Limits {
		if first, _ := utf8.DecodeRuneInString(limit.Stop); limit.Stop != "" && (unicode.IsLower(first) || !strings.ContainsAny(limit.Stop[len(limit.Stop)-1:], ".!?")) {
			l.Add(l.At(fmt.Sprintf("limits[%d].stop", i)), "“stop” is not a whole sentence", "begin it with a capital and end it with a full stop: it follows the text of the limit")
		}
	}
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
		l.Add(l.At(path), fmt.Sprintf("“%s” is not a link to a page", english.Short(link)), "write the whole address, beginning with https://")
	}
}

func (l *linter) checkCallback() {
	c := l.Platform.Callback
	froms := []string{"platform", "pattern", "fixed"}
	l.word("callback.from", c.From, froms...)
	if !slices.Contains(froms, c.From) {
		return
	}
	asks := c.From == "pattern" && slices.Contains(assets.Parts(c.Pattern), assets.Tenant)
	for _, one := range []struct {
		key, value string
		needed, no bool
	}{
		{"pattern", c.Pattern, c.From != "platform", c.From == "platform"},
		{"ask", c.Ask, asks, c.From != "pattern"},
		{"sample", c.Sample, asks || c.From == "platform", false},
	} {
		switch {
		case one.needed && one.value == "":
			l.Add(l.At("callback.from"), fmt.Sprintf("“from: %s” needs “%s”", c.From, one.key), "add it; docs/platform-file.md shows how")
		case one.no && one.value != "":
			l.Add(l.At("callback."+one.key), fmt.Sprintf("“%s” has no use with “from: %s”", one.key, c.From), "leave it out, or write “from: pattern”")
		}
	}
	if c.From == "fixed" && c.Pattern != "" && c.Sample != "" && c.Sample != c.Pattern {
		l.Add(l.At("callback.sample"), "the sample differs from the fixed address", "write the same address in both")
	}
	const write = "if a part differs, write “from: pattern” with {tenant} for that part; if none does, write “from: fixed”"
	switch parts := len(assets.Parts(c.Pattern)); {
	case c.From == "platform":
		l.checkCallbackURL("callback.sample", c.Sample)
	case c.From == "fixed" && parts > 0:
		l.Add(l.At("callback.pattern"), "a fixed address can't have a part in braces", write)
	case c.From == "pattern" && parts == 0 && c.Pattern != "":
		l.Add(l.At("callback.pattern"), "the pattern has no part in braces", write)
	default:
		l.checkPattern("callback.pattern", c.Pattern)
	}
	for i, pattern := range c.More {
		l.checkPattern(fmt.Sprintf("callback.more[%d]", i), pattern)
	}
}

// checkPattern checks what the braces of a Callback URL name, and the address that a
// rehearsal makes of it.
func (l *linter) checkPattern(path, pattern string) {
	var known []string
	if l.Platform.Callback.From == "pattern" {
		known = append(known, assets.Tenant)
	}
	for _, s := range l.Platform.Steps {
		if known = append(known, s.Ask...); s.Do == "callback" {
			break // what is asked for later comes too late
		}
	}
	for _, part := range assets.Parts(pattern) {
		if !slices.Contains(known, part) {
			l.oneOf(l.At(path), part, known, "{%s} is not asked for before the Callback URL is needed", "write {tenant} for the only part that differs; for a further part, add an input with this id, and name it in the “ask” of the callback step")
			return
		}
	}
	l.checkCallbackURL(path, assets.Filled(pattern, l.Platform.SampleOf))
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
		l.Add(l.At(path), fmt.Sprintf("“%s” is not a complete address", english.Short(address)), "write it from https:// to its last character; the sample fills in {tenant}")
	case u.Scheme != "https" && (u.Scheme != "http" || !oauth.IsLoopback(u.Hostname())):
		l.Add(l.At(path), fmt.Sprintf("the callback “%s” is neither https nor on this computer", english.Short(address)), "begin it with https://; http:// is allowed for 127.0.0.1 and localhost only")
	case u.User != nil || strings.Contains(address, "#"):
		l.Add(l.At(path), "a callback must not have a user name or a part after #", "leave that part out")
	}
}
