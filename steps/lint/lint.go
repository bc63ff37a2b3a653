// Package lint reads a platform file as its author needs it read: every problem
// together, each with its place in the file and what to do about it. It opens no
// file and runs nothing of what it reads.
package lint

import (
	"fmt"
	"slices"

	"threelo/assets"
	"threelo/assets/english"
	"threelo/oauth"
)

// Problem is something in a platform file that must be fixed.
type Problem = assets.Problem

// linter is one reading of one file, as far as it could be read.
type linter struct {
	*assets.Decoded
	sum   string         // of the file
	lines map[string]int // of the names in its lists so far
}

// Lint lists the problems of a platform file in the order of the file, at most
// 200 of them. A file without problems is one that assets.ParsePlatform reads
// and that a journey can follow to its end.
func Lint(data []byte) []Problem {
	l := &linter{assets.DecodePlatform(data), assets.Sum(data), map[string]int{}}
	for _, t := range l.Texts {
		l.checkText(t)
	}
	if l.Readable {
		l.checkHead()
		l.checkCallback()
		l.checkScopes()
		l.checkActivities()
		l.checkInputs()
		l.checkSteps()
	}
	problems := l.Problems()
	for i, p := range problems { // they may quote the file
		problems[i].What, problems[i].Fix = oauth.CleanText(p.What, 0), oauth.CleanText(p.Fix, 0)
	}
	return problems
}

// oneOf reports a name that is not among those known, and asks about the nearest.
// what has a %s for the name; otherwise is the fix when none is near.
func (l *linter) oneOf(at assets.Place, name string, known []string, what, otherwise string) {
	if name != "" && !slices.Contains(known, name) && !l.Full() { // comparing takes long
		l.Add(at, fmt.Sprintf(what, english.Short(name)), english.DidYouMean(english.Nearest(name, known), otherwise))
	}
}

// twice reports a name that an earlier entry of its list has. noun says what the list
// is of.
func (l *linter) twice(at assets.Place, name, noun, fix string) bool {
	line, twice := l.lines[noun+" "+name]
	switch {
	case name == "":
		return false
	case twice:
		l.Add(at, fmt.Sprintf("the %s “%s” is here a second time", noun, english.Short(name)), fmt.Sprintf("%s; the first is in line %d", fix, line))
	default:
		l.lines[noun+" "+name] = at.Line
	}
	return twice
}
