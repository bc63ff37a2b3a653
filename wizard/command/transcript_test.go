package command

import (
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the golden transcripts again")

// changing is what differs between two runs of the same journey.
var changing = []struct {
	pattern *regexp.Regexp
	instead string
}{
	{regexp.MustCompile(`127\.0\.0\.1:\d+`), "127.0.0.1:PORT"},
	{regexp.MustCompile(`/go/[a-z0-9]{8}`), "/go/SHORTLNK"},
	{regexp.MustCompile(`\b[A-Za-z0-9]{32}\b`), "CLIENTID"},
	{regexp.MustCompile(`(?m)^(Now: (asking Atlassian|checking|choosing a port)|The sandbox|Nothing was copied|The secret was not copied|Sent to|One moment|Atlassian answered).*\n`), ""}, // what is over quickly may be said sooner, later or not; a clipboard is not everywhere
}

// TestThePlainTranscriptReadsWell keeps what a screen reader hears of both seed
// journeys. Checks come in as they are answered, so their order is not kept.
func TestThePlainTranscriptReadsWell(t *testing.T) {
	t.Setenv("DISPLAY", ":none") // somebody sits here, also when the test runs in a container
	for _, id := range []string{"targetprocess", "agilepoint"} {
		code, _, talk := run(t, "", "--demo", "--auto", "--plain", "--platform", id)
		if code != exitReady {
			t.Fatalf("%s: exit %d\n%s", id, code, talk)
		}
		if i := strings.IndexFunc(talk, func(r rune) bool { return r < ' ' && r != '\n' }); i >= 0 {
			t.Errorf("%s: a control character at %q", id, talk[max(0, i-40):i+1])
		}
		got := settled(talk)
		golden := filepath.Join("testdata", "transcript-"+id+".golden")
		if *update {
			if err := os.WriteFile(golden, []byte(got), 0o644); err != nil { //nolint:gosec // a test's own file
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(golden)
		if err != nil {
			t.Fatal(err)
		}
		if got != string(want) {
			t.Errorf("%s: the transcript changed; read it, and keep it with -update:\n%s", id, firstDifference(got, string(want)))
		}
	}
}

func settled(talk string) string {
	for _, c := range changing {
		talk = c.pattern.ReplaceAllString(talk, c.instead)
	}
	steps := strings.Split(talk, "\n\n")
	for i, s := range steps {
		if strings.Contains(s, "Checking the access") {
			lines := strings.Split(strings.TrimSpace(s), "\n")
			slices.Sort(lines[1:])
			steps[i] = strings.Join(lines, "\n")
		}
	}
	return strings.Join(steps, "\n\n")
}

func firstDifference(a, b string) string {
	as, bs := strings.Split(a, "\n"), strings.Split(b, "\n")
	for i := range min(len(as), len(bs)) {
		if as[i] != bs[i] {
			return "- " + bs[i] + "\n+ " + as[i]
		}
	}
	return "one is longer"
}
