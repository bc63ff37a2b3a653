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
	"github.com/goccy/go-yaml/lexer"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/token"

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

// Decoded is what could be read of a platform file, with all that is wrong in
// its form.
type Decoded struct {
	Platform Platform
	Texts    []Text
	Readable bool // there is something to judge beyond the form
	problems []Problem
	places   map[string]Place // of values, by their path
	keys     map[string]Place // of keys
}

// MaxProblems is how many problems are reported, so that the time stays bounded.
const MaxProblems = 200

// DecodePlatform reads a platform file. It is the only decoder of one: lint adds
// its rules to what is found here, and ParsePlatform refuses a file with problems.
func DecodePlatform(data []byte) *Decoded {
	d := &Decoded{places: map[string]Place{}, keys: map[string]Place{}}
	text, ok := d.readable(data)
	d.Readable = ok && d.parse(text)
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

// Key is where a key is, and false where it is not in the file.
func (d *Decoded) Key(path string) (Place, bool) {
	at, ok := d.keys[path]
	return at, ok
}

// parse reads the text into d.Platform; false when there is nothing to judge.
func (d *Decoded) parse(text string) bool {
	tokens := lexer.Tokenize(text)
	if !d.plain(tokens) {
		return false
	}
	file, err := parser.Parse(tokens, 0, parser.AllowDuplicateMapKey())
	if err != nil {
		d.addError(err)
		return false
	}
	docs := slices.DeleteFunc(file.Docs, func(doc *ast.DocumentNode) bool { return doc.Body == nil })
	if len(docs) == 0 {
		docs = []*ast.DocumentNode{{}}
	}
	body := docs[0].Body
	if _, ok := body.(ast.MapNode); !ok {
		d.Add(placeOf(body), "a platform file has keys at its top, such as “id: mine”", "docs/platform-file.md shows a platform file to begin with")
		return false
	}
	if len(docs) > 1 {
		d.Add(placeOf(docs[1].Body), "a second document begins here", "one file describes one platform: leave out the line --- and everything after it")
	}
	d.read(body, reflect.ValueOf(&d.Platform).Elem(), "")
	return true
}

// maxKeys is the most keys that a platform file may have: the YAML library's
// time grows with their square.
const maxKeys = 2000

// plain reports what YAML allows and a platform file does not: anchors, aliases,
// tags, merge keys and directives. With them a short file could grow without
// bounds, and the YAML library ends the program on some. It returns false when the
// parser must not see the tokens.
func (d *Decoded) plain(tokens token.Tokens) bool {
	keys := 0
	for _, t := range tokens {
		at := Place{t.Position.Line, t.Position.Column}
		switch t.Type {
		case token.AnchorType, token.AliasType, token.TagType, token.MergeKeyType, token.DirectiveType, token.MappingKeyType:
			d.Add(at, fmt.Sprintf("“%s” begins an anchor, an alias or another part of YAML that a platform file can't have", t.Value),
				"write the value itself in each place; put a text that begins with this sign into quotes")
		case token.MappingValueType:
			keys++
			if keys == maxKeys+1 {
				d.Add(at, fmt.Sprintf("the file has more than %d keys", maxKeys), "leave out what threelo does not know")
			}
		}
	}
	return len(d.problems) == 0
}

// addError adds what the YAML library says.
func (d *Decoded) addError(err error) {
	at, what := Place{}, err.Error()
	if e := yaml.Error(nil); errors.As(err, &e) {
		what = e.GetMessage()
		if t := e.GetToken(); t != nil && t.Position != nil {
			at = Place{t.Position.Line, t.Position.Column}
		}
	}
	d.Add(at, "this is not YAML: "+english.Short(what),
		"check this line and the one before: close quotes and brackets, put a comma between entries in brackets, put a text that has a colon in it into single quotes, and use spaces instead of tabs")
}
