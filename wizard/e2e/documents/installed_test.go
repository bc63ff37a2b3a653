package documents

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"

	"threelo/oauth/sandbox/sandboxtest"
)

// installed is the program as the README has it installed.
type installed struct {
	bin     string            // its folder
	example map[string][]byte // files that documented commands read
}

// buildLines are the commands of the README that build the program.
var buildLines = []string{"go build -o threelo .", "go install ."}

var buildFolder string // of the tests that need the program, while they run

func TestMain(m *testing.M) {
	code := m.Run()
	_ = os.RemoveAll(buildFolder) // "" for none
	os.Exit(code)
}

// build runs both commands once for all tests. The second finds that the first one's
// program is up to date, so that it is linked once.
var build = sync.OnceValue(func() (err error) {
	if buildFolder, err = os.MkdirTemp("", "documents"); err != nil {
		return err
	}
	for _, line := range buildLines {
		cmd := exec.Command("go", strings.Fields(strings.Replace(line, "-o threelo", "-o "+filepath.Join(buildFolder, "bin", "threelo"), 1))[1:]...) //nolint:gosec // as documented
		cmd.Dir, cmd.Env = root, append(os.Environ(), "GOBIN="+filepath.Join(buildFolder, "bin"))
		if out, err := cmd.CombinedOutput(); err != nil {
			return fmt.Errorf("%s: %w\n%s", line, err, out)
		}
	}
	return nil
})

// install has the program built by both commands of the README, and gives the files
// that other commands begin with.
func install(t *testing.T) installed {
	t.Helper()
	for _, line := range buildLines {
		if !strings.Contains(pages(t)["README.md"], line) {
			t.Errorf("the README does not say %q any more", line)
		}
	}
	if err := build(); err != nil {
		t.Fatal(err)
	}
	in := installed{bin: filepath.Join(buildFolder, "bin")}
	making.Do(func() { examples = in.makes(t) })
	if in.example = maps.Clone(examples); in.example == nil {
		t.Fatal("there are no files to begin with")
	}
	return in
}

// The examples are made once for all tests.
var (
	making   sync.Once
	examples map[string][]byte
)

// makes a rehearsal, and returns the files that commands begin with.
func (in installed) makes(t *testing.T) map[string][]byte {
	t.Helper()
	in.example = map[string][]byte{
		"mine.yaml":  []byte(blocks(pages(t)["docs/platform-file.md"], "yaml")[0]),
		"secret.txt": []byte("replaced by the sandbox's\n"),
	}
	rehearsal := in.command(t, "threelo", "--demo", "--auto", "--plain", "--platform", "targetprocess", "--report", "status.json", "--report", "status.png")
	if out, err := rehearsal.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	in.takesReports(t, rehearsal.Dir)
	return in.example
}

// takesReports makes the reports that a run saved the examples of those after it.
func (in installed) takesReports(t *testing.T, dir string) {
	t.Helper()
	for _, name := range []string{"status.json", "status.png"} {
		report, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		in.example[name] = report
	}
}

