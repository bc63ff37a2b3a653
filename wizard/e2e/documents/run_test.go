package documents

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"threelo/oauth/sandbox/sandboxtest"
	"threelo/wizard/desktop/desktoptest"
)

// What a shell sees when a command has done what it says, and when it ended early.
const (
	done       = 0
	wrongUsage = 2
	unfinished = 3
)

// way is how one kind of documented command is tried.
type way struct {
	name, pattern string
	try           func(t *testing.T, in installed, line string)
}

// ways say how a kind of documented command is tried. The first whose pattern
// fits a whole line, but for a variable set before it, is taken; a command that none fits fails the test, and so
// does a way that nothing documented takes.
var ways = []way{
	{"only named, and its help says more", `threelo (check( --no-sign-in)?|lint|report|explain|scopes|sheet)`, func(t *testing.T, in installed, line string) {
		in.ends(t, done, line+" --help", "")
	}},
	{"a rehearsal that ends by itself", `(threelo|go run \.) --demo --auto .*`, func(t *testing.T, in installed, line string) {
		if out := in.ends(t, done, line, ""); !strings.Contains(out, "DEMO") || !strings.Contains(out, "READY") {
			t.Error(out)
		}
	}},
	{"a journey, which here ends where its input ends", `(threelo|go run \.)( --demo| --plain| --(platform|report) \S+)*`, func(t *testing.T, in installed, line string) {
		in.ends(t, unfinished, line, "")
	}},
	{"a journey that begins with a report, here with a rehearsal's", `threelo --from \S+`, func(t *testing.T, in installed, line string) {
		in.ends(t, unfinished, line+" --demo --plain", "")
	}},
	{"the sandbox, which serves until it is stopped", `threelo sandbox( --(preset|callback) \S+| --scenario (NAME|[a-z]+-[a-z-]+)| --auto-consent)*`, func(t *testing.T, in installed, line string) {
		in.serves(t, strings.ReplaceAll(line, "NAME", "callback-not-registered"))
	}},
	{"a check, made against a sandbox", `(pass jira/secret \| )?threelo check .*`, func(t *testing.T, in installed, line string) {
		in.checks(t, line)
	}},
	{"what is pasted", `pbpaste \| threelo explain -`, func(t *testing.T, in installed, line string) {
		in.ends(t, done, line, "Unauthorized; scope does not match")
	}},
	{"completions, by a shell that takes them", `source <\(threelo completion bash\)|threelo completion \w+ > \S+`, func(t *testing.T, in installed, line string) {
		needs(t, "bash")
		const (
			before = "test ${BASH_VERSINFO[0]} -ge 4 || exit 0 # older ones take no completions\nmkdir -p ~/.config/fish/completions\n"
			after  = "\ntype __start_threelo || test -s ~/.config/fish/completions/threelo.fish"
		)
		cmd := in.command(t, "bash", "-euc", before+line+after)
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Errorf("%v\n%s", err, out)
		}
	}},
	{"the saved setups, none of them here", `threelo setups( --json)?`, func(t *testing.T, in installed, line string) {
		in.ends(t, done, line, "")
	}},
	{"what ends at once", `threelo (completion|explain|lint|platforms|report|sandbox --scenario list|scopes|sheet|version)\b.*`, func(t *testing.T, in installed, line string) {
		if out := in.ends(t, done, line, ""); out == "" && !strings.Contains(line, "--output") {
			t.Error("it says nothing")
		}
	}},
	{"the build, by which this test has its program", `go (install|build -o threelo) \.`, func(*testing.T, installed, string) {}},
	{"a rehearsal in the image, here without it", `podman run --rm --network none threelo --demo .*`, func(t *testing.T, in installed, line string) {
		in.ends(t, done, inImage.ReplaceAllString(line, "threelo"), "")
	}},
	{"a check in the image, here without it", `podman run --rm -i threelo check .* < secret\.txt`, func(t *testing.T, in installed, line string) {
		in.checks(t, strings.TrimSuffix(inImage.ReplaceAllString(line, "threelo"), " < secret.txt"))
	}},
	{"the image, which the forge builds", `podman build .*`, func(t *testing.T, _ installed, line string) {
		text, err := os.ReadFile(filepath.Join(root, ".github", "workflows", "ci.yml"))
		if err != nil || !strings.Contains(string(text), line+"\n") {
			t.Errorf("it is not in .github/workflows/ci.yml (%v)", err)
		}
	}},
	{"what the project's CI runs each time", `go mod verify`, func(t *testing.T, _ installed, line string) {
		if text, err := os.ReadFile(filepath.Join(root, ".ci", "run")); err != nil || !strings.Contains(string(text), "\n"+line+"\n") {
			t.Errorf("it is not in .ci/run (%v)", err)
		}
	}},
	{"the project's own tests, which are not run within a test", `go test .*`, aimed},
	{"what the project's CI does, which needs a machine of its own", `\.ci/\w+`, func(t *testing.T, _ installed, line string) {
		if _, err := os.Stat(filepath.Join(root, line)); err != nil {
			t.Error(err)
		}
	}},
}

