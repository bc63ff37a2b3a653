package command

import (
	"bytes"
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"threelo/assets"
	"threelo/oauth"
	"threelo/oauth/sandbox"
	"threelo/wizard/style"
)

const atlasFile = "../../docs/failures.md"

const atlasTop = `<!-- Made from assets/failures.yaml. Change it there, then: go test ./wizard/command -run Atlas -update -->

# When connecting fails

Look for the text that you see in one of the two tables, and follow its link. Or paste it, also a log or an address from
the address bar:

` + "```sh" + `
threelo explain "Unauthorized; scope does not match"
` + "```" + `

Each entry says what you see, what happened, and what to do. Its last line says who can do it, how sure threelo is, and
the name under which you can practice it: ` + "`threelo sandbox --scenario NAME`, or `threelo --demo` and the key `p`" + `.

`

const atlasSurely = `
This project has tried none of it against Atlassian: it comes from public documentation and from what people report.
Labels are those of Atlassian's developer console on %s. If an entry does not help, send the whole error, with its
time and trace ID, to the product's support.

## How sure

| how sure | what it rests on |
| --- | --- |
`

// sureness says in words what "sure" in the data means.
var sureness = []struct{ grade, word, rests string }{
	{"H", "certain", "Atlassian's own text, or several people who saw it independently"},
	{"M+", "quite sure", "several reports that agree"},
	{"M", "probable", "one good report"},
	{"L", "a guess", "a conclusion from other facts"},
}

// The page is made from the data, so that an admin who reads it and one who
// meets the failure in threelo read the same.
func TestTheAtlasAsAPageSaysWhatTheDataSays(t *testing.T) {
	want := []byte(atlasPage())
	if *update {
		if err := os.WriteFile(atlasFile, want, 0o644); err != nil { //nolint:gosec // everybody may read the documents
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(atlasFile)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("docs/failures.md differs from assets/failures.yaml; read it, and keep it with: go test ./wizard/command -run Atlas -update\n%s", firstDifference(string(want), string(got)))
	}
}

// Who finds a failure on the page by its words finds the same one by pasting them.
func TestTheWordsOnTheAtlasPageLeadExplainToTheSameEntry(t *testing.T) {
	for _, f := range assets.Failures() {
		for _, seen := range f.Seen {
			for _, words := range quotes.FindAllStringSubmatch(seen, -1) {
				if met, _, ok := oauth.Explain(words[1]); !ok || met.ID != f.ID {
					t.Errorf("%s: %q leads to %q", f.ID, words[1], met.ID)
				}
			}
		}
	}
}

var quotes = regexp.MustCompile("“([^”]+)”")

func atlasPage() string {
	var out strings.Builder
	out.WriteString(atlasTop)
	parts := []struct {
		title   string
		network bool
	}{{"Atlassian's answers", false}, {"The network", true}}
	for _, part := range parts {
		fmt.Fprintf(&out, "| %s: what you see | problem |\n| --- | --- |\n", part.title)
		for _, f := range assets.Failures() {
			if strings.HasPrefix(f.ID, "network-") == part.network {
				fmt.Fprintf(&out, "| %s | [%s](#%s) |\n", seenOf(f), f.Title, f.ID)
			}
		}
		out.WriteString("\n")
	}
	for _, part := range parts {
		fmt.Fprintf(&out, "## %s\n", part.title)
		for _, f := range assets.Failures() {
			if strings.HasPrefix(f.ID, "network-") == part.network {
				out.WriteString(atlasEntry(f))
			}
		}
		out.WriteString("\n")
	}
	rest := out.String()
	out.Reset()
	out.WriteString(strings.TrimSuffix(rest, "\n"))
	fmt.Fprintf(&out, atlasSurely, assets.ReadConsole().Checked)
	for _, s := range sureness {
		fmt.Fprintf(&out, "| %s | %s |\n", s.word, s.rests)
	}
	return out.String()
}

// seenOf is what a person looks for in the table: each text, as far as it tells the
// entry from others.
func seenOf(f assets.Failure) string {
	var all []string
	for _, seen := range f.Seen {
		found := quotes.FindStringSubmatch(seen)
		if found == nil {
			all = append(all, seen)
			continue
		}
		text := found[1]
		if cut := 60; len(text) > cut {
			text = text[:cut+strings.IndexAny(text[cut:]+" ", " ")] + " …"
		}
		all = append(all, strings.TrimSuffix(text, " … …"))
	}
	return strings.ReplaceAll(strings.Join(all, " · "), "|", `\|`)
}

func atlasEntry(f assets.Failure) string {
	var out strings.Builder
	fmt.Fprintf(&out, "\n<a id=%q></a>\n\n### %s\n\n", f.ID, capital(f.Title))
	for _, seen := range f.Seen {
		fmt.Fprintf(&out, "- %s\n", strings.Join(style.Wrap(seen, 116), "\n  "))
	}
	fmt.Fprintf(&out, "\n%s\n\n", strings.Join(style.Wrap(capital(f.Cause)+".", 118), "\n"))
	for n, fix := range f.Fix {
		fmt.Fprintf(&out, "%d. %s\n", n+1, strings.Join(style.Wrap(fix, 114), "\n   "))
	}
	practice := ""
	if slices.ContainsFunc(sandbox.Scenarios(), func(s sandbox.Scenario) bool { return s.ID == f.ID }) {
		practice = fmt.Sprintf(" · practice: `%s`", f.ID)
	}
	fmt.Fprintf(&out, "\nWho: %s · how sure: %s%s\n", f.Who, surenessOf(f.Sure), practice)
	return out.String()
}

func surenessOf(grade string) string {
	for _, s := range sureness {
		if s.grade == grade {
			return s.word
		}
	}
	return grade
}

func capital(text string) string {
	if strings.HasPrefix(text, "threelo ") {
		return text
	}
	return strings.ToUpper(text[:1]) + text[1:]
}
