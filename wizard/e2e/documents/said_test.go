package documents

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strconv"
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

var exitRow = regexp.MustCompile(`(?m)^\| (\d+) \| `)

// The table of exit codes has those that commands end with, in their order.
func TestTheExitCodesAreThoseOfTheTable(t *testing.T) {
	t.Parallel()
	in := install(t)
	var met, told []string
	for _, line := range []string{
		"threelo --demo --auto --plain --platform targetprocess",
		"threelo explain nonsense",
		"threelo check --nonsense",
		"threelo --demo --plain --platform targetprocess",
	} {
		code, _ := in.runs(t, line, "")
		met = append(met, strconv.Itoa(code))
	}
	for _, found := range exitRow.FindAllStringSubmatch(pages(t)["docs/scripts.md"], -1) {
		told = append(told, found[1])
	}
	if !slices.Equal(met, told) {
		t.Errorf("docs/scripts.md has the exit codes %q, and the commands end with %q", told, met)
	}
}

var oneKey = regexp.MustCompile("`([a-z?])`")

// A key that a page names is there on some step.
func TestTheKeysOfTheDocumentsAreThere(t *testing.T) {
	t.Parallel()
	in := install(t)
	step := "?\n:?\n:x\nx\n:s\n:?\n\n" // whether a field is asked for or not
	_, told := in.runs(t, "threelo --demo --plain --platform targetprocess", strings.Repeat(step, 40))
	for name, page := range pages(t) {
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

var screenOfGuide = regexp.MustCompile(`(?m)^## \d+\. (.+)$`)

// A guide has the screens that an admin meets, in their order, and shows each.
func TestTheGuidesHaveTheScreensOfTheJourney(t *testing.T) {
	t.Parallel()
	in := install(t)
	for _, product := range []string{"targetprocess", "agilepoint"} {
		_, said := in.runs(t, "threelo --demo --auto --plain --platform "+product, "")
		guide := pages(t)["docs/"+product+".md"]
		var met, told []string
		for _, found := range heading.FindAllStringSubmatch(said, -1) {
			met = append(met, found[1])
		}
		for _, found := range screenOfGuide.FindAllStringSubmatch(guide, -1) {
			told = append(told, found[1])
			if picture := fmt.Sprintf("(pictures/%s-%d.png)", product, len(told)); !strings.Contains(guide, picture) {
				t.Errorf("docs/%s.md does not show %s", product, picture)
			}
		}
		if !slices.Equal(met, told) {
			t.Errorf("docs/%s.md has the screens %q, and the rehearsal %q", product, told, met)
		}
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
