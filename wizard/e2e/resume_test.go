//go:build linux

package e2e

import (
	"flag"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/sys/unix"

	"threelo/steps/dialog"
	"threelo/wizard/store"
)

var kills = flag.Int("kills", 10, "how often the program is killed in a journey")

// saved is what a later run would find.
func saved(t *testing.T, dir string) ([]dialog.Setup, []string) {
	t.Helper()
	s, err := store.Open(store.Options{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close() //nolint:errcheck // it only lets go of locks
	return s.List()
}

var stepTold = regexp.MustCompile(`(?m)^DEMO\. Step (\d+) of (\d+): `)

// lastStep is the step that was named last, 0 before the first.
func lastStep(told string) int {
	all := stepTold.FindAllStringSubmatch(told, -1)
	if len(all) == 0 {
		return 0
	}
	n, _ := strconv.Atoi(all[len(all)-1][1]) // digits
	return n
}

// question is a line of the plain face's that wants an answer.
var question = regexp.MustCompile(`(?m)^(Enter: |Type |Nothing to type |A number |A word ).*\n`)

// walk answers the plain face's questions, lets the sandbox do what it can, and
// kills the program as soon as what it told is enough. It returns what was told,
// and whether the program was killed rather than through.
func walk(t *testing.T, home string, enough func(told string) bool) (told string, killed bool) {
	t.Helper()
	cmd := program(t, home, nil, "--demo", "--plain", "--platform", platform)
	keys, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	talk, err := cmd.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	helped, answered := 0, 0
	buf := make([]byte, 256)
	for {
		n, err := talk.Read(buf)
		if told += string(buf[:n]); enough(told) {
			_ = cmd.Process.Kill()
			_ = cmd.Wait()
			return told, true
		}
		if err != nil {
			_ = cmd.Wait()
			return told, false
		}
		questions := question.FindAllString(told, -1)
		if asked := len(questions); asked > 200 {
			t.Fatalf("the journey does not go on:\n%s", told)
		} else if asked > answered {
			answered = asked
			answer := ""
			if step := lastStep(told); step > helped {
				helped, answer = step, "x"
				if strings.HasPrefix(questions[asked-1], "Type or paste:") {
					answer = ":x"
				}
			} else if step == 0 {
				answer = "1"
			}
			_, _ = io.WriteString(keys, answer+"\n") // fails when the journey is through
		}
	}
}

func TestKilledAtAnyMomentTheJourneyGoesOnWhereItWas(t *testing.T) {
	t.Parallel()
	whole, killed := walk(t, t.TempDir(), func(string) bool { return false })
	if killed || lastStep(whole) < leastScreens {
		t.Fatalf("the journey did not come to its end: step %d\n%s", lastStep(whole), whole)
	}
	begun := stepTold.FindAllStringIndex(whole, 2)[1][0] // at the second step something is saved
	for n := range *kills {
		t.Run(strconv.Itoa(n), func(t *testing.T) {
			home := t.TempDir()
			moment := begun + rand.IntN(len(whole)-begun) // #nosec G404 -- not a key
			told, killed := walk(t, home, func(told string) bool { return len(told) >= moment })
			if !killed {
				return // some runs say less: it was through
			}
			dir := filepath.Join(stateOf(home), "rehearsals")
			setups, notes := saved(t, dir)
			at := lastStep(told)
			if len(notes) > 0 || len(setups) > 1 || len(setups) == 0 && at > 2 {
				t.Fatalf("killed at step %d: %d setups, %q", at, len(setups), notes)
			}
			if len(setups) == 0 {
				return // the first save was under way
			}
			again, _ := walk(t, home, func(told string) bool { return strings.Contains(told, "Continuing where you were") })
			resumed := stepTold.FindStringSubmatch(again)
			if resumed == nil {
				t.Fatalf("it does not go on:\n%s", again)
			}
			// What was printed last may not be saved yet; the step before it is.
			if step, _ := strconv.Atoi(resumed[1]); step < at-1 || step > at+1 {
				t.Errorf("killed at step %d, it goes on at %d", at, step)
			}
			if now, notes := saved(t, dir); len(now) != 1 || now[0].ID != setups[0].ID || len(notes) > 0 {
				t.Errorf("afterwards: %v %q", now, notes)
			}
		})
	}
}

func TestASecondWindowSaysWhereTheSetupIsOpen(t *testing.T) {
	t.Parallel()
	c := newCompany(t, theirCallback)
	home := t.TempDir()
	savesBeforeTheSecret(t, stateOf(home), c.app.ClientID, "", dialog.StepCredentials)
	first := open(t, home, c.env)
	first.shows("Continue: Targetprocess")
	second := open(t, home, c.env)
	second.shows("Continue: Targetprocess")
	first.continues()
	first.shows("continuing where you were")
	second.types("\r")
	second.shows("open in another window of threelo")
	first.leaves()
	first.exits()
	second.continues()
	second.shows("continuing where you were")
}

func TestADamagedSetupIsSaidOnTheFirstScreenAndSetAside(t *testing.T) {
	t.Parallel()
	for name, args := range map[string][]string{"full screen": {"--demo"}, "plain": {"--demo", "--plain"}, "a platform named": {"--demo", "--platform", platform}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			home := t.TempDir()
			dir := filepath.Join(stateOf(home), "rehearsals")
			file := filepath.Join(dir, "k3j2hq7mx5ab.json")
			if err := os.MkdirAll(dir, 0o700); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(file, []byte(`{"version":1,`), 0o600); err != nil {
				t.Fatal(err)
			}
			w := open(t, home, nil, args...)
			w.shows("k3j2hq7mx5ab.json is damaged or was cut short", "set aside")
			if data, err := os.ReadFile(file + ".aside-1"); err != nil || string(data) != `{"version":1,` {
				t.Errorf("set aside as %q, %v", data, err)
			}
		})
	}
}

