// Command measure compares threelo with a Bubble Tea hello world on an 80×24
// pty, and with a program that prints one line: time, memory, size, idle CPU.
// It is run by .ci/bench, which builds all three.
package main

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/creack/pty"
	"github.com/hinshun/vt10x"
)

var (
	bin      = flag.String("bin", "", "the folder with threelo, hello and line")
	platform = flag.String("platform", "generic", "whose journey is measured")
	runs     = flag.Int("runs", 20, "how often each is started")
	idle     = flag.Duration("idle", 30*time.Second, "how long the idle CPU is watched")
)

func main() {
	flag.Parse()
	home, err := os.MkdirTemp("", "measure")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	defer func() { _ = os.RemoveAll(home) }()
	_ = os.Setenv("XDG_STATE_HOME", home)
	fmt.Printf("%-46s %10s %10s %8s\n", "", "threelo", "compared", "ratio")

	for _, answering := range []bool{true, false} {
		var ours, theirs, ourMemory, theirMemory []float64
		for range *runs { // alternating, so that a busy moment hits both
			t, m := firstFrame("threelo", "Which product", answering)
			ours, ourMemory = append(ours, t), append(ourMemory, m)
			t, m = firstFrame("hello", "which product", answering)
			theirs, theirMemory = append(theirs, t), append(theirMemory, m)
		}
		how := "terminal answering"
		if !answering {
			how = "terminal silent"
		}
		row("first frame, ms, "+how, median(ours), median(theirs))
		row("memory at the first frame, MB, "+how, median(ourMemory), median(theirMemory))
	}
	row("memory at the status screen, MB", atStatus(), func() float64 { _, m := firstFrame("hello", "which product", true); return m }())
	row("stripped size, MB", size("threelo"), size("hello"))
	row("idle CPU, ms in "+idle.String(), idleCPU("threelo", "Which product"), idleCPU("hello", "which product"))
	for _, args := range [][]string{{"--help"}, {"scopes", *platform}} {
		var ours, theirs []float64
		for range *runs {
			ours, theirs = append(ours, whole("threelo", args...)), append(theirs, whole("line"))
		}
		row("threelo "+strings.Join(args, " ")+", ms (compared: one line)", median(ours), median(theirs))
	}
}

func row(what string, ours, theirs float64) {
	fmt.Printf("%-46s %10.2f %10.2f %7.2f×\n", what, ours, theirs, ours/theirs)
}

func median(v []float64) float64 {
	slices.Sort(v)
	return v[len(v)/2]
}

// terminal starts a program on an 80×24 pty and waits until it shows the text.
type terminal struct {
	cmd    *exec.Cmd
	pty    *os.File
	output chan []byte
}

func start(answering bool, name string, args ...string) *terminal {
	cmd := exec.Command(filepath.Join(*bin, name), args...) //nolint:noctx // ended by end
	cmd.Env = append(os.Environ(), "TERM=xterm-256color")
	f, err := pty.StartWithSize(cmd, &pty.Winsize{Rows: 24, Cols: 80})
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	t := &terminal{cmd, f, make(chan []byte, 256)}
	go func() {
		defer close(t.output)
		for {
			buf := make([]byte, 4096)
			n, err := f.Read(buf)
			if err != nil {
				return
			}
			if answering {
				answer(f, buf[:n])
			}
			t.output <- buf[:n]
		}
	}()
	return t
}

// answer replies to the queries of a program as a terminal does.
func answer(f *os.File, out []byte) {
	for query, reply := range map[string]string{
		"\x1b]11;?":    "\x1b]11;rgb:0000/0000/0000\x1b\\",
		"\x1b[?2026$p": "\x1b[?2026;2$y",
		"\x1b[?2027$p": "\x1b[?2027;2$y",
		"\x1b[c":       "\x1b[?62c",
	} {
		if bytes.Contains(out, []byte(query)) {
			_, _ = f.WriteString(reply)
		}
	}
}

func (t *terminal) until(text string) {
	screen := vt10x.New(vt10x.WithSize(80, 24)) // a frame may be drawn as differences
	deadline := time.After(90 * time.Second)
	for !strings.Contains(screen.String(), text) {
		select {
		case part, ok := <-t.output:
			if !ok {
				fmt.Fprintf(os.Stderr, "%s ended before it showed %q\n", t.cmd.Path, text)
				os.Exit(1)
			}
			_, _ = screen.Write(part)
		case <-deadline:
			fmt.Fprintf(os.Stderr, "%s did not show %q within 90 seconds\n", t.cmd.Path, text)
			os.Exit(1)
		}
	}
}

func (t *terminal) end() {
	_ = t.cmd.Process.Kill()
	_ = t.cmd.Wait()
	_ = t.pty.Close()
}

// memory is the peak resident memory so far, in MB.
func (t *terminal) memory() float64 {
	data, _ := os.ReadFile(fmt.Sprintf("/proc/%d/status", t.cmd.Process.Pid))
	for line := range strings.Lines(string(data)) {
		if kb, ok := strings.CutPrefix(line, "VmHWM:"); ok {
			n, _ := strconv.ParseFloat(strings.Fields(kb)[0], 64)
			return n / 1024
		}
	}
	return 0
}

func firstFrame(name, text string, answering bool) (ms, mb float64) {
	began := time.Now()
	t := start(answering, name)
	defer t.end()
	t.until(text)
	return float64(time.Since(began).Microseconds()) / 1000, t.memory()
}

// atStatus walks a rehearsal to its status screen by keys and looks at the
// memory there. The sandbox runs in the same process and counts.
func atStatus() float64 {
	t := start(true, "threelo", "--demo", "--platform", *platform, "--fresh", "--no-browser")
	defer t.end()
	go func() {
		for range 400 { // keys until it is there: tab leaves a field, x lets the sandbox do it
			for _, key := range []string{"\t", "x", "\r", "\t", "\t", "x", "\r"} {
				if _, err := t.pty.WriteString(key); err != nil {
					return
				}
				time.Sleep(90 * time.Millisecond)
			}
		}
	}()
	t.until("enter finish") // the status screen, whatever it says
	return t.memory()
}

func size(name string) float64 {
	info, err := os.Stat(filepath.Join(*bin, name))
	if err != nil {
		return 0
	}
	return float64(info.Size()) / 1e6
}

// idleCPU is the CPU time used while nobody does anything, in ms.
func idleCPU(name, text string) float64 {
	t := start(true, name)
	defer t.end()
	t.until(text)
	time.Sleep(time.Second)
	before := t.cpu()
	time.Sleep(*idle)
	return t.cpu() - before
}

// cpu is user and system time so far, in ms; the kernel counts in 10 ms.
func (t *terminal) cpu() float64 {
	data, _ := os.ReadFile(fmt.Sprintf("/proc/%d/stat", t.cmd.Process.Pid))
	_, rest, _ := strings.Cut(string(data), ") ")
	fields := strings.Fields(rest)
	if len(fields) < 13 {
		return 0
	}
	user, _ := strconv.ParseFloat(fields[11], 64)
	system, _ := strconv.ParseFloat(fields[12], 64)
	return (user + system) * 10
}

func whole(name string, args ...string) float64 {
	cmd := exec.Command(filepath.Join(*bin, name), args...) //nolint:noctx // ends by itself
	began := time.Now()
	if err := cmd.Run(); err != nil {
		if _, ok := err.(*exec.ExitError); !ok { //nolint:errorlint // Run does not wrap it
			fmt.Fprintln(os.Stderr, err)
		}
	}
	return float64(time.Since(began).Microseconds()) / 1000
}
