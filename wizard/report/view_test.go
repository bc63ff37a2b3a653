package report

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"threelo/steps/dialog"
	"threelo/wizard/report/reporttest"
	"threelo/wizard/style"
	"threelo/wizard/style/styletest"
)

func reports() map[string]dialog.Report {
	return map[string]dialog.Report{
		"ready": reporttest.Ready(), "demo": reporttest.Demo(), "attention": reporttest.Attention(),
		"failed-page": reporttest.FailedAtPage(), "failed-callback": reporttest.FailedAtCallback(), "failed-token": reporttest.FailedAtToken(),
		"failed-api": reporttest.FailedAtAPI(), "failed-network": reporttest.FailedAtNetwork(),
	}
}

// golden is a view as cells: its text, then the look of every cell as a letter.
func golden(view string, width, height int, th style.Theme) string {
	looks := styletest.Looks(view, width, height, []styletest.Role{
		{Letter: "d", Style: th.Dim},
		{Letter: "t", Style: th.Title},
		{Letter: "P", Style: th.Proved},
		{Letter: "p", Style: th.Proved.Bold(true)},
		{Letter: "S", Style: th.Accent},
		{Letter: "s", Style: th.Accent.Bold(true)},
		{Letter: "U", Style: th.Dim},
		{Letter: "u", Style: th.Dim.Bold(true)},
		{Letter: "W", Style: th.Warn},
		{Letter: "F", Style: th.Fail},
		{Letter: "D", Style: th.Demo},
		{Letter: "N", Style: th.Dim},
	})
	return styletest.Text(view, width, height) + strings.Repeat("─", width) + "\n" + looks
}

// To write them again: THREELO_GOLDEN=write go test ./wizard/report
func TestTheStatusScreenLooksAsItDid(t *testing.T) {
	for name, r := range reports() {
		for _, size := range [][2]int{{80, 20}, {80, 24}, {120, 40}, {40, 12}} {
			for _, th := range []style.Theme{style.Dark(), style.Light()} {
				got := golden(Prepare(r, Admin).View(size[0], size[1], th), size[0], size[1], th)
				path := filepath.Join("testdata", fmt.Sprintf("%s-%dx%d.txt", name, size[0], size[1]))
				if os.Getenv("THREELO_GOLDEN") == "write" && th.IsDark {
					if err := os.WriteFile(path, []byte(got), 0o600); err != nil {
						t.Fatal(err)
					}
				}
				want, err := os.ReadFile(path) // #nosec G304 -- in testdata
				if err != nil {
					t.Fatal(err)
				}
				// Both themes give each cell the same role, so one picture is right for both.
				if got != string(want) {
					t.Errorf("%s, dark %v: is\n%s\nwant\n%s", path, th.IsDark, got, want)
				}
			}
		}
	}
}

// nasty is a report full of what people, sites and servers are called.
func nasty() dialog.Report {
	long := strings.Repeat("a very long name with 日本語 and 👨‍👩‍👧‍👦 ", 5)
	r := reporttest.FailedAtAPI()
	return rewrite(r, func(text string, _ bool) string {
		switch text {
		case "failed", "pass", "fail", "yes", "no", "said", "set":
			return text
		}
		return text + " " + long + "\x1b[31m\u202e" + strings.Repeat("x", 90) + "\nsecond line"
	})
}

func TestNothingIsEverWiderOrTallerThanTheWindow(t *testing.T) {
	all := map[string]dialog.Report{"nasty": nasty(), "empty": {}, "failed": reporttest.FailedAtAPI()}
	for name, r := range all {
		for _, width := range []int{40, 59, 80, 100, 160} {
			for _, height := range []int{5, 12, 13, 20, 40} {
				fits(t, name, Prepare(r, Admin).View(width, height, style.Dark()), width, height)
			}
		}
	}
}

