package assets

import (
	"path"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"
)

// Whatever someone passes as a platform file, reading it ends soon, without a
// crash, and nothing that a terminal would obey comes out.
func FuzzParsePlatform(f *testing.F) {
	for _, id := range PlatformIDs() {
		data, err := files.ReadFile(path.Join("platforms", id+".yaml"))
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	for _, seed := range []string{"", "id: a", "id: {", "why: !\n", "steps: !- {a: b}", "a: &x [*x]", "id: \"\\x1b[31m\"", "- a", "<<: {id: a}", "? [a]\n: b", "id: |\n\n", "---\n---\n", "%a\n"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		began := time.Now()
		p, err := ParsePlatform(data)
		if took := time.Since(began); took > 10*time.Second {
			t.Fatalf("%d bytes took %s", len(data), took)
		}
		if err != nil {
			return
		}
		for _, text := range append(p.ScopeNames(), p.ID, p.Name, p.Summary, p.Callback.Pattern, p.Document.Title) {
			if strings.ContainsFunc(text, func(r rune) bool { return unicode.IsControl(r) && r != '\n' && r != '\t' }) {
				t.Fatalf("a control character in %q", text)
			}
		}
	})
}

func TestWhatYAMLAllowsAndAPlatformFileDoesNot(t *testing.T) {
	for name, data := range map[string]string{
		"an anchor":              "id: &a x\n",
		"an alias":               "id: a\nuncertain: &l [a]\nsteps: [{do: create, why: *l}]\n",
		"a tag without a value":  "id: a\nuncertain: !\n",
		"a merge key":            "<<: {id: a}\n",
		"a directive":            "%YAML 1.2\n---\nid: a\n",
		"a key in two parts":     "? id\n: a\n",
		"an escape spelt out":    "id: \"\\x1b[31m\"\n",
		"a turned direction":     "id: \"\\u202egnp\"\n",
		"two platforms":          "id: a\n---\nid: b\n",
		"anchors without number": "id: " + strings.Repeat("&a ", 20000),
		"keys without number":    strings.Repeat("a:\n", 20000),
	} {
		began := time.Now()
		if _, err := ParsePlatform([]byte(data)); err == nil {
			t.Errorf("%s was read", name)
		}
		if took := time.Since(began); took > 2*time.Second {
			t.Errorf("%s took %s", name, took)
		}
	}
}

func TestALineIsNamedInAFileFromWindows(t *testing.T) {
	_, err := ParsePlatform([]byte("# one\r\n\r\nid: a\r\n\r\nname: &n b\r\n"))
	problems := DecodePlatform([]byte("# one\r\n\r\nid: a\r\n\r\nname: &n b\r\n")).Problems()
	if !slices.ContainsFunc(problems, func(p Problem) bool { return p.Line == 5 && p.Column == 7 }) {
		t.Errorf("%v: %v", err, problems)
	}
}