// command prepares a program in a folder of its own, which has the example files.
// Nothing gets out to the network, and no browser has a screen.
func (in installed) command(t *testing.T, name string, args ...string) *exec.Cmd {
	t.Helper()
	dir := t.TempDir()
	if err := os.Mkdir(filepath.Join(dir, "docs"), 0o700); err != nil {
		t.Fatal(err)
	}
	for file, data := range in.example {
		if err := os.WriteFile(filepath.Join(dir, file), data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if name == "threelo" {
		name = filepath.Join(in.bin, name)
	}
	cmd := exec.Command(name, args...) //nolint:gosec // as documented
	cmd.Dir = dir
	for _, v := range os.Environ() {
		if !strings.HasPrefix(v, "THREELO_") && !strings.HasPrefix(v, "DISPLAY=") && !strings.HasPrefix(v, "WAYLAND_DISPLAY=") {
			cmd.Env = append(cmd.Env, v)
		}
	}
	cmd.Env = append(cmd.Env, "HOME="+dir, "XDG_STATE_HOME="+dir, "LOCALAPPDATA="+dir, "HTTPS_PROXY=http://127.0.0.1:9",
		"PATH="+in.bin+string(os.PathListSeparator)+os.Getenv("PATH"))
	return cmd
}

// start prepares a documented line. What stands before a pipe is left out: its
// words come as input.
func (in installed) start(t *testing.T, line, input string) *exec.Cmd {
	t.Helper()
	line = line[strings.LastIndex(line, "| ")+1:]
	line = strings.Replace(strings.TrimSpace(line), "go run .", "threelo", 1)
	variable := setting.FindStringSubmatch(line)
	line = setting.ReplaceAllString(line, "")
	words := quotedOrNot.FindAllString(line, -1)
	for i := range words {
		words[i] = strings.Trim(words[i], `"`)
	}
	cmd := in.command(t, words[0], words[1:]...)
	cmd.Stdin = strings.NewReader(input)
	if variable != nil {
		cmd.Env = append(cmd.Env, variable[1])
	}
	if !strings.Contains(line, "--overwrite") {
		for _, name := range reportsOf(line) { // one that exists is refused
			_ = os.Remove(filepath.Join(cmd.Dir, name))
		}
	}
	return cmd
}

var (
	quotedOrNot = regexp.MustCompile(`"[^"]*"|\S+`)
	reportFlag  = regexp.MustCompile(`--(?:report|output) (\S+)`)
)

// reportsOf are the files that a line saves reports as.
func reportsOf(line string) []string {
	var names []string
	for _, found := range reportFlag.FindAllStringSubmatch(line, -1) {
		names = append(names, found[1])
	}
	return names
}

// ends runs a line to its end and returns its standard output.
func (in installed) ends(t *testing.T, code int, line, input string) string {
	t.Helper()
	cmd := in.start(t, line, input)
	var out, talk bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &talk
	_ = cmd.Run() // its exit code tells
	if got := cmd.ProcessState.ExitCode(); got != code {
		t.Errorf("exit %d instead of %d\n%s\n%s", got, code, out.String(), talk.String())
	}
	return out.String()
}

// sandboxSays is the line of JSON that a sandbox begins with.
type sandboxSays struct{ AuthURL, APIURL, ConsoleURL, ClientID, ClientSecret, Callback string }

// serves starts a sandbox, which the end of the test stops.
func (in installed) serves(t *testing.T, line string) sandboxSays {
	t.Helper()
	cmd := in.start(t, line, "")
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = cmd.Process.Kill(); _ = cmd.Wait() })
	var says sandboxSays
	if err := json.NewDecoder(out).Decode(&says); err != nil {
		t.Fatal(err)
	}
	resp, err := http.Get(says.ConsoleURL)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = resp.Body.Close() }()
	if resp.StatusCode != http.StatusOK {
		t.Errorf("the console answers %s", resp.Status)
	}
	return says
}

// checks runs `threelo check` with a sandbox's app, and is the person who opens
// the link.
func (in installed) checks(t *testing.T, line string) {
	t.Helper()
	callback := fmt.Sprintf("http://127.0.0.1:%d/callback", sandboxtest.FreePort(t))
	says := in.serves(t, "threelo sandbox --preset targetprocess --auto-consent --callback "+callback)
	files := maps.Clone(in.example)
	files["secret.txt"] = []byte(says.ClientSecret + "\n")
	in.example = files
	if strings.Contains(line, "--from ") { // a report of this sandbox's app
		earlier := in.checksWith(t, says, "threelo check --platform targetprocess --client-id ID --callback URL --secret-file secret.txt --report status.json --report status.png")
		in.takesReports(t, earlier)
	}
	in.checksWith(t, says, line)
}

// checksWith is checks with a sandbox that runs already. It returns the folder of the
// reports.
func (in installed) checksWith(t *testing.T, says sandboxSays, line string) (dir string) {
	t.Helper()
	line = strings.NewReplacer("--client-id ID", "--client-id "+says.ClientID, "--callback URL", "--callback "+says.Callback,
		"--callback http://127.0.0.1:8976/callback", "--callback "+says.Callback).Replace(line)
	if !strings.Contains(line, "--no-browser") {
		line += " --no-browser"
	}
	cmd := in.start(t, line, says.ClientSecret+"\n")
	if !strings.Contains(line, "--secret-file") {
		cmd.Env = append(cmd.Env, "THREELO_CLIENT_SECRET="+says.ClientSecret)
	}
	cmd.Env = append(cmd.Env, "THREELO_AUTH_URL="+says.AuthURL, "THREELO_API_URL="+says.APIURL)
	var out bytes.Buffer
	cmd.Stdout = &out
	talk, err := cmd.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	told := bufio.NewScanner(talk)
	for told.Scan() {
		if link := told.Text(); strings.HasPrefix(link, "http") {
			resp, err := http.Get(link) //nolint:gosec // the sandbox's
			if err != nil {
				t.Error(err)
				break
			}
			_ = resp.Body.Close()
		}
	}
	_, _ = io.Copy(io.Discard, talk)
	if err := cmd.Wait(); err != nil {
		t.Errorf("%v\n%s", err, out.String())
	}
	if strings.Contains(line, "--json") && !json.Valid(out.Bytes()) {
		t.Errorf("no JSON: %s", out.String())
	}
	for _, name := range reportsOf(line) {
		if _, err := os.Stat(filepath.Join(cmd.Dir, name)); err != nil {
			t.Error(err)
		}
	}
	return cmd.Dir
}
