package lint

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"threelo/assets"
)

func TestAnAuthorSeesEveryMistakeAtOnceInItsLine(t *testing.T) {
	data, err := os.ReadFile(filepath.Join("testdata", "mistakes.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	const mark = "# wrong: "
	for _, data := range onDisk(data) {
		text := string(data)
		problems := Lint(data)
		want := 0
		for i, line := range strings.Split(text, "\n") {
			_, says, wrong := strings.Cut(strings.TrimSpace(line), mark)
			if !wrong {
				continue
			}
			want++
			if !saidOnce(problems, i+1, says) {
				t.Errorf("line %d: nothing says %q; all:\n%s", i+1, says, all(problems))
			}
		}
		if want < 40 || len(problems) != want {
			t.Errorf("%d mistakes, %d reports:\n%s", want, len(problems), all(problems))
		}
	}
}

func saidOnce(problems []Problem, line int, text string) bool {
	n := 0
	for _, p := range problems {
		if p.Line == line && strings.Contains(p.What, text) && p.Fix != "" {
			n++
		}
	}
	return n == 1
}

func all(problems []Problem) string {
	var out strings.Builder
	for _, p := range problems {
		fmt.Fprintln(&out, p)
	}
	return out.String()
}

func TestEveryBuiltInFileIsWithoutProblems(t *testing.T) {
	files, err := filepath.Glob("../../assets/platforms/*.yaml")
	if err != nil || len(files) < 18 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if problems := Lint(data); len(problems) > 0 {
			t.Errorf("%s:\n%s", file, all(problems))
		}
	}
}

// A file on the shelf can't lose its date, and can't name a scope that Atlassian lacks.
func TestABuiltInFileWithoutItsDateOrWithAnUnknownScopeHasProblems(t *testing.T) {
	for _, id := range assets.PlatformIDs() {
		text, p := builtIn(t, id), mustBuiltIn(t, id)
		if date, err := time.Parse("2006-01", p.CheckedOn[:7]); err != nil || date.After(time.Now()) {
			t.Errorf("%s was checked on %q", id, p.CheckedOn)
		}
		if p.Document.URL == "" {
			t.Errorf("%s names no address of its document", id)
		}
		scope := p.Scopes[len(p.Scopes)-1].Scope
		for from, to := range map[string]string{
			"\ncheckedOn: " + p.CheckedOn: "", "\ncheckedOn: " + p.CheckedOn + "\n": "\ncheckedOn: soon\n", `scope: "` + scope: `scope: "x` + scope, "scope: offline_access": "scope: offline",
		} {
			if wrong := strings.Replace(text, from, to, 1); wrong != text && len(Lint([]byte(wrong))) == 0 {
				t.Errorf("%s: nothing is reported when %q becomes %q", id, from, to)
			}
		}
	}
}

func mustBuiltIn(t *testing.T, id string) *assets.Platform {
	t.Helper()
	p, err := assets.BuiltIn(id)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// An author who is no programmer copies a built-in file, renames it and changes
// one scope.
func TestACopyWithAnotherScopeIsWithoutProblems(t *testing.T) {
	text := strings.Replace(builtIn(t, "n8n"), "id: n8n\nname: n8n", "id: mine\nname: Mine", 1)
	text = strings.Replace(text, "manage:jira-webhook", "manage:jira-project", 1)
	if problems := Lint([]byte(text)); len(problems) > 0 {
		t.Error(all(problems))
	}
}

func builtIn(t testing.TB, id string) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("../../assets/platforms", id+".yaml"))
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// Each case changes one thing in a file that is right and names the one report
// that must come of it: line, column, words.
func TestOneChangeGivesOneReportWithItsPlace(t *testing.T) {
	const right = `id: mine
name: Mine
summary: One line
document: {title: How to connect, url: "https://product.dev/jira"}
checkedOn: 2026-11-30
sure: high
limits:
  - text: No pictures.
appName: Mine
callback:
  from: platform
  sample: https://product.dev/callback
labels:
  screen: form
renewal: listed
scopes:
  - scope: offline_access
  - scope: read:jira-work
    comment: For issues.
permissions:
  BROWSE_PROJECTS: Browse
inputs:
  - {id: token, label: Token, sample: t}
steps:
  - do: platform
    then:
      - {id: open, text: "Open {platform}."}
  - do: create
  - do: scopes-classic
  - do: callback
  - do: credentials
  - do: fields
    ask: [token]
    carry: [token, scopes]
  - do: signin
  - do: verify
  - do: status
`
	if problems := Lint([]byte(right)); len(problems) > 0 {
		t.Fatal(all(problems))
	}
	for _, test := range []struct{ name, old, changed, at, says string }{
		{"a key is not there", "name: Mine\n", "", "1:1", "“name” is missing"},
		{"a key is empty", "name: Mine", "name:", "2:1", "“name” is empty"},
		{"a key inside is not there", "  screen: form\n", "  site: Site\n", "13:1", "“screen” is missing in “labels”"},
		{"a key twice", "sure: high", "sure: high\nsure: low", "7:1", "a second time"},
		{"a permission twice", "  BROWSE_PROJECTS: Browse\n", "  BROWSE_PROJECTS: Browse\n  BROWSE_PROJECTS: Again\n", "22:3", "a second time"},
		{"a list where a text belongs", "name: Mine", "name: [Mine]", "2:7", "must be a text"},
		{"a text where a list belongs", "carry: [token, scopes]", "carry: token", "34:12", "must be a list"},
		{"a text where keys belong", "document: {title: How to connect, url: \"https://product.dev/jira\"}", "document: here", "4:11", "belong here"},
		{"a text where names belong", "permissions:\n  BROWSE_PROJECTS: Browse\n", "permissions: all\n", "20:14", "a text each"},
		{"neither yes nor no", "scopes:\n", "scopesAreFree: perhaps\nscopes:\n", "16:16", "neither true nor false"},
		{"an empty entry", "ask: [token]", "ask: [token, ]\n    why:\n      -", "35:8", "this entry is empty"},
		{"a secret sign", "name: Mine", `name: "Mi\u202ene"`, "2:7", "invisible character"},
		{"a control character", "name: Mine", "name: Mi\x1bne", "2:9", "U+001B"},
		{"two lines in a text", "name: Mine", "name: |-\n  Mine\n  own", "2:7", "a line break is in this text"},
		{"a line break at the end", "name: Mine", "name: >\n  Mine\n  own", "2:7", "a line break is in this text"},
		{"a name that is not filled in here", "summary: One line", "summary: For {platform}", "3:10", "is not filled in here"},
		{"an anchor", "name: Mine", "name: &n Mine", "2:7", "can't have"},
		{"no tenant's part", "from: platform\n  sample: https://product.dev/callback", "from: pattern\n  pattern: https://product.dev\n  ask: Which?\n  sample: a", "12:12", "no part in braces"},
		{"no question", "from: platform\n  sample: https://product.dev/callback", "from: pattern\n  pattern: https://{tenant}.dev\n  sample: a", "11:9", "needs “ask”"},
		{"no pattern", "from: platform\n  sample: https://product.dev/callback", "from: pattern\n  ask: Which?\n  sample: a", "11:9", "needs “pattern”"},
		{"a sample that does not fit", "from: platform\n  sample: https://product.dev/callback", "from: pattern\n  pattern: https://{tenant}.dev\n  ask: Which?\n  sample: a b", "12:12", "not a complete address"},
		{"no fixed address", "from: platform\n", "from: fixed\n", "11:9", "needs “pattern”"},
		{"two fixed addresses", "from: platform\n", "from: fixed\n  pattern: https://product.dev/other\n", "13:11", "differs"},
		{"a question for a fixed one", "from: platform\n", "from: fixed\n  ask: Which?\n  pattern: https://product.dev/callback\n", "12:8", "no use"},
		{"a pattern that is copied", "from: platform\n", "from: platform\n  pattern: https://{tenant}.dev\n", "12:12", "no use"},
		{"a callback with a password", "sample: https://product.dev", "sample: https://a:b@product.dev", "12:11", "user name"},
		{"a callback somewhere unprotected", "sample: https", "sample: http", "12:11", "neither https"},
		{"scopes in one entry", "scope: read:jira-work", "scope: read:jira-work read:jira-user", "18:12", "several scopes"},
		{"renewal that is listed nowhere", "  - scope: offline_access\n", "", "15:10", "needs offline_access"},
		{"renewal that is listed and denied", "renewal: listed", "renewal: none", "15:10", "says otherwise"},
		{"an activity without its step", "permissions:\n", "activities:\n  - {name: See, permissions: [BROWSE_PROJECTS]}\npermissions:\n", "26:1", "“do: activities” is missing"},
		{"a step without its activity", "  - do: create\n", "  - do: activities\n  - do: create\n", "28:9", "has none"},
		{"a misspelt name for a permission", "  BROWSE_PROJECTS: Browse", "  BROWSE_PROJECT: Browse", "21:3", "BROWSE_PROJECT"},
		{"an input that nobody asks for", "    ask: [token]\n", "", "23:10", "no step asks"},
		{"an input with a taken name", "{id: token, label: Token, sample: t}", "{id: token, label: Token, sample: t}\n  - {id: site, label: Site, sample: s}", "24:10", "every journey has"},
		{"sharing that is asked for and never done", "renewal: listed\n", "renewal: listed\nneedsSharing: true\n", "25:1", "“do: sharing” is missing"},
		{"a missing tab", "scope: read:jira-work", "scope: read:jql:jira", "24:1", "scopes-granular” is missing"},
		{"an id where none belongs", "  - do: verify\n", "  - do: verify\n    id: test\n", "37:9", "can't have its own id"},
		{"an id of another step", "  - do: platform\n", "  - do: platform\n    id: know\n", "26:9", "name of another step"},
		{"a step twice", "  - do: verify\n", "  - do: verify\n  - do: verify\n", "37:9", "a second time"},
		{"a step that is missing", "  - do: credentials\n", "", "24:1", "“do: credentials” is missing"},
		{"a result before its cause", "  - do: signin\n  - do: verify\n", "  - do: verify\n  - do: signin\n", "36:9", "comes after “verify”"},
		{"another document", "  - do: status\n", "  - do: status\n---\nid: other\n", "39:1", "second document"},
		{"quotes that do not close", "comment: For issues.", "comment: 'For issues.", "19:14", "not YAML"},
		{"a tab", "  screen: form", "\tscreen: form", "14:1", "not YAML"},
		{"a misspelt key that is needed", "name: Mine", "nam: Mine", "2:1", "unknown key"},
		{"a misspelt key with much in it", "\nsteps:", "\nstep:", "24:1", "unknown key"},
		{"a misspelt step that is needed", "do: signin", "do: sign-in", "35:9", "unknown kind"},
	} {
		t.Run(test.name, func(t *testing.T) {
			text := strings.Replace(right, test.old, test.changed, 1)
			if text == right {
				t.Fatal("the change changes nothing")
			}
			problems := Lint([]byte(text))
			if len(problems) == 1 {
				if p := problems[0]; fmt.Sprintf("%d:%d", p.Line, p.Column) == test.at && strings.Contains(p.What, test.says) && p.Fix != "" {
					return
				}
			}
			t.Errorf("not one report at %s that says %q:\n%s", test.at, test.says, all(problems))
		})
	}
}

func TestMoreScopesThanTheConsoleTakesIsOneReport(t *testing.T) {
	text := strings.Replace(builtIn(t, "generic"), "id: generic", "id: mine", 1)
	first, last := strings.Index(text, "scopes:\n"), strings.Index(text, "\nsteps:")
	problems := Lint([]byte(text[:first] + "scopes:\n" + scopeList(60) + text[last:]))
	line := strings.Count(text[:first], "\n") + 51 // one for the key, 49 that an app should have at most
	if len(problems) != 1 || problems[0].Line != line || !strings.Contains(problems[0].What, "more than 49") {
		t.Errorf("line %d:\n%s", line, all(problems))
	}
}

// scopeList writes n scopes that the console has.
func scopeList(n int) string {
	out := ""
	for _, s := range assets.Scopes() {
		if s.Kind == assets.Classic || s.Kind == assets.Granular {
			out += "  - scope: " + s.Scope + "\n"
			n--
		}
		if n == 0 {
			break
		}
	}
	return out
}

func TestWhatIsNoPlatformFileIsOneReport(t *testing.T) {
	for name, data := range map[string]string{
		"nothing":       "",
		"comments":      "# hello\n",
		"a list":        "- a\n- b\n",
		"a text":        "hello\n",
		"too large":     strings.Repeat("# comment\n", 7000),
		"not UTF-8":     "id: \xff\n",
		"deeply nested": strings.Repeat("- ", 20000),
		"too many keys": strings.Repeat("a:\n", 3000),
	} {
		if problems := Lint([]byte(data)); len(problems) != 1 {
			t.Errorf("%s:\n%s", name, all(problems))
		}
	}
}

func TestAFileFullOfMistakesIsNotReadForEver(t *testing.T) {
	began := time.Now()
	text := "scopes:\n"
	for i := range 1900 {
		text += fmt.Sprintf("- {scope: \"read:jira-worc%d\"}\n", i)
	}
	problems := Lint([]byte(text))
	if len(problems) != assets.MaxProblems {
		t.Errorf("%d problems", len(problems))
	}
	if took := time.Since(began); took > 5*time.Second {
		t.Errorf("it took %s", took)
	}
}

func TestEveryRequiredKeyHasItsPurpose(t *testing.T) {
	for _, typ := range typesOf(platformType) {
		for _, f := range assets.FieldsOf(typ) {
			if f.Required != (f.Purpose() != "") {
				t.Errorf("%s.%s", typ.Name(), f.Key)
			}
		}
	}
}

// The arrow of the houses: a file is judged without a network or a terminal.
func TestLintKnowsNoNetworkAndNoTerminal(t *testing.T) {
	out, err := exec.CommandContext(t.Context(), "go", "list", "-deps", ".").Output()
	if err != nil {
		t.Fatal(err)
	}
	for dep := range strings.FieldsSeq(string(out)) {
		if dep == "net/http" || dep == "os/exec" || strings.Contains(dep, "bubbletea") {
			t.Errorf("it depends on %s", dep)
		}
	}
}

func FuzzLint(f *testing.F) {
	for _, id := range assets.PlatformIDs() {
		f.Add([]byte(builtIn(f, id)))
	}
	for _, seed := range []string{"", "id: a", "id: {", "? a\n: b", "a: &x [*x]", "id: \"\\x1b\"", "steps:\n- do:\n- ", "<<: *a", "scopes: [{scope: x}, null]", "id: |\n x", "!!set {a}", "---\n---\nid: a", "permissions: {a: [b]}", "\r\r\n\ufeffid: a"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		problems := Lint(data)
		_, err := assets.ParsePlatform(data)
		if err != nil && len(problems) == 0 {
			t.Fatalf("no problem found in what cannot be read: %v", err)
		}
		lines := strings.Count(string(data), "\n") + 1
		for _, p := range problems {
			if p.Line < 1 || p.Line > lines || p.Column < 1 || p.What == "" || p.Fix == "" {
				t.Fatalf("%+v in %d lines", p, lines)
			}
			for _, r := range p.String() {
				if r < ' ' || r >= 0x7f && r < 0xa0 {
					t.Fatalf("a control character in %q", p.String())
				}
			}
		}
	})
}

// An author's file from before the journey became shorter is still right.
func TestAFileThatWasRightBeforeIsStillRight(t *testing.T) {
	files, err := filepath.Glob("testdata/before/*.yaml")
	if err != nil || len(files) < 4 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if problems := Lint(regexp.MustCompile(`(?m)^id: `).ReplaceAll(data, []byte("id: my-"))); len(problems) > 0 {
			t.Errorf("%s:\n%s", file, all(problems))
		}
	}
}
