package oauth

import (
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"threelo/assets"
	"threelo/oauth/lazyregexp"
)

// Recognise finds the known failure that fits best what was met: the one whose
// sign names most of it. It reports false when none fits.
func Recognise(seen Seen) (assets.Failure, bool) {
	f, points := bestFailure(seen)
	return f, points > 0
}

func bestFailure(seen Seen) (assets.Failure, int) {
	met := measure(seen)
	best, most := -1, 0
	for _, s := range atlas() {
		if points := s.fits(met); points > most {
			best, most = s.failure, points
		}
	}
	if best < 0 {
		return assets.Failure{}, 0
	}
	return assets.Failures()[best], most
}

// measured is a Seen, made ready to be compared.
type measured struct {
	Seen
	text string // the text's letters and digits
	all  string // the same with the error code before it
	path string // below /ex/jira/{cloudId}
	open bool   // ends in the middle of a word or sentence, so it may have been cut off
}

func measure(seen Seen) measured {
	seen.Error = strings.ToLower(strings.TrimSpace(seen.Error))
	text := letters(seen.Text)
	end, _ := utf8.DecodeLastRuneInString(strings.TrimRight(seen.Text, " \t\n….,;:-_=&%/"))
	return measured{
		Seen: seen,
		text: text,
		all:  letters(seen.Error) + text,
		path: strings.ToLower(gateway().ReplaceAllString(seen.Path, "")),
		open: unicode.IsLetter(end) || unicode.IsDigit(end),
	}
}

var gateway = lazyregexp.New(`(?i)^.*/ex/jira/[^/]*`)

// letters keeps the letters and digits of a text, in lower case: quotes, line
// breaks and punctuation differ from one place to the next.
func letters(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, text)
}

// sign is an assets.Sign with its texts made ready.
type sign struct {
	assets.Sign
	failure int // index into assets.Failures
	texts   []string
}

var atlas = sync.OnceValue(func() []sign {
	var all []sign
	for i, f := range assets.Failures() {
		for _, s := range f.Signs {
			texts := make([]string, len(s.Text))
			for n, text := range s.Text {
				texts[n] = letters(text)
			}
			all = append(all, sign{s, i, texts})
		}
	}
	return all
})

// What a sign's parts weigh: words count most, since they are the least likely
// to come from elsewhere.
const (
	pointsText  = 20 // and half a point for each letter
	pointsCut   = 10 // the same, for a text that was cut off
	pointsPath  = 15
	pointsError = 12
	pointsOther = 5
)

// fits weighs how much of what was met the sign names; 0 when it does not fit.
func (s sign) fits(met measured) int {
	points := 0
	for _, part := range []struct {
		named, same bool
		points      int
	}{
		{s.Where != "", Where(s.Where) == met.Where, pointsOther},
		{len(s.Status) > 0, slices.Contains(s.Status, met.Status), pointsOther},
		{s.Error != "", s.Error == met.Error, pointsError},
		{s.Path != "", strings.HasPrefix(met.path, s.Path), pointsPath},
		{s.Named, strings.Contains(met.all, "atlassian"), pointsOther},
		{s.Whole && len(s.texts) == 0, met.text == "", pointsOther},
	} {
		switch {
		case part.named && !part.same:
			return 0
		case part.named:
			points += part.points
		}
	}
	supported := s.Error != "" || len(s.texts) > 1
	for _, text := range s.texts {
		var found int
		switch {
		case s.Whole:
			found = whole(met, text, supported)
		default:
			found = within(met, text, supported)
		}
		if found == 0 {
			return 0
		}
		points += found
	}
	return points
}

// within weighs a text that occurs somewhere, or at the end with its own end
// cut off. The more else speaks for it, the less of it must be left.
func within(met measured, text string, supported bool) int {
	if strings.Contains(met.all, text) {
		return pointsText + len(text)/2
	}
	if !met.open {
		return 0
	}
	shortest := max(14, len(text)*7/10)
	if supported {
		shortest = max(10, len(text)/2)
	}
	for n := len(text) - 1; n >= shortest; n-- {
		if strings.HasSuffix(met.all, text[:n]) {
			return pointsCut + n/2
		}
	}
	return 0
}

// whole weighs a text that is all that was said, perhaps cut off.
func whole(met measured, text string, supported bool) int {
	if met.text == text {
		return pointsText + len(text)/2
	}
	shortest := len(text) * 6 / 10
	if supported {
		shortest = max(5, len(text)*4/10)
	}
	if met.open && len(met.text) >= shortest && strings.HasPrefix(text, met.text) {
		return pointsCut + len(met.text)/2
	}
	return 0
}
