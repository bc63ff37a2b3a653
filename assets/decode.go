package assets

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

	"threelo/assets/english"
)

// Problem is something in a platform file that must be fixed.
type Problem struct {
	Line, Column int    // where it begins, both from 1; columns count characters
	What         string // what is wrong there
	Fix          string // what to do
}

// String writes a problem in one line: "12:5: what is wrong; what to do".
func (p Problem) String() string {
	return fmt.Sprintf("%d:%d: %s; %s", p.Line, p.Column, p.What, p.Fix)
}

// Place is a position in a platform file.
type Place struct{ Line, Column int }

// Text is a text in a platform file and where it is.
type Text struct {
	Path, Text string // the path is such as "steps[2].do"
	At         Place
}

// Decoded is a platform file as far as it can be read, with all that is wrong in
// its form.
type Decoded struct {
	Platform Platform
	Texts    []Text
	Readable bool // there is something to judge beyond the form
	problems []Problem
	lines    []string
	places   map[string]Place // of values, by their path
	keys     map[string]Place // of keys
	empty    map[string]bool  // the keys that have no value
}

// MaxProblems is how many problems are reported, so that the time stays bounded.
const MaxProblems = 200

// DecodePlatform reads a platform file. It is the only decoder of one: lint adds
// its rules to what is found here, and ParsePlatform refuses a file with problems.
func DecodePlatform(data []byte) *Decoded {
	d := &Decoded{places: map[string]Place{}, keys: map[string]Place{}, empty: map[string]bool{}}
	if at, ok := notText(data); ok {
		d.Add(at, "this is not text in UTF-8", "save the file as UTF-8")
		return d
	}
	text := d.withoutControls(platformText(data))
	d.lines = strings.Split(text, "\n")
	if line, what := tooMuch(text); what != "" {
		d.Add(Place{line, 1}, what, "a platform file is a short text in YAML; docs/platform-file.md shows one")
		return d
	}
	d.Readable = d.parse(text)
	return d
}

// Add reports a problem.
func (d *Decoded) Add(at Place, what, fix string) {
	if !d.Full() {
		d.problems = append(d.problems, Problem{Line: max(1, at.Line), Column: max(1, at.Column), What: what, Fix: fix})
	}
}

// Full reports whether no more problems are taken.
func (d *Decoded) Full() bool { return len(d.problems) >= MaxProblems }

// Problems lists what was reported, in the order of the file.
func (d *Decoded) Problems() []Problem {
	slices.SortStableFunc(d.problems, func(a, b Problem) int {
		return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column))
	})
	return slices.Compact(d.problems)
}

// At is where a value is, or else the nearest thing around it.
func (d *Decoded) At(path string) Place {
	for path != "" {
		if p, ok := d.places[path]; ok {
			return p
		}
		path = path[:max(0, strings.LastIndexAny(path, ".["))]
	}
	return d.places[""]
}

// Key is where a key is.
func (d *Decoded) Key(path string) Place { return d.keys[path] }

// IsEmpty reports whether a key is there without a value.
func (d *Decoded) IsEmpty(path string) bool { return d.empty[path] }

// parse reads the text into d.Platform; false when there is nothing to judge.
func (d *Decoded) parse(text string) bool {
	tokens, unfit := platformTokens(text)
	for _, u := range unfit {
		d.Add(Place{u.Line, u.Column}, u.What, u.Fix)
	}
	if tokens == nil {
		return false
	}
	file, err := parser.Parse(tokens, 0, parser.AllowDuplicateMapKey())
	if err != nil {
		d.addError(err)
		return false
	}
	var body ast.Node
	for _, doc := range file.Docs {
		if _, directive := doc.Body.(*ast.DirectiveNode); doc.Body == nil || directive {
			continue
		}
		if body != nil {
			d.Add(placeOf(doc.Body), "a second document begins here", "one file holds one platform: leave out the line of --- and what follows")
			break
		}
		body = doc.Body
	}
	if body == nil {
		d.Add(Place{}, "the file holds nothing but comments", "docs/platform-file.md shows a platform file to begin with")
		return false
	}
	if _, ok := pairsOf(body); !ok {
		d.Add(placeOf(body), "a platform file has keys at its top, such as “id: mine”", "docs/platform-file.md shows a platform file to begin with")
		return false
	}
	d.read(body, reflect.ValueOf(&d.Platform).Elem(), "", placeOf(body))
	return true
}

// addError adds what the YAML library says, in words that help.
func (d *Decoded) addError(err error) {
	at, what := Place{}, err.Error()
	if e := yaml.Error(nil); errors.As(err, &e) {
		what = e.GetMessage()
		if t := e.GetToken(); t != nil && t.Position != nil {
			at = Place{t.Position.Line, t.Position.Column}
		}
	}
	if n := at.Line - 1; n >= 0 && n < len(d.lines) && indentedByTab(d.lines[n]) {
		d.Add(Place{at.Line, 1}, "a tab at the beginning of a line is not YAML", "use spaces there")
		return
	}
	d.Add(at, "this is not YAML: "+english.Short(what), fixOfSyntax(what))
}

// indentedByTab reports whether a tab is among the spaces that a line begins with.
func indentedByTab(line string) bool {
	return strings.Contains(line[:len(line)-len(strings.TrimLeft(line, " \t"))], "\t")
}

// fixOfSyntax says what to do about what the YAML library says.
func fixOfSyntax(what string) string {
	switch {
	case strings.Contains(what, "could not find end"):
		return "close the quotes that begin here"
	case strings.Contains(what, "must be specified"), strings.Contains(what, "end token"):
		return "close the bracket, and put a comma between two entries"
	case strings.Contains(what, "not allowed in this context"):
		return "look at the spaces at the beginning of this line, and put a text that has a colon in it into quotes"
	case strings.Contains(what, "escape character"):
		return "write the text in single quotes, or without the backslash"
	}
	return "compare this line with docs/platform-file.md"
}
