package oauth

import (
	"cmp"
	"slices"
	"strings"
	"sync"

	"threelo/assets"
)

// Recognized is a failure that was recognised.
type Recognized struct {
	assets.Failure
	Unsure bool // other services use these words too, and nothing names Atlassian
}

// Recognise returns the known failure that fits best what was met, and false
// when none fits.
func Recognise(seen Seen) (assets.Failure, bool) { return first(RecogniseAll(seen)) }

// RecogniseAll returns the known failures in what was met, the best first.
func RecogniseAll(seen Seen) []Recognized { return failuresIn(evidenceOf(seen)) }

func first(all []Recognized) (assets.Failure, bool) {
	if len(all) == 0 {
		return assets.Failure{}, false
	}
	return all[0].Failure, true
}

// match is a sign that fits. The stronger one names more of what was met.
type match struct {
	assets.Sign
	strength int
	from, to int // where its text is; both 0 for a sign without one
}

// failuresIn finds what the evidence shows. A status decides before a text; every
// text of its own counts; a place counts only without both, and a heading last.
func failuresIn(e evidence) []Recognized {
	var levels [assets.HeadingLevel + 1][]match
	for _, s := range signs() {
		if m, ok := s.fits(e); ok {
			levels[s.Level] = append(levels[s.Level], m)
		}
	}
	var kept []match
	for level, matches := range levels {
		if len(kept) > 0 && assets.Level(level) >= assets.PlaceLevel {
			break
		}
		matches = withoutReplaced(matches)
		slices.SortStableFunc(matches, func(a, b match) int { return cmp.Compare(b.strength, a.strength) })
		for _, m := range matches {
			if !slices.ContainsFunc(kept, m.sameAs) {
				kept = append(kept, m)
			}
			if assets.Level(level) != assets.TextLevel {
				break
			}
		}
	}
	all := make([]Recognized, 0, len(kept))
	for _, m := range kept {
		if f, ok := assets.LookupFailure(m.Failure, e.api()); ok {
			f.Who = cmp.Or(m.Who, f.Who)
			unsure := slices.Contains(m.If, "not-foreign") && !slices.Contains(e.conditions, "atlassian")
			all = append(all, Recognized{f, unsure})
		}
	}
	return all
}

// sameAs reports whether two matches read the same words, or mean the same failure.
func (m match) sameAs(o match) bool {
	return m.Failure == o.Failure || m.from < o.to && o.from < m.to
}

// withoutReplaced drops the matches of failures that another match replaces.
func withoutReplaced(matches []match) []match {
	var replaced []string
	for _, m := range matches {
		replaced = append(replaced, m.Before...)
	}
	return slices.DeleteFunc(slices.Clone(matches), func(m match) bool { return slices.Contains(replaced, m.Failure) })
}

// apis are the APIs other than Jira's, by what their calls contain.
var apis = []struct{ path, name string }{
	{"/ex/confluence", "Confluence API"},
	{"/rest/servicedeskapi", "Jira Service Management API"},
	{"api.atlassian.com/me", "User identity API"},
}

// api is the called API as the console names it, "" when it is Jira's or not known.
func (e evidence) api() string {
	for _, each := range apis {
		if e.names(each.path) && !e.names("/ex/jira") || each.path == "/rest/servicedeskapi" && e.names(each.path) {
			return each.name
		}
	}
	return ""
}

// sign is an assets.Sign with its texts folded.
type sign struct {
	assets.Sign
	literals []string
	letters  int // of all literals together
	beside   []string
}

var signs = sync.OnceValue(func() []sign {
	var all []sign
	for _, each := range assets.Signs() {
		s := sign{Sign: each}
		for _, text := range each.Literals {
			letters := fold(text).letters
			s.literals, s.letters = append(s.literals, letters), s.letters+len(letters)
		}
		for _, text := range each.Beside {
			s.beside = append(s.beside, fold(text).letters)
		}
		all = append(all, s)
	}
	return all
})

// What the parts of a sign add to its strength, beside the letters of its text.
const (
	strengthCondition = 15
	strengthCode      = 12
	strengthPath      = 10
	strengthPlace     = 5
)

