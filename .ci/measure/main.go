// Command measure compares threelo with a Bubble Tea hello world on an 80×24
// pty, and with a program that prints one line. It is run by .ci/bench, which
// builds all three. It ends with 0 whether a goal is met or not, and with 1 when
// something could not be measured.
package main

import (
	"flag"
	"fmt"
	"os"
	"runtime"
	"slices"
	"strings"
	"time"
)

var (
	bin  = flag.String("bin", "", "the folder with threelo, hello and line")
	runs = flag.Int("runs", 20, "how often each is started; the median counts")
	idle = flag.Duration("idle", 30*time.Second, "how long the idle CPU is watched")
)

// program is one with a screen; what it shows last of its first frame.
type program struct{ name, shows string }

var (
	threelo = program{"threelo", "? help"}
	hello   = program{"hello", "hello, world"}
)

// The screens that a rehearsal is walked to: the one that waits for the sign-in,
// where a clock runs, and the last.
const (
	signIn = "waiting for the "
	status = "enter finish"
)

// rehearsal is the longest walk there is. The sandbox runs in the same process
// and counts as threelo's.
var rehearsal = []string{"--demo", "--platform", "targetprocess", "--no-browser"}

func main() {
	flag.Parse()
	if err := measure(); err != nil {
		fmt.Fprintln(os.Stderr, "could not be measured:", err)
		os.Exit(1)
	}
}

func measure() error {
	load, err := os.ReadFile("/proc/loadavg")
	if err != nil {
		return err
	}
	fmt.Printf("%s, %d processors, load before %s; medians of %d, alternating\n\n", runtime.Version(), runtime.NumCPU(), strings.Fields(string(load))[0], *runs)
	fmt.Printf("%-52s %9s %9s %7s\n", "", "threelo", "compared", "ratio")
	for _, figure := range []func() error{
		func() error { return frames("a terminal that answers", true) },
		func() error { return frames("a silent terminal", false) },
		atStatus,
		sizes,
		idleCPU,
		func() error { return commands(3, "--help") },
		func() error { return commands(5, "scopes", "targetprocess") },
	} {
		if err := figure(); err != nil {
			return err
		}
	}
	return nil
}

// frames is exec to first frame, and the memory then.
func frames(how string, answering bool) error {
	var times, memory pairs
	for range *runs {
		ms, mb, err := firstFrame(threelo, answering)
		if err != nil {
			return err
		}
		helloMS, helloMB, err := firstFrame(hello, answering)
		if err != nil {
			return err
		}
		times.add(ms, helloMS)
		memory.add(mb, helloMB)
	}
	times.row("first frame, "+how, "ms", goal{ratio: 1.3})
	memory.row("memory at the first frame, "+how, "MB", goal{ratio: 3})
	return nil
}

// atStatus is the memory at the end of a rehearsal.
func atStatus() error {
	var memory pairs
	for range *runs {
		mb, err := func() (float64, error) {
			t, err := start(true, threelo.name, rehearsal...)
			if err != nil {
				return 0, err
			}
			defer t.end()
			if err := t.walk(status); err != nil {
				return 0, err
			}
			return t.memory()
		}()
		if err != nil {
			return err
		}
		_, helloMB, err := firstFrame(hello, true)
		if err != nil {
			return err
		}
		memory.add(mb, helloMB)
	}
	memory.row("memory at the status screen of a rehearsal", "MB", goal{ratio: 4})
	return nil
}

func sizes() error {
	ours, err := size(threelo.name)
	if err != nil {
		return err
	}
	theirs, err := size(hello.name)
	if err != nil {
		return err
	}
	pairs{{ours}, {theirs}}.row("stripped size, with fonts", "MB", goal{below: 15})
	return nil
}

// idleCPU is what both take while idle, threelo on the busiest
// screen. Three of each are watched at the same time.
func idleCPU() error {
	const each = 3
	var watched []*terminal
	defer func() {
		for _, t := range watched {
			t.end()
		}
	}()
	for range each {
		ours, err := start(true, threelo.name, rehearsal...)
		if err != nil {
			return err
		}
		watched = append(watched, ours)
		if err := ours.walk(signIn); err != nil {
			return err
		}
		theirs, err := start(true, hello.name)
		if err != nil {
			return err
		}
		watched = append(watched, theirs)
		if _, err := theirs.sees(hello.shows); err != nil {
			return err
		}
	}
	time.Sleep(2 * time.Second) // until the garbage of the walk is collected
	var spent []float64
	for _, t := range watched {
		before, err := t.cpu()
		if err != nil {
			return err
		}
		spent = append(spent, -before)
	}
	time.Sleep(*idle)
	var cpu pairs
	for i, t := range watched {
		after, err := t.cpu()
		if err != nil {
			return err
		}
		cpu[i%2] = append(cpu[i%2], spent[i]+after)
	}
	cpu.row("CPU in "+idle.String()+" of waiting for the sign-in", "ms", goal{ratio: 1.3})
	return nil
}

// commands is a whole run of a command beside a program that prints one line.
func commands(ratio float64, args ...string) error {
	var times pairs
	for range *runs {
		ms, err := whole(threelo.name, args...)
		if err != nil {
			return err
		}
		line, err := whole("line")
		if err != nil {
			return err
		}
		times.add(ms, line)
	}
	times.row("threelo "+strings.Join(args, " ")+" beside one line", "ms", goal{ratio: ratio})
	return nil
}

// pairs are threelo's figures and those of what it is compared with.
type pairs [2][]float64

func (p *pairs) add(ours, theirs float64) {
	p[0], p[1] = append(p[0], ours), append(p[1], theirs)
}

// goal is what a figure should come to; what is zero is not asked for.
type goal struct{ ratio, below float64 }

func (p pairs) row(what, unit string, g goal) {
	ours, theirs := median(p[0]), median(p[1])
	var asked []string
	met := true
	if g.ratio > 0 {
		asked = append(asked, fmt.Sprintf("≤ %g×", g.ratio))
		met = met && ours <= g.ratio*theirs
	}
	if g.below > 0 {
		asked = append(asked, fmt.Sprintf("< %g %s", g.below, unit))
		met = met && ours < g.below
	}
	verdict := "met"
	if !met {
		verdict = "MISSED"
	}
	fmt.Printf("%-52s %9.2f %9.2f %6.2f×  %s: %s\n", what+", "+unit, ours, theirs, ours/theirs, strings.Join(asked, " and "), verdict)
}

func median(v []float64) float64 {
	slices.Sort(v)
	if n := len(v); n%2 == 0 {
		return (v[n/2-1] + v[n/2]) / 2
	}
	return v[len(v)/2]
}