func TestWithoutAPlaceToSaveTheJourneyGoesOnAndSaysSo(t *testing.T) {
	t.Parallel()
	home := t.TempDir()
	if err := os.WriteFile(filepath.Join(home, "state"), nil, 0o600); err != nil { // where a folder should be
		t.Fatal(err)
	}
	w := open(t, home, nil, "--demo")
	w.shows("Which product")
	w.does("\r", firstScreen)
	w.namesSite()
	w.does("\r", createScreen, "was not saved")
	w.types("\x03")
	w.shows("your steps could not be saved, and leaving loses them; ctrl+c again leaves")
}

func TestADiskThatIsFullForAWhileLosesNothing(t *testing.T) {
	t.Parallel()
	home := t.TempDir()
	place := filepath.Join(home, "state")
	if err := os.WriteFile(place, nil, 0o600); err != nil { // where a folder should be
		t.Fatal(err)
	}
	w := open(t, home, nil, "--demo", "--platform", platform)
	w.shows(firstScreen)
	w.namesSite()
	w.does("\r", createScreen, "was not saved")
	if err := os.Remove(place); err != nil {
		t.Fatal(err)
	}
	w.types("\x03") // left before the next step would have saved
	w.shows("could not be saved")
	w.types("\x03")
	w.exits()
	if setups, notes := saved(t, filepath.Join(place, "threelo", "rehearsals")); len(setups) != 1 || len(notes) > 0 {
		t.Errorf("afterwards %d setups are there: %q", len(setups), notes)
	}
}

// TestResumedAtEveryScreenTheJourneyComesToItsEnd kills the program at every screen:
// the next start shows the same screen, and what was done before it is kept.
func TestResumedAtEveryScreenTheJourneyComesToItsEnd(t *testing.T) {
	t.Parallel()
	home := t.TempDir()
	again := func(title string) *window {
		t.Helper()
		w := open(t, home, []string{atThisComputer}, "--demo", "--platform", platform)
		w.shows(title)
		return w
	}
	killed := func(w *window) {
		t.Helper()
		w.settles()
		w.signal(unix.SIGKILL)
		w.exits()
	}
	w := again(firstScreen)
	for i := range targetprocess[:5] {
		w.rehearses(targetprocess[i : i+1])
		w.goesOn(targetprocess[i+1].title)
		killed(w)
		w = again(targetprocess[i+1].title)
		w.shows("continuing where you were")
	}
	w.shows(signInScreen, "the secret is not entered")
	w.does("g", secretScreen)
	w.rehearses(targetprocess[4:6])
	w.showsTests()
	for i, title := range append(afterTargetprocess[:2:2], "found earlier: the sign-in test passed") {
		if w.goesOn(title); i == 0 {
			w.copiesSecret()
		}
		killed(w)
		w = again("What do you want to do?")
		w.does(enter, title)
		w.shows("continuing where you were")
		if i == 0 {
			w.shows(secretInConsole)
		}
	}
}
