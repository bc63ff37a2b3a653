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

Every failure that threelo knows, for whoever looks at one: what you see, what happened, what to do, and how sure that
is. threelo itself says the same at the step where it happens. For an error from elsewhere, paste it whole; a log or an
address from the address bar will do:

` + "```sh" + `
threelo explain "Unauthorized; scope does not match"
` + "```" + `

` + "To see a failure and its way out without harm: `threelo --demo`, then the key `p`; or `threelo sandbox --scenario NAME`\n" +
	"with the name that an entry gives as “to practice”. Labels are those of Atlassian's developer console in %s." + `

| how sure | what it rests on |
| --- | --- |
`

const atlasSurely = `
Nothing here was tried against Atlassian by this project: it comes from public documentation and from what people
report. When an entry does not help, copy the error whole, with its time and trace id, to the product's support.
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
	fmt.Fprintf(&out, atlasTop, assets.ReadConsole().Checked)
	for _, s := range sureness {
		fmt.Fprintf(&out, "| %s | %s |\n", s.word, s.rests)
	}
	out.WriteString(atlasSurely)
	for _, part := range []struct {
		title   string
		network bool
	}{{"Atlassian's answers", false}, {"The network", true}} {
		fmt.Fprintf(&out, "\n## %s\n\n", part.title)
		var entries strings.Builder
		for _, f := range assets.Failures() {
			if (f.Row == 0) == part.network {
				fmt.Fprintf(&out, "- [%s](#%s)\n", capital(f.Title), f.ID)
				entries.WriteString(atlasEntry(f))
			}
		}
		out.WriteString(entries.String())
	}
	return out.String()
}

func atlasEntry(f assets.Failure) string {
	var out strings.Builder
	paragraph := func(text string) {
		fmt.Fprintf(&out, "\n%s\n", strings.Join(style.Wrap(text, 118), "\n"))
	}
	fmt.Fprintf(&out, "\n<a id=%q></a>\n\n### %s\n", f.ID, capital(f.Title))
	out.WriteString("\n**What you see.**\n\n")
	for _, seen := range f.Seen {
		fmt.Fprintf(&out, "- %s\n", strings.Join(style.Wrap(seen, 116), "\n  "))
	}
	paragraph("**What happened.** " + capital(f.Cause) + ".")
	out.WriteString("\n**What to do.**\n\n")
	for n, fix := range f.Fix {
		fmt.Fprintf(&out, "%d. %s\n", n+1, strings.Join(style.Wrap(fix, 114), "\n   "))
	}
	last := fmt.Sprintf("**Who can do it:** %s. **How sure:** %s.", f.Who, surenessOf(f.Sure))
	if slices.ContainsFunc(sandbox.Scenarios(), func(s sandbox.Scenario) bool { return s.ID == f.ID }) {
		last += fmt.Sprintf(" **To practice:** `%s`.", f.ID)
	}
	paragraph(last)
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

func capital(text string) string { return strings.ToUpper(text[:1]) + text[1:] }