// fits compares everything that the sign names.
func (s sign) fits(e evidence) (match, bool) {
	m := match{Sign: s.Sign}
	for _, part := range []struct {
		named, met bool
		strength   int
	}{
		{s.Where != "", slices.Contains(e.places, Where(s.Where)), strengthPlace},
		{len(s.Statuses) > 0, slices.ContainsFunc(s.Statuses, func(n int) bool { return slices.Contains(e.statuses, n) }), strengthPlace},
		{s.Error != "", e.hasError(s.Error), strengthCode},
		{s.Code != "", slices.Contains(e.codes, s.Code), strengthCode},
		{s.Path != "", e.names(s.Path), strengthPath},
	} {
		switch {
		case part.named && !part.met:
			return m, false
		case part.named:
			m.strength += part.strength
		}
	}
	for _, condition := range s.If {
		switch {
		case condition == "alone":
			if !s.isAll(e.core) {
				return m, false
			}
		case !slices.Contains(e.conditions, condition):
			return m, false
		}
		m.strength += strengthCondition
	}
	for _, text := range s.beside {
		if !strings.Contains(e.words.letters, text) {
			return m, false
		}
		m.strength += len(text)
	}
	if len(s.literals) == 0 {
		return m, true
	}
	var found int
	if m.from, m.to, found = s.within(e.words); found == 0 {
		_, _, found = s.within(e.core)
	}
	m.strength += found
	return m, found > 0
}

// hasError reports whether the server's error code is this one. In a paste it is
// somewhere in the words.
func (e evidence) hasError(code string) bool {
	code = fold(code).letters
	if e.error != "" {
		return e.error == code
	}
	return strings.Contains(e.words.letters, code)
}

// maxSlot is the most letters that a slot takes, such as a list of APIs.
const maxSlot = 110

// within finds the literals in their order, and returns where they are and how
// many letters were found. A text that was cut off may end within the sign: the
// more else speaks for it, the less must be left.
func (s sign) within(text folded) (from, to, found int) {
	least := max(12, s.letters*7/10)
	if len(s.literals) > 1 || s.Error != "" || s.Path != "" || len(s.beside) > 0 {
		least = max(10, s.letters/2)
	}
	for at := 0; ; {
		next := strings.Index(text.letters[at:], s.literals[0])
		if next < 0 {
			break
		}
		from = at + next
		to, found = s.follow(text, from)
		if found == s.letters || found >= least && to == len(text.letters) {
			return from, to, found
		}
		at = from + 1
	}
	if n := s.cutAt(text, s.literals[0]); n >= least {
		return len(text.letters) - n, len(text.letters), n
	}
	return 0, 0, 0
}

// follow reads the literals from the first one on. When the text ends before all
// were found, to is the end of the text.
func (s sign) follow(text folded, from int) (to, found int) {
	to, found = from+len(s.literals[0]), len(s.literals[0])
	for _, literal := range s.literals[1:] {
		rest := text.letters[to:min(len(text.letters), to+maxSlot+len(literal))]
		gap := strings.Index(rest, literal)
		if gap < 0 {
			if !text.open() || len(text.letters)-to > maxSlot+len(literal) {
				return to, 0
			}
			begun := s.cutAt(folded{text.letters[to:], text.raw, text.ends[to:]}, literal)
			if begun == 0 && found*10 < s.letters*6 {
				return to, 0
			}
			return len(text.letters), found + begun
		}
		to, found = to+gap+len(literal), found+len(literal)
	}
	if s.Ends && !text.endsAt(to) {
		return to, 0
	}
	return to, found
}

// cutAt is how many letters of a literal the end of a cut text still has.
func (s sign) cutAt(text folded, literal string) int {
	if !text.open() {
		return 0
	}
	for n := min(len(literal)-1, len(text.letters)); n > 3; n-- {
		if strings.HasSuffix(text.letters, literal[:n]) {
			return n
		}
	}
	return 0
}

// endsAt reports whether a sentence or a value ends after these letters.
func (f folded) endsAt(letters int) bool {
	rest := strings.TrimLeft(f.raw[f.ends[letters-1]:], " \t\n.\\")
	return rest == "" || strings.HasPrefix(rest, "at ") || strings.ContainsRune("\"'”’`}])|/({[<…", []rune(rest)[0])
}

// isAll reports whether the sign's text is all there is, perhaps cut off.
func (s sign) isAll(core folded) bool {
	text := strings.Join(s.literals, "")
	return core.letters == text || core.open() && len(core.letters) >= len(text)*6/10 && strings.HasPrefix(text, core.letters)
}
