package oauth

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode"

	"threelo/assets"
	"threelo/oauth/lazyregexp"
)

// Recognized is a failure that was recognized.
type Recognized struct {
	assets.Failure
	Unsure bool // other services use these words too, and nothing names Atlassian
}

// Recognize returns the known failure that fits best what was met, and false
// when none fits.
func Recognize(seen Seen) (assets.Failure, bool) {
	return first(failuresIn(evidenceOf(seen, seen.Error+": "+seen.Category+": "+seen.Text)))
}

// RecognizeOwn is Recognize for what a request of threelo's own met.
func RecognizeOwn(seen Seen) (assets.Failure, bool) {
	f, known := Recognize(seen)
	return f.OfOwnRequest(), known
}

func first(all []Recognized) (assets.Failure, bool) {
	if len(all) == 0 {
		return assets.Failure{}, false
	}
	return all[0].Failure, true
}

// level says how much a sign counts, the strongest first.
type level int

const (
	titleLevel   level = iota // a failure's own title: threelo's reports begin with it
	statusLevel               // a status, or a fault of the network: before any text
	textLevel                 // a text of its own
	placeLevel                // where it was met, and conditions
	headingLevel              // a heading that Atlassian puts above many errors
	allLevels
)

// sign is an assets.Sign, ready to be compared.
type sign struct {
	assets.Sign
	level    level
	literals []literal // the text's parts between its slots
	letters  int       // of all literals together
	ends     bool      // the sentence or value must end after the text
}

// literal is a text with its letters alone, as fold reduces them.
type literal struct{ raw, letters string }

var signs = sync.OnceValue(func() []sign {
	known := append(assets.TitleSigns(), assets.Signs()...)
	all := make([]sign, 0, len(known))
	for _, each := range known {
		s := sign{Sign: each, level: placeLevel}
		if text, ends := strings.CutSuffix(each.Text, "$"); text != "" {
			s.level, s.ends = textLevel, ends
			for raw := range strings.SplitSeq(text, "{}") {
				letters := fold(raw).letters
				s.literals = append(s.literals, literal{raw, letters})
				s.letters += len(letters)
			}
		}
		if name := each.Get("level"); name != "" {
			s.level = map[string]level{"title": titleLevel, "status": statusLevel, "text": textLevel, "heading": headingLevel}[name]
		}
		all = append(all, s)
	}
	return all
})

// match is a sign that fits. The stronger one names more of what was met.
type match struct {
	sign
	strength int
	from, to int // where its text is; both 0 for a sign without one
}

// failuresIn finds what the evidence shows. A status decides before a text; every
// specific text counts; a place counts only without both, and a heading last.
func failuresIn(e evidence) []Recognized {
	var levels [allLevels][]match
	for _, s := range signs() {
		if m, ok := s.fits(e); ok {
			levels[s.level] = append(levels[s.level], m)
		}
	}
	var kept []match
	for at, matches := range levels {
		if len(kept) > 0 && level(at) >= placeLevel {
			break
		}
		var replaced []string
		for _, m := range matches {
			replaced = append(replaced, strings.Fields(m.Get("before"))...)
		}
		slices.SortStableFunc(matches, func(a, b match) int { return cmp.Compare(b.strength, a.strength) })
		for _, m := range matches {
			if slices.Contains(replaced, m.Failure) || slices.ContainsFunc(kept, m.sameAs) {
				continue
			}
			kept = append(kept, m)
			if level(at) != textLevel {
				break
			}
		}
	}
	var all []Recognized
	for _, m := range kept {
		if f, ok := assets.LookupFailure(m.Failure, assets.Slots{"api": e.api()}); ok {
			f.Who = cmp.Or(assets.Who(m.Get("who")), f.Who)
			all = append(all, Recognized{f, strings.Contains(m.Get("if"), "!foreign") && !e.meets("atlassian")})
		}
	}
	return all
}

// sameAs reports whether two matches read the same words, or mean the same failure.
func (m match) sameAs(o match) bool {
	return m.Failure == o.Failure || m.from < o.to && o.from < m.to
}

// api is the called API as the console names it.
func (e evidence) api() string {
	return assets.APIOf(cmp.Or(e.seen.Path, callPath().FindString(e.joined))).Name
}

var callPath = lazyregexp.New(`(?:/ex|/rest|/wiki)/[^\s?"'<>]*|atlassian\.com/me\b`)

// What the parts of a sign add to its strength, beside the letters of its text.
const (
	strengthCondition = 15
	strengthCode      = 10
	strengthPlace     = 5
)

