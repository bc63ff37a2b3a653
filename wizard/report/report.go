// Package export turns a report into a picture, Markdown, plain text or JSON,
// makes sure that no secret is in it, and saves it.
package report

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"path/filepath"
	"strings"
	"time"

	"threelo/oauth"
	"threelo/steps"
	"threelo/wizard/style"
)

// Kind is a form in which a report can be saved.
type Kind string

// The kinds, named as their files end.
const (
	PNG      Kind = "png"
	SVG      Kind = "svg"
	Markdown Kind = "md"
	Text     Kind = "txt"
	JSON     Kind = "json"
)

// KindOf tells the kind from a file's ending.
func KindOf(path string) (Kind, error) {
	kind := Kind(strings.ToLower(strings.TrimPrefix(filepath.Ext(path), ".")))
	switch kind {
	case PNG, SVG, Markdown, Text, JSON:
		return kind, nil
	}
	return "", fmt.Errorf("%q does not say what kind of report it is: end the name in .png, .svg, .md, .txt or .json", filepath.Base(path))
}

// Export renders a report and refuses to hand it out when one of the run's
// secrets is in it, in the report or in the result.
func Export(r steps.Report, kind Kind, secrets []oauth.Secret) ([]byte, error) {
	report, err := marshal(Clean(r)) // in full: a cut secret is one too
	if err != nil {
		return nil, err
	}
	shown := []byte(AltText(r))
	if kind == PNG || kind == SVG {
		shown = append(shown, pictureOf(prepared(r), style.Dark()).text()...)
	}
	data, err := Render(r, kind)
	if err != nil {
		return nil, err
	}
	for _, text := range [][]byte{report, shown, data} {
		if err := Leaks(text, secrets); err != nil {
			return nil, err
		}
	}
	return data, nil
}

// Render draws a report in one kind, masked as Mask does and, when the report
// is an anonymous one, as Anonymous does.
func Render(r steps.Report, kind Kind) ([]byte, error) {
	r = prepared(r)
	switch kind {
	case JSON:
		return marshal(r)
	case Text:
		return []byte(strings.Join(Lines(r), "\n") + "\n"), nil
	case Markdown:
		return markdown(r), nil
	case SVG:
		return pictureOf(r, style.Dark()).svg(), nil
	case PNG:
		return pictureOf(r, style.Dark()).PNG()
	default:
		return nil, fmt.Errorf("a report cannot be saved as %q: use png, svg, md, txt or json", kind)
	}
}

// Convert renders a saved report again in another kind.
func Convert(in io.Reader, kind Kind) ([]byte, error) {
	r, err := ReadReport(in)
	if err != nil {
		return nil, err
	}
	return Render(r, kind)
}

// maxText is how many characters one text of a report may have (the schema
// says the same).
const maxText = 4000

// prepared is what may leave: clean, bounded and masked.
func prepared(r steps.Report) steps.Report {
	r = Mask(Clean(r))
	if r.Anonymous {
		r = Anonymous(r)
	}
	r.GeneratedAt = r.GeneratedAt.Truncate(time.Second)
	return Rewrite(r, func(text string) string {
		if runes := []rune(text); len(runes) > maxText {
			return string(runes[:maxText-1]) + "…"
		}
		return text
	})
}

// marshal writes the report object: keys in the contract's order, indented.
func marshal(r steps.Report) ([]byte, error) {
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(r); err != nil {
		return nil, fmt.Errorf("the report could not be written as JSON: %w", err)
	}
	return out.Bytes(), nil
}

// AltText says in words what a picture of a report shows.
func AltText(r steps.Report) string {
	r = prepared(r)
	_, word := Shown(r)
	demo := ""
	if badge := Badge(r); badge != "" {
		demo = badge + ". "
	}
	out := fmt.Sprintf("%sStatus of %s and Jira Cloud, %s, made by %s %s: %s",
		demo, Route(r), Stamp(r.GeneratedAt), r.Tool.Name, r.Tool.Version, word)
	for _, part := range append([]string{r.Headline}, Counts(r)...) {
		if part != "" {
			out += ". " + part
		}
	}
	for _, t := range Troubles(r) {
		out += ". " + t.What
	}
	return out + "."
}