var inImage = regexp.MustCompile(`^podman run .*? threelo\b`)

func TestEveryDocumentedCommandDoesWhatItSays(t *testing.T) {
	in := install(t)
	tried := map[string]bool{}
	for _, c := range commands(t) {
		i := slices.IndexFunc(ways, func(w way) bool {
			return regexp.MustCompile("^(?:" + w.pattern + ")$").MatchString(setting.ReplaceAllString(c.line, ""))
		})
		if i < 0 {
			t.Errorf("%s: nothing here says how to try %q", c.in, c.line)
			continue
		}
		tried[ways[i].name] = true
		t.Run(c.line, func(t *testing.T) {
			t.Parallel()
			ways[i].try(t, in, c.line)
			if t.Failed() {
				t.Logf("from %s, as %s", c.in, ways[i].name)
			}
		})
	}
	for _, w := range ways {
		if !tried[w.name] {
			t.Errorf("%s: no document has such a command any more", w.name)
		}
	}
	t.Run("scripts", in.scripts)
}

// needs skips a test where a shell or a tool is missing; in CI everything is required.
func needs(t *testing.T, tools ...string) {
	t.Helper()
	desktoptest.Shell(t)
	desktoptest.Needs(t, tools...)
}

// scripts runs each script of a document as it stands, but for its port. One with a
// sandbox is also run with the scenario that makes it fail.
func (in installed) scripts(t *testing.T) {
	needs(t, "sh", "curl")
	scripts, failing := 0, 0
	for name, page := range pages(t) {
		for _, block := range blocks(page, "sh") {
			if !isScript(block) {
				continue
			}
			scripts++
			in.script(t, name, block, 0)
			if red := strings.Replace(block, "--auto-consent", "--auto-consent --scenario scope-not-granted", 1); red != block {
				failing++
				in.script(t, name, red, 1)
			}
		}
	}
	if scripts == 0 || failing == 0 {
		t.Errorf("%d scripts, %d of them with a sandbox", scripts, failing)
	}
}

// script runs one script and expects its exit code.
func (in installed) script(t *testing.T, page, script string, code int) {
	t.Helper()
	cmd := in.command(t, "sh")
	cmd.Stdin = strings.NewReader(strings.ReplaceAll(script, ":8976/", fmt.Sprintf(":%d/", sandboxtest.FreePort(t))))
	stuck := time.AfterFunc(time.Minute, func() { _ = cmd.Process.Kill() })
	defer stuck.Stop()
	out, _ := cmd.CombinedOutput() // the exit code tells
	if got := cmd.ProcessState.ExitCode(); got != code {
		t.Errorf("%s: exit %d instead of %d\n%s", page, got, code, out)
	}
}

// aimed looks whether there is a test in each folder of a `go test` line, and one
// that fits its -run; for -bench, a benchmark.
func aimed(t *testing.T, _ installed, line string) {
	var folders []string
	pattern := "^Test"
	words := strings.Fields(line)
	for i, word := range words {
		switch {
		case strings.HasPrefix(word, "./"):
			folders = append(folders, strings.TrimSuffix(word, "..."))
		case word == "-run" && !slices.Contains(words, "-bench"):
			pattern = strings.Trim(words[i+1], "'")
		case word == "-bench":
			pattern = "^Benchmark.*" + words[i+1]
		}
	}
	for _, folder := range folders {
		if !hasTest(t, filepath.Join(root, folder), regexp.MustCompile(pattern)) {
			t.Errorf("%s has no test that fits %s", folder, pattern)
		}
	}
}

var testName = regexp.MustCompile(`(?m)^func ((?:Test|Benchmark)\w+)\(`)

func hasTest(t *testing.T, folder string, pattern *regexp.Regexp) bool {
	t.Helper()
	found := false
	err := filepath.WalkDir(folder, func(path string, _ fs.DirEntry, err error) error {
		if err != nil || found || !strings.HasSuffix(path, "_test.go") {
			return err
		}
		text, err := os.ReadFile(path) //nolint:gosec // a test of the project's own
		for _, name := range testName.FindAllStringSubmatch(string(text), -1) {
			found = found || pattern.MatchString(name[1])
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}
