// Package report prepares what a run found, once: cleaned, masked and put in
// words. The prepared report is then rendered as the status view of the screen,
// as a picture, Markdown, plain text or JSON.
package report

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"threelo/oauth"
	"threelo/steps/dialog"
	"threelo/wizard/style"
)

// Kind is a kind of file that a report can be saved as.
type Kind string

// The kinds, named like the endings of their files.
const (
	PNG      Kind = "png"     // a picture that carries the report
	Bare     Kind = "picture" // a PNG without it
	SVG      Kind = "svg"
	Markdown Kind = "md"
	Text     Kind = "txt"
	JSON     Kind = "json"
	Result   Kind = "result" // its line of Text, for the end of a run
)

// KindOf finds the kind by a file's ending.
func KindOf(path string) (Kind, error) {
	kind := Kind(strings.ToLower(strings.TrimPrefix(filepath.Ext(path), ".")))
	if slices.Contains([]Kind{PNG, SVG, Markdown, Text, JSON}, kind) {
		return kind, nil
	}
	return "", fmt.Errorf("%q does not show which kind of report to save: end the name in .png, .svg, .md, .txt or .json", filepath.Base(path))
}

// Reader is the person that a rendering speaks to.
type Reader int

// The readers. Whatever leaves the computer is for a supporter.
const (
	Admin     Reader = iota // looks at the screen: "you confirmed"
	Supporter               // was not there: "the admin confirmed"
)

// Prepared is a report that may be shown: cleaned, masked, and its lines listed.
// Make one for each report and keep it: drawing it again is then cheap.
type Prepared struct {
	dialog.Report
	reader   Reader
	problems []Problem
	items    [kinds][]Item
}

// The kinds of items, in the order of Items.
const (
	facts = iota
	scopes
	checks
	activities
	proofs
	changes
	kinds
)

// Prepare makes a report ready to be shown to a reader.
func Prepare(r dialog.Report, reader Reader) *Prepared {
	p := &Prepared{Report: masked(r, reader), reader: reader}
	p.problems = p.findProblems()
	p.items = [kinds][]Item{
		facts: p.facts(), scopes: each(p.Scopes, p.scopeItem), checks: p.checkItems(), activities: p.activityItems(), proofs: p.proofItems(),
		changes: p.changeItems(),
	}
	return p
}

// Items lists every line that has details: facts, scopes, other checks, activities,
// proofs, changes.
func (p *Prepared) Items() []Item { return slices.Concat(p.items[:]...) }

// ErrLeak says that a secret would have left the computer, however it got past the
// first door. It never quotes it.
var ErrLeak = errors.New("nothing was written or copied: threelo found a secret of this run in the report, which must never happen. " +
	"Please tell the makers of threelo what you did, and report in another way for now")

// Export renders a report for a file or the clipboard, or for the admin's screen,
// without the secrets of the run. It returns ErrLeak, and nothing else, when one is
// left. It takes them out of each text before one is shortened, because half a secret is
// a secret too. Then it searches the report, for what is spread over several texts, and
// what was made of it.
func Export(r dialog.Report, reader Reader, kind Kind, secrets []oauth.Secret) ([]byte, error) {
	cleaned := oauth.Cleaner(secrets...)
	r = rewrite(r, func(text string, _ bool) string { return clean(cleaned(text, 0)) })
	data, shown, err := Prepare(r, reader).render(kind)
	if err != nil {
		return nil, err
	}
	if oauth.Leaks(string(marshal(r)), secrets...) || oauth.Leaks(string(shown), secrets...) {
		return nil, ErrLeak
	}
	return data, nil
}

// render draws the report as a file of a kind, and returns the text that it shows.
func (p *Prepared) render(kind Kind) (data, shown []byte, err error) {
	switch kind {
	case JSON:
		data = marshal(p.Report)
	case Text:
		data = []byte(strings.Join(p.Lines(), "\n") + "\n")
	case Result:
		data = []byte(p.resultLine())
	case Markdown:
		data = p.markdown()
	case SVG:
		data = p.picture(style.Dark()).svg()
	case PNG, Bare:
		return p.png(kind == PNG)
	default:
		err = fmt.Errorf("a report cannot be saved as %q: use png, svg, md, txt or json", kind)
	}
	return data, data, err
}

// png draws the picture. What it shows includes the report, read back from the file.
func (p *Prepared) png(carries bool) (data, shown []byte, err error) {
	picture := p.picture(style.Dark())
	data, shown = picture.PNG(), []byte(picture.text+picture.alt)
	if !carries {
		return data, shown, nil
	}
	data = carrying(data, marshal(p.Report))
	report, err := carried(data)
	return data, append(shown, report...), err
}

// marshal writes the report object, indented, with its keys in order. Nothing in a report
// can fail to be written.
func marshal(r dialog.Report) []byte {
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	_ = enc.Encode(r)
	return out.Bytes()
}
