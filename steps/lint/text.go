package lint

import (
	"slices"
	"strings"

	"threelo/assets"
	"threelo/oauth/lazyregexp"
	"threelo/steps"
)

var (
	placeholder = lazyregexp.New(`\{\s*([\pL\pN._-]+)\s*\}`)
	filledIn    = lazyregexp.New(`^steps\[\d+\]\.(title|rehearsal|(why|warnings|notes)\[\d+\]|(before|then|after)\[\d+\]\.(text|message)|details\[\d+\]\.text)$|^details\[\d+\]\.text$`)
)

// checkText looks at a text as it will be on the screen, and at the {names} that
// a screen fills in.
func (l *linter) checkText(t assets.Text) {
	if strings.Contains(t.Text, "\n") {
		l.Add(t.At, "a line break is in this text", "write it in one line, or begin it with >- (lines are then joined)")
	}
	if strings.HasPrefix(t.Path, "callback.") {
		return // has its own rule
	}
	var known []string
	for _, name := range steps.Placeholders() {
		known = append(known, "{"+name+"}")
	}
	for _, m := range placeholder().FindAllStringSubmatch(t.Text, 8) {
		if filledIn().MatchString(t.Path) {
			l.oneOf(t.At, m[0], known, "threelo can't fill in %s", "write one of "+strings.Join(known, ", "))
		} else if slices.Contains(known, "{"+m[1]+"}") {
			l.Add(t.At, m[0]+" is not filled in here", "write what is meant; only title, why, warnings, notes, rehearsal and the texts of details and of a step's before, then and after are filled in")
		}
	}
}
