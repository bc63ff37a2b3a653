package lint

import (
	"slices"
	"strings"

	"threelo/assets"
	"threelo/assets/english"
	"threelo/oauth"
	"threelo/oauth/lazyregexp"
	"threelo/steps"
)

// checkText looks at a text as it will be on the screen.
func (l *linter) checkText(text, path string, at assets.Place) {
	switch plain := strings.TrimRight(text, "\n"); {
	case text == "":
	case !oauth.Showable(spaced.Replace(text)):
		l.Add(at, "an invisible character is in this text", "type the text again, without \\x or \\u signs and without copied formatting")
	case plain == "":
	case strings.Contains(plain, "\n"):
		l.Add(at, "a line break is in this text", "write it in one line, or begin it with >- (lines are then joined)")
	case plain != text:
		l.Add(at, "a line break ends this text", "begin it with >- instead of > or |")
	}
	l.checkPlaceholders(text, path, at)
}

// spaced allows the line breaks and tabs of YAML.
var spaced = strings.NewReplacer("\n", " ", "\t", " ")

var (
	placeholder = lazyregexp.New(`\{\s*([\pL\pN._-]+)\s*\}`)
	filledIn    = lazyregexp.New(`^steps\[\d+\]\.(title|(why|warnings)\[\d+\]|(before|then|after)\[\d+\]\.text)$`)
)

// checkPlaceholders looks at the {names} that a screen fills in.
func (l *linter) checkPlaceholders(text, path string, at assets.Place) {
	if path == "callback.pattern" {
		return // has a rule of its own
	}
	known := steps.Placeholders()
	for _, m := range placeholder().FindAllStringSubmatch(text, 8) {
		switch fills := filledIn().MatchString(path); {
		case fills && m[0] == "{"+m[1]+"}" && slices.Contains(known, m[1]):
		case fills:
			l.Add(at, "nothing is known for "+m[0], braced(english.Nearest(m[1], known), known))
		case slices.Contains(known, m[1]):
			l.Add(at, m[0]+" is not filled in here", "write what is meant; only title, why, warnings and the texts of a step's before, then and after are filled in")
		}
	}
}

// braced asks about the nearest placeholder, or lists all.
func braced(near string, known []string) string {
	if near != "" {
		near = "{" + near + "}"
	}
	return english.DidYouMean(near, "known are {"+strings.Join(known, "}, {")+"}")
}
