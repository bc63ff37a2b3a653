// Package lint reads a platform file as its author needs it read: every problem
// together, each with its place in the file and what to do about it. It opens no
// file and runs nothing of what it reads.
package lint

import (
	"threelo/assets"
	"threelo/oauth"
)

// Problem is something in a platform file that must be fixed.
type Problem = assets.Problem

// linter is one reading of one file, as far as it could be read.
type linter struct{ *assets.Decoded }

// Lint lists the problems of a platform file in the order of the file, at most
// 200 of them. A file without problems is one that assets.ParsePlatform reads
// and that a journey can follow to its end.
func Lint(data []byte) []Problem {
	l := &linter{assets.DecodePlatform(data)}
	for _, t := range l.Texts {
		l.checkText(t.Text, t.Path, t.At)
	}
	if l.Readable {
		l.judge()
	}
	problems := l.Problems()
	for i, p := range problems { // they may quote the file
		problems[i].What, problems[i].Fix = oauth.CleanText(p.What, 0), oauth.CleanText(p.Fix, 0)
	}
	return problems
}
