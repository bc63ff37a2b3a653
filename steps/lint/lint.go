// Package lint reads a platform file as its author needs it read: every problem
// at once, each with its place in the file and what to do about it. It opens no
// file and runs nothing of what it reads.
package lint

import (
	"cmp"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"

	"threelo/assets"
	"threelo/oauth"
)

// Problem is something in a platform file that must be fixed.
type Problem struct {
	Line, Column int    // where it begins, both from 1; columns count characters
	What         string // what is wrong there
	Cure         string // what to do
}

// String writes a problem in one line: "12:5: what is wrong; what to do".
func (p Problem) String() string {
	return fmt.Sprintf("%d:%d: %s; %s", p.Line, p.Column, p.What, p.Cure)
}

// maxProblems is where Lint stops, so that its time stays bounded.
const maxProblems = 200

// Lint lists the problems of a platform file in the order of the file, at most
// 200 of them. A file without problems is one that assets.ParsePlatform reads
// and that a journey can follow to its end.
func Lint(data []byte) []Problem {
	l := &linter{places: map[string]place{}, keys: map[string]place{}, empty: map[string]bool{}}
	if at, ok := notText(data); ok {
		l.add(at, "this is not text in UTF-8", "save the file as UTF-8")
		return l.problems
	}
	data = l.wash(data)
	l.lines = strings.Split(string(data), "\n")
	if err := assets.CheckPlatformBytes(data); err != nil {
		l.add(lineIn(err), err.Error(), "a platform file is a short text in YAML; docs/platform-file.md shows one")
		return l.sorted()
	}
	if l.parse(data) {
		l.judge()
	}
	if _, err := assets.ParsePlatform(data); err != nil && len(l.problems) == 0 {
		l.addError(err) // what the reader refuses is a problem, whatever this package thinks
	}
	return l.sorted()
}

// linter is one reading of one file.
type linter struct {
	lines    []string
	platform assets.Platform  // as far as it could be read
	places   map[string]place // where a value stands, by its path: "steps[2].do"
	keys     map[string]place // where its key stands
	empty    map[string]bool  // the keys that have no value
	problems []Problem
}

// place is a position in the file.
type place struct{ line, column int }

// add reports a problem. It may quote the file, so it is cleaned here.
func (l *linter) add(at place, what, cure string) {
	if len(l.problems) < maxProblems {
		l.problems = append(l.problems, Problem{Line: max(1, at.line), Column: max(1, at.column), What: oauth.CleanText(what, 0), Cure: oauth.CleanText(cure, 0)})
	}
}

// full reports whether there is no room for another problem.
func (l *linter) full() bool { return len(l.problems) >= maxProblems }

func (l *linter) sorted() []Problem {
	slices.SortStableFunc(l.problems, func(a, b Problem) int {
		return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column))
	})
	return slices.CompactFunc(l.problems, func(a, b Problem) bool { return a == b })
}

// parse reads the file into l.platform; false when there is nothing to judge.
func (l *linter) parse(data []byte) bool {
	tokens, unfit := assets.PlatformTokens(data)
	for _, u := range unfit {
		l.add(place{u.Line, u.Column}, u.What, "write the value itself, where it belongs; put a text that begins with this sign into quotes")
	}
	if tokens == nil {
		return false
	}
	file, err := parser.Parse(tokens, 0, parser.AllowDuplicateMapKey())
	if err != nil {
		l.addError(err)
		return false
	}
	var body ast.Node
	for _, doc := range file.Docs {
		if _, directive := doc.Body.(*ast.DirectiveNode); doc.Body == nil || directive {
			continue
		}
		if body != nil {
			l.add(placeOf(doc.Body), "a second document begins here", "one file holds one platform: leave out the line of --- and what follows")
			break
		}
		body = doc.Body
	}
	if body == nil {
		l.add(place{}, "the file holds nothing but comments", "docs/platform-file.md shows a platform file to begin with")
		return false
	}
	if _, ok := entries(body); !ok {
		l.add(placeOf(body), "a platform file has keys at its top, such as “id: mine”", "docs/platform-file.md shows a platform file to begin with")
		return false
	}
	l.read(body, reflect.ValueOf(&l.platform).Elem(), "", placeOf(body))
	return true
}

// addError adds what the YAML library says, in words that help.
func (l *linter) addError(err error) {
	at, what := lineIn(err), err.Error()
	if e := yaml.Error(nil); errors.As(err, &e) {
		what = e.GetMessage()
		if t := e.GetToken(); t != nil && t.Position != nil {
			at = place{t.Position.Line, t.Position.Column}
		}
	}
	if n := at.line - 1; n >= 0 && n < len(l.lines) && indentedByTab(l.lines[n]) {
		l.add(place{at.line, 1}, "a tab at the beginning of a line is not YAML", "use spaces there")
		return
	}
	l.add(at, "this is not YAML: "+short(what), cureOfSyntax(what))
}