// fits compares everything that the sign names.
func (s sign) fits(e evidence) (match, bool) {
	m := match{sign: s}
	if s.level == titleLevel && e.seen != (Seen{}) { // an answer is not a report
		return m, false
	}
	if len(s.literals) > 0 { // first, because most signs fail here and conditions take longer
		if m.from, m.to, m.strength = s.within(e); m.strength == 0 {
			return m, false
		}
	}
	for _, c := range s.Conditions {
		met, strength := true, 0
		switch c.Key {
		case "where":
			met, strength = slices.Contains(e.places, Where(c.Value)), strengthPlace
		case "status":
			met = slices.ContainsFunc(e.statuses, func(n int) bool { return slices.Contains(strings.Fields(c.Value), strconv.Itoa(n)) })
			strength = strengthPlace
		case "error":
			met, strength = e.hasError(c.Value), strengthCode
		case "beside":
			met, strength = e.names(c.Value), len(c.Value)
		case "if":
			for name := range strings.FieldsSeq(c.Value) {
				met, strength = met && (name == "alone" && s.isAll(e.words) || name != "alone" && e.meets(name)), strength+strengthCondition
			}
		}
		if !met {
			return m, false
		}
		m.strength += strength
	}
	if s.level == titleLevel {
		m.strength = -m.from // the first one in a report is its cause
	}
	return m, true
}

// hasError reports whether the server's error code is this one. In a paste it is
// somewhere in the words.
func (e evidence) hasError(code string) bool {
	if e.seen.Error != "" {
		return strings.EqualFold(strings.TrimSpace(e.seen.Error), code)
	}
	return strings.Contains(e.words.letters, fold(code).letters)
}

// maxSlot is the most letters that a slot takes, such as a list of APIs.
const maxSlot = 110

// within finds the literals in their order, and returns where they are and how
// many letters were found. A text that was cut off may end within the sign.
func (s sign) within(e evidence) (from, to, found int) {
	text := e.words
	for at := 0; ; at = from + 1 {
		next := strings.Index(text.letters[at:], s.literals[0].letters)
		if next < 0 {
			break
		}
		from = at + next
		to, found = s.follow(text, from)
		if found == s.letters || to == len(text.letters) && s.enough(found, false, e) {
			return from, to, found
		}
	}
	if n, inWord := cutAt(text, s.literals[0]); n > 0 && s.enough(n, inWord, e) {
		return len(text.letters) - n, len(text.letters), n
	}
	return 0, 0, 0
}

// enough reports whether the beginning of a sign counts as all of it, because the
// text was cut off: the more else speaks for it, the less is needed. An end within
// a word proves the cut.
func (s sign) enough(found int, inWord bool, e evidence) bool {
	supported, least, percent := s.Get("where")+s.Get("beside") != "", 13, 65
	switch {
	case len(s.literals) > 1:
		least, percent = 10, 50
	case s.level == statusLevel && inWord && e.meets("atlassian"): // such as ETIMEDO
		least = 7
	case supported && inWord:
		least, percent = 7, 40
	case inWord && e.meets("atlassian"):
		percent = 40
	case supported || e.meets("atlassian"):
		percent = 50
	}
	return found >= least && found*100 >= s.letters*percent
}

// follow reads the literals from the first one on. When the text ends before all
// were found, to is the end of the text.
func (s sign) follow(text folded, from int) (to, found int) {
	found = len(s.literals[0].letters)
	to = from + found
	for _, literal := range s.literals[1:] {
		reach := maxSlot + len(literal.letters)
		gap := strings.Index(text.letters[to:min(len(text.letters), to+reach)], literal.letters)
		if gap < 0 {
			begun, _ := cutAt(text, literal)
			if !text.open() || len(text.letters)-to > reach || begun == 0 && found*10 < s.letters*6 {
				return to, 0
			}
			return len(text.letters), found + begun
		}
		to, found = to+gap+len(literal.letters), found+len(literal.letters)
	}
	if s.ends && !text.endsAt(to) {
		return to, 0
	}
	return to, found
}

// cutAt is how many letters of a literal the end of a cut text still has, and
// whether it ends within one of the literal's words.
func cutAt(text folded, l literal) (letters int, inWord bool) {
	if !text.open() {
		return 0, false
	}
	for n := min(len(l.letters)-1, len(text.letters)); n > 3; n-- {
		if strings.HasSuffix(text.letters, l.letters[:n]) {
			next := rune(l.raw[fold(l.raw).ends[n-1]])
			return n, unicode.IsLetter(next) || unicode.IsDigit(next)
		}
	}
	return 0, false
}

// beforeMessage is what a log or a trace puts before a message.
var beforeMessage = lazyregexp.New(`^.*(?:: | - |\] )`)

// isAll reports whether the sign's text is all there is, or a whole line that is
// not JSON, with at most a stack trace below. It may be cut off.
func (s sign) isAll(text folded) bool {
	literals := ""
	for _, literal := range s.literals {
		literals += literal.letters
	}
	isIt := func(line folded) bool {
		return line.letters == literals || line.open() && len(line.letters) >= len(literals)*6/10 && strings.HasPrefix(literals, line.letters)
	}
	lines := append(strings.Split(text.raw, "\n"), "")
	for i, line := range lines[:len(lines)-1] {
		below := lines[i+1]
		isLast := below == "" || strings.TrimLeft(below, " \t") != below // or a stack trace follows
		if isLast && !strings.Contains(line, "{") && isIt(fold(beforeMessage().ReplaceAllString(line, ""))) {
			return true
		}
	}
	return isIt(text)
}