func fits(t *testing.T, name, view string, width, height int) {
	t.Helper()
	lines := strings.Split(view, "\n")
	if len(lines) > height {
		t.Errorf("%s at %dx%d: %d lines", name, width, height, len(lines))
	}
	for _, line := range lines {
		if w := style.Width(line); w > width {
			t.Errorf("%s at %dx%d: %d wide: %q", name, width, height, w, ansi.Strip(line))
		}
	}
}

func shown(r dialog.Report, width, height int) string {
	return ansi.Strip(Prepare(r, Admin).View(width, height, style.Dark()))
}

// flat joins broken lines, so that a broken sentence is found.
func flat(view string) string { return strings.Join(strings.Fields(view), " ") }

func TestASupporterFindsTheAnswersOnOneScreen(t *testing.T) {
	for name, want := range map[string][]string{
		"ready": {
			"✓ READY", "and you confirmed Authorize", "13 of 13 console scopes granted", "renewed once", "○ Token only Lindenprocess can test its own",
			reporttest.ClientID, reporttest.Callback, "Integration Service", "https://acme.atlassian.net", "90 days", "Next",
			"● Authorize done in Lindenprocess", "› Note", "2026-11-21 22:40 +01:00", "3 scopes",
		},
		"demo":      {"DEMO"},
		"attention": {"! READY to authorize with 1 warning", "lacks Delete issues", "ask a Jira admin", "○ Authorize not done yet"},
		"failed-page": {
			"✗ NOT READY", "differs from the saved one", "1. open Authorization", "3. press Save changes", "you can fix this",
			reporttest.ClientID, "● 13 scopes selected (you confirmed)",
		},
		"failed-callback": {"an admin of the Jira site can fix this", "press Accept once"},
		"failed-token":    {"does not accept this secret", "both from Settings of the same app", "the step “credentials”"},
		"failed-api":      {"✗ read:sprint:jira-software", "select it under Granular scopes", "12 of 13 console scopes granted"},
		"failed-network":  {"NOT FINISHED", "the people who run your network or your company's sign-in can fix this", "certificate"},
	} {
		view := flat(shown(reports()[name], 80, 20))
		for _, w := range want {
			if !strings.Contains(view, w) {
				t.Errorf("%s does not say %q:\n%s", name, w, shown(reports()[name], 80, 20))
			}
		}
	}
}

func TestTheClientIDIsNeverCut(t *testing.T) {
	for name, r := range reports() {
		for _, size := range [][2]int{{40, 12}, {45, 12}, {60, 15}, {80, 20}, {120, 40}} {
			if view := shown(r, size[0], size[1]); !strings.Contains(view, reporttest.ClientID) {
				t.Errorf("%s at %v:\n%s", name, size, view)
			}
		}
	}
}

func TestARehearsalIsNeverTakenForReal(t *testing.T) {
	for _, width := range []int{40, 80, 120} {
		for _, height := range []int{1, 2, 5, 12, 24, 40} {
			if view := shown(reporttest.Demo(), width, height); !strings.Contains(view, "DEMO") {
				t.Errorf("%dx%d:\n%s", width, height, view)
			}
			if view := shown(reporttest.Ready(), width, height); strings.Contains(view, "DEMO") {
				t.Errorf("%dx%d:\n%s", width, height, view)
			}
		}
	}
}

func TestALargerWindowShowsMore(t *testing.T) {
	r := reporttest.Ready()
	small, tall, large := flat(shown(r, 80, 20)), flat(shown(r, 80, 50)), flat(shown(r, 140, 70))
	for _, text := range []string{"write:sprint:jira-software", "handover"} {
		if strings.Contains(small, text) || !strings.Contains(tall, text) {
			t.Errorf("%q should need a tall window", text)
		}
	}
	for _, text := range []string{"wanted selected requested granted"} {
		if strings.Contains(tall, text) || !strings.Contains(large, text) {
			t.Errorf("%q should need a large window", text)
		}
	}
}
