//go:build unix

package command

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/adrg/xdg"

	"threelo/assets/pacetest"
)

// hostileSetups are saved setups that somebody changed, as large as one may be.
func hostileSetups() map[string]string {
	many := func(n int, each func(int) string) string {
		var out []string
		for i := range n {
			out = append(out, each(i))
		}
		return strings.Join(out, ",")
	}
	odd := strings.Repeat("\x1b]0;x\a\u202e%41&#65;\\u0041 ", 8000)
	quoted, _ := json.Marshal(odd)
	return map[string]string{
		"long":   fmt.Sprintf(`"account":%s`, quoted),
		"scopes": `"scopes":[` + many(60_000, func(int) string { return `"a"` }) + `]`,
		"inputs": `"inputs":{` + many(15_000, func(i int) string { return fmt.Sprintf(`"k%d":"v"`, i) }) + `}`,
		"proofs": `"proofs":{` + many(3_000, func(i int) string {
			return fmt.Sprintf(`"p%d":{"outcome":"fail","evidence":"https://x?code=%d"}`, i, i)
		}) + `}`,
		"done":    `"done":[` + many(20_000, func(i int) string { return fmt.Sprintf(`"s%d"`, i) }) + `],"step":"nowhere","proofs":{"nowhere":{"outcome":"fail","failure":"none"}}`,
		"nested":  `"account":` + strings.Repeat("[", 100_000) + strings.Repeat("]", 100_000),
		"hostile": `"platform":"../../../etc/passwd","site":"https://acme.atlassian.net","step":"status","cloud":"commercial","platformSum":"x","way":"local","local":"http://127.0.0.1:1/callback","clientId":"\u0000"`,
	}
}

// costs runs a command, and says what it took.
func costs(t *testing.T, args ...string) (out string, took time.Duration, mb uint64) {
	t.Helper()
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	began := time.Now()
	_, said, messages := quickly(t, args...)
	took = time.Since(began)
	runtime.ReadMemStats(&after)
	return said + messages, took, (after.TotalAlloc - before.TotalAlloc) >> 20
}

func TestAChangedSetupCannotStopTheFirstScreen(t *testing.T) {
	for name, fields := range hostileSetups() {
		home := t.TempDir()
		t.Setenv("XDG_STATE_HOME", home)
		xdg.Reload()
		folder := filepath.Join(home, "threelo")
		if err := os.MkdirAll(folder, 0o700); err != nil {
			t.Fatal(err)
		}
		for i := range 5 {
			id := fmt.Sprintf("id%d", i)
			text := fmt.Sprintf(`{"version":1,"id":%q,"platform":"targetprocess","cloud":"commercial",%s}`, id, fields)
			if err := os.WriteFile(filepath.Join(folder, id+".json"), []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		out, took, mb := costs(t, "--plain")
		t.Logf("five setups with %s: the first screen after %v, %d MB", name, took.Round(time.Millisecond), mb)
		if !strings.Contains(out, "Which product") && !strings.Contains(out, "saved") || (took > 10*time.Second || mb > 400) && !pacetest.Race {
			t.Errorf("%s: %v, %d MB, and it says %.300q", name, took, mb, out)
		}
	}
}

func TestWhatHostileFilesCost(t *testing.T) {
	laughs := "a: &a [x,x,x,x,x,x,x,x,x]\n"
	for i := 'b'; i <= 'k'; i++ {
		laughs += fmt.Sprintf("%c: &%c [%s]\n", i, i, strings.TrimSuffix(strings.Repeat(fmt.Sprintf("*%c,", i-1), 9), ","))
	}
	for name, text := range map[string]string{
		"laughs.yaml": laughs,
		"deep.yaml":   strings.Repeat("[", 60_000),
		"long.yaml":   "id: x\nname: " + strings.Repeat("y", 60_000),
		"keys.yaml":   strings.Repeat("a: b\n", 12_000),
		"nul.yaml":    strings.Repeat("\x00", 60_000),
		"deep.json":   strings.Repeat(`{"a":`, 700_000),
		"long.json":   `{"schema":1,"headline":"` + strings.Repeat("y", 3<<20) + `"}`,
		"many.json":   `{"schema":1,"notes":[` + strings.Repeat(`"x",`, 500_000) + `"x"]}`,
		"odd.json":    `{"schema":1,"headline":"` + strings.Repeat(`%2541&amp;amp;\\u0041`, 100_000) + `"}`,
	} {
		path := filepath.Join(t.TempDir(), name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		args := []string{"report", path}
		if strings.HasSuffix(name, ".yaml") {
			args = []string{"lint", path}
		}
		out, took, mb := costs(t, args...)
		t.Logf("%s of %d KB: %v, %d MB allocated in all", name, len(text)>>10, took.Round(time.Millisecond), mb)
		if (took > 10*time.Second || mb > 1000) && !pacetest.Race || bytes.ContainsAny([]byte(out), "\x1b\x00") {
			t.Errorf("%s: %v, %d MB, %.200q", name, took, mb, out)
		}
	}
}
