package documents

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"testing"
)

// runs is a command's exit code and all that it says.
func (in installed) runs(t *testing.T, line, input string, more ...string) (int, string) {
	t.Helper()
	cmd := in.start(t, line, input)
	cmd.Env = append(cmd.Env, more...)
	var said bytes.Buffer
	cmd.Stdout, cmd.Stderr = &said, &said
	_ = cmd.Run() // its exit code tells
	return cmd.ProcessState.ExitCode(), said.String()
}

// The exit codes that pages name are those that commands end with.
func TestTheExitCodesAreAsTheDocumentsSay(t *testing.T) {
	t.Parallel()
	in := install(t)
	all := pages(t)
	for _, c := range []struct{ line, readme, surroundings string }{
		{"threelo --demo --auto --plain --platform targetprocess", "%d ready (warnings allowed)", "| %d | ready; warnings are allowed |"},
		{"threelo explain nonsense", "%d a check failed", "| %d | a check failed,"},
		{"threelo check --nonsense", "%d wrong usage", "| %d | wrong usage,"},
		{"threelo --demo --plain --platform targetprocess", "%d not finished", "| %d | not finished:"},
	} {
		code, said := in.runs(t, c.line, "")
		if want := fmt.Sprintf(c.readme, code); !strings.Contains(all["README.md"], want) {
			t.Errorf("%s ended with %d: README.md does not say “%s”\n%s", c.line, code, want, said)
		}
		if want := fmt.Sprintf(c.surroundings, code); !strings.Contains(all["docs/surroundings.md"], want) {
			t.Errorf("%s ended with %d: docs/surroundings.md does not say “%s”", c.line, code, want)
		}
	}
}

var oneKey = regexp.MustCompile("`([a-z?])`")

// The keys that pages name are there on some step, and do what the pages say.
func TestTheKeysAreAsTheDocumentsSay(t *testing.T) {
	t.Parallel()
	in := install(t)
	step := "?\n:?\n:x\nx\n:s\n:?\n\n" // whether a field is asked for or not
	_, told := in.runs(t, "threelo --demo --plain --platform targetprocess", strings.Repeat(step, 40))
	all := pages(t)
	for _, k := range []struct{ page, says, does string }{
		{"README.md", "`c` copies it", "c: copy .*value"},
		{"README.md", "`v` shows it whole", "v: show .*whole"},
		{"README.md", "`o` opens the link", "o: open"},
		{"README.md", "`d` shows the details", "d: details"},
		{"README.md", "`m` copies the step as a message", "m: copy .*message"},
		{"README.md", "`?` lists the keys that work", `h: all keys, also with \?`},
		{"README.md", "`x` lets the sandbox do", "x: sandbox"},
		{"README.md", "`p` lists problems", "p: .*problem"},
		{"docs/surroundings.md", "`v` shows every value whole", "v: show .*whole"},
		{"docs/report.md", "`s` saves the picture", "s: save .*picture"},
		{"docs/report.md", "`f` another kind of file", "f: save .*another kind of file"},
		{"docs/report.md", "`m` copies Markdown for a ticket", "m: copy .*ticket"},
		{"docs/report.md", "`c` text", "c: copy .*text"},
	} {
		if !strings.Contains(strings.Join(strings.Fields(all[k.page]), " "), k.says) {
			t.Errorf("%s does not say “%s”", k.page, k.says)
		}
		if !regexp.MustCompile(`(?m)(^|, | )` + k.does).MatchString(told) {
			t.Errorf("%s says “%s”, and no step tells “%s”", k.page, k.says, k.does)
		}
	}
	for name, page := range all {
		if name == "docs/keys.md" { // package tui holds it against the list of its keys
			continue
		}
		for _, key := range oneKey.FindAllStringSubmatch(page, -1) {
			if !strings.Contains(told, "\n"+key[1]+": ") && key[1] != "?" {
				t.Errorf("%s names the key %s, and no step has it", name, key[1])
			}
		}
	}
}

var heading = regexp.MustCompile(`(?m)^DEMO\. Step \d+ of \d+: (.+)\.?$`)

// The README's table has the screens that an admin meets, in their order.
func TestTheScreensAreAsTheREADMESays(t *testing.T) {
	t.Parallel()
	_, said := install(t).runs(t, "threelo --demo --auto --plain --platform targetprocess", "")
	var met, told []string
	for _, found := range heading.FindAllStringSubmatch(said, -1) {
		met = append(met, found[1])
	}
	_, table, _ := strings.Cut(pages(t)["README.md"], "| screen | document |")
	table, _, _ = strings.Cut(table, "\n\n")
	for _, row := range strings.Split(table, "\n")[2:] {
		told = append(told, strings.Trim(strings.Split(row, "|")[1], " "))
	}
	if !slices.Equal(met, told) {
		t.Errorf("README.md has the screens %q, and the rehearsal %q", told, met)
	}
}

// A setup is saved where the threat model's table says.
func TestASetupIsSavedWhereTheDocumentsSay(t *testing.T) {
	t.Parallel()
	system, ok := map[string]string{"linux": "Linux and other Unix", "darwin": "macOS"}[runtime.GOOS]
	if !ok {
		t.Skip("the home folder of this test is no home folder here")
	}
	row := regexp.MustCompile(regexp.QuoteMeta("| "+system+" | ") + ".*`~/([^`]+)` \\|").FindStringSubmatch(pages(t)["docs/threat-model.md"])
	if row == nil {
		t.Fatal("no row for this system")
	}
	in, home := install(t), t.TempDir()
	_, said := in.runs(t, "threelo --plain --platform targetprocess", "acme\n\n", "HOME="+home, "XDG_STATE_HOME=")
	if saved, err := filepath.Glob(filepath.Join(home, filepath.FromSlash(row[1]), "*.json")); len(saved) != 1 {
		t.Errorf("nothing in %s (%v)\n%s", row[1], err, said)
	}
}

var required = regexp.MustCompile(`(?m)^\t(\S+) v\S+( // github.com\S+ v2.*)?$`)

// The table of dependencies has each module that the project asks for, and none that is not built in.
func TestTheDependenciesAreThoseOfTheTable(t *testing.T) {
	module, err := os.ReadFile(filepath.Join(root, "go.mod"))
	if err != nil {
		t.Fatal(err)
	}
	_, table, _ := strings.Cut(pages(t)["docs/threat-model.md"], "| module | why |")
	var asked []string
	for _, found := range required.FindAllStringSubmatch(string(module), -1) {
		name := regexp.MustCompile(`/v\d+$`).ReplaceAllString(found[1], "")
		asked = append(asked, name[strings.LastIndex(name, "/")+1:])
	}
	words := regexp.MustCompile(`[a-z][\w-]*`).FindAllString(table, -1)
	for _, name := range asked {
		if !slices.Contains(words, name) {
			t.Errorf("docs/threat-model.md lacks %s in its table of dependencies", name)
		}
	}
	for _, row := range regexp.MustCompile(`(?m)^\| ([^|]+) \|`).FindAllStringSubmatch(table, -1) {
		for name := range strings.FieldsFuncSeq(strings.ReplaceAll(row[1], " (v2)", ""), func(r rune) bool { return r == ',' || r == ';' }) {
			name = strings.TrimSpace(name)
			if name = name[strings.LastIndex(name, "/")+1:]; name != "---" && !strings.Contains(string(module), name) {
				t.Errorf("docs/threat-model.md has %s in its table of dependencies, and go.mod does not", name)
			}
		}
	}
}
