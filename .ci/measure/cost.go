package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// memory is the most that was resident so far, in MB.
func (t *terminal) memory() (float64, error) {
	data, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", t.cmd.Process.Pid))
	if err != nil {
		return 0, err
	}
	for line := range strings.Lines(string(data)) {
		if fields := strings.Fields(line); len(fields) > 1 && fields[0] == "VmHWM:" {
			kib, err := strconv.ParseFloat(fields[1], 64)
			return kib * 1024 / 1e6, err
		}
	}
	return 0, t.lost("has no VmHWM")
}

// cpu is the time that all threads were on a processor so far, in ms.
func (t *terminal) cpu() (float64, error) {
	threads, err := filepath.Glob(fmt.Sprintf("/proc/%d/task/*/schedstat", t.cmd.Process.Pid))
	if err != nil || len(threads) == 0 {
		return 0, t.lost("has no threads to look at")
	}
	sum := 0.0
	for _, thread := range threads {
		data, err := os.ReadFile(thread) //nolint:gosec // the kernel's, of a process started here
		if err != nil {
			return 0, err
		}
		ns, err := strconv.ParseFloat(strings.Fields(string(data))[0], 64)
		if err != nil {
			return 0, err
		}
		sum += ns / 1e6
	}
	return sum, nil
}

// firstFrame is how long a program takes until its first frame is whole, in ms,
// and the memory that it has taken by then.
func firstFrame(p program, answering bool) (ms, mb float64, err error) {
	t, err := start(answering, p.name)
	if err != nil {
		return 0, 0, err
	}
	defer t.end()
	at, err := t.sees(p.shows)
	if err != nil {
		return 0, 0, err
	}
	mb, err = t.memory()
	return float64(at.Sub(t.began).Microseconds()) / 1000, mb, err
}

// whole is how long a program takes that ends by itself, in ms.
func whole(name string, args ...string) (float64, error) {
	cmd := exec.Command(filepath.Join(*bin, name), args...) //nolint:noctx // ends by itself
	began := time.Now()
	out, err := cmd.CombinedOutput()
	ms := float64(time.Since(began).Microseconds()) / 1000
	if err != nil {
		return 0, fmt.Errorf("%s: %w\n%s", strings.Join(cmd.Args, " "), err, out)
	}
	return ms, nil
}

// size is a file's, in MB.
func size(name string) (float64, error) {
	info, err := os.Stat(filepath.Join(*bin, name))
	if err != nil {
		return 0, err
	}
	return float64(info.Size()) / 1e6, nil
}
