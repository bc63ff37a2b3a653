package tui

import (
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"threelo/steps/dialog"
	"threelo/wizard/report/reporttest"
)

// heard fails the test unless the journey heard exactly this.
func heard(t *testing.T, j *fakeJourney, want ...string) {
	t.Helper()
	if !slices.Equal(j.log, want) {
		t.Errorf("the journey heard %q, want %q", j.log, want)
	}
}

// shows fails the test unless a text is in the window.
func shows(t *testing.T, m *model, texts ...string) {
	t.Helper()
	for _, want := range texts {
		if !strings.Contains(text(m), want) {
			t.Errorf("%q is not in the window:\n%s", want, text(m))
		}
	}
}

func hides(t *testing.T, m *model, texts ...string) {
	t.Helper()
	for _, not := range texts {
		if strings.Contains(text(m), not) {
			t.Errorf("%q is in the window:\n%s", not, text(m))
		}
	}
}

// footerOf is the line of keys.
func footerOf(m *model) string {
	lines := strings.Split(strings.TrimRight(text(m), "\n"), "\n")
	return lines[len(lines)-1]
}

func empty(s dialog.Screen) dialog.Screen {
	for i := range s.Fields {
		s.Fields[i].Text, s.Fields[i].Set, s.Fields[i].Finding = "", false, nil
	}
	return s
}

func TestEachCopyMovesTheMarkOn(t *testing.T) {
	m, j := still(uncopied(profile()), 80, 30)
	press(m, "c", "c", "c")
	heard(t, j, "act copy scopes", "act copy client-id", "act copy client-secret")
	shows(t, m, "copied")
	press(m, "up", "up", "c")
	if j.log[3] != "act copy scopes" {
		t.Errorf("up did not go back: %q", j.log)
	}
}

func uncopied(s dialog.Screen) dialog.Screen {
	s.Values = slices.Clone(s.Values)
	for i := range s.Values {
		s.Values[i].Copied = false
	}
	return s
}

func TestTheMarkedScopeIsCopiedAndMarkedAsDone(t *testing.T) {
	m, j := still(tickScopes(false), 80, 24)
	press(m, "c", "space", "down", "c", "space", "space")
	heard(t, j, "act copy manage:jira-project", "toggle manage:jira-project",
		"act copy manage:jira-configuration", "toggle manage:jira-configuration", "toggle manage:jira-configuration")
	shows(t, m, " ● manage:jira-project", "▸  manage:jira-configuration")
}

func TestSpaceChoosesSeveralAnswersAndEnterContinues(t *testing.T) {
	s := chooseAccounts()
	s.Choices.Many = true
	m, j := still(s, 80, 24)
	press(m, "down", "space", "enter")
	heard(t, j, "choose two", "next")
	shows(t, m, "[x] The integration service user, while")
}

func TestEnterGoesToTheRequiredFieldOfAnAnswer(t *testing.T) {
	s := whatDidItShow()
	s.Fields[0].Optional = false
	m, j := still(s, 80, 24)
	press(m, "enter")
	heard(t, j)
	if !m.inField() {
		t.Error("the field has no focus")
	}
}

func TestEnterShowsAnAnswerBeforeChoosingIt(t *testing.T) {
	s := chooseAccounts()
	s.Why = append(s.Why, s.Why...)
	m, j := still(s, 40, 12)
	hides(t, m, "▸")
	shows(t, m, "enter show the answers")
	press(m, "enter")
	heard(t, j)
	shows(t, m, "▸")
	press(m, "enter")
	heard(t, j, "next")
}

func TestAListOpensAtItsAnswer(t *testing.T) {
	s := chooseAccounts()
	for i := range 30 {
		s.Choices.Options = append(s.Choices.Options, dialog.Option{ID: dialog.OptionID(strconv.Itoa(i)), Label: "answer " + strconv.Itoa(i)})
	}
	s.Choices.Choose("25")
	m, _ := still(s, 80, 24)
	shows(t, m, "▸ ◉ answer 25")
	press(m, "up")
	shows(t, m, "▸ ◉ answer 24", "○ answer 25")
}

func TestWhatIsWrongComesFirstInTheDetailsOfTheStatus(t *testing.T) {
	m, _ := still(statusScreen(reporttest.FailedAtAPI()), 80, 24)
	press(m, "?")
	hides(t, m, "mark another line, or scroll", "a page up or down")
	press(m, "esc", "d")
	shows(t, m, "Details", "✗", "401")
}

func TestOpenGoesToTheMarkedLink(t *testing.T) {
	m, j := still(byHand(), 80, 24)
	press(m, "o", "down", "down", "o")
	heard(t, j, "act open https://developer.atlassian.com/console/myapps", "act open https://acme.atlassian.net")
}

func TestAValueIsShownWholeAndEscReturns(t *testing.T) {
	m, _ := still(profile(), 80, 24)
	press(m, "v")
	joined := strings.ReplaceAll(text(m), "\n", "")
	if !strings.HasPrefix(joined, allScopes) {
		t.Errorf("the scopes are not whole:\n%s", text(m))
	}
	hides(t, m, "─")
	press(m, "esc")
	shows(t, m, "Fill in the profile")
	press(m, "down", "down", "v")
	shows(t, m, "this value is never shown; c copies it")
}

func TestAProblemIsShownFirstWithItsKey(t *testing.T) {
	synctest.Test(t, func(t *testing.T) { // on a fake clock
		m, j := still(waiting(), 80, 24)
		j.screens[0].Problem, j.screens[0].Actions = problem().Problem, problem().Actions
		m.Update(eventMsg{dialog.Exchanged{}})
		shows(t, m, "✗ Atlassian refuses the callback", "1 Open Authorization")
		if footer := footerOf(m); !strings.Contains(footer, "g go to") {
			t.Errorf("the footer is %q", footer)
		}
		press(m, "g") // too soon: it may have been meant for the field
		heard(t, j)
		time.Sleep(freeze)
		press(m, "g")
		heard(t, j, "act fix ")
	})
}

func TestARefusalLooksLikeAWarning(t *testing.T) {
	s := profile()
	m, _ := still(s, 80, 24)
	good := m.theme.Accent.Render("sent to your clipboard")
	if first, _, _ := strings.Cut(good, "sent"); !strings.Contains(m.draw(), first+"sent to") {
		t.Error("good news has not its color")
	}
	s.Notice, s.Warned = "the callback is missing", true
	m, _ = still(s, 80, 24)
	shows(t, m, " ! the callback is missing")
	if !strings.Contains(m.draw(), m.theme.Warn.Render("the callback is missing")) {
		t.Error("a refusal has not the color of a warning")
	}
}

func TestTheFirstPageShowsWhatIsNeededWithoutScrolling(t *testing.T) {
	for _, seed := range seeds {
		know := named(t, walkAll(t, seed, true), "know")
		m, _ := still(know, 80, 24)
		joined := strings.Join(strings.Fields(text(m)), " ")
		for _, w := range know.Warnings {
			if !strings.Contains(joined, w.Text) {
				t.Errorf("%s: one has to scroll for “%s”:\n%s", seed, w.Text, text(m))
			}
		}
		for _, preset := range know.Presets {
			if !strings.Contains(joined, preset.Answer) {
				t.Errorf("%s: one has to scroll for “%s”:\n%s", seed, preset.Answer, text(m))
			}
		}
		if !slices.ContainsFunc(know.Details, func(d dialog.Detail) bool { return strings.Contains(d.Text, "https://") }) {
			t.Errorf("%s: the details do not lead to the document", seed)
		}
	}
}

// The activities, what each needs, and the project's key fit one screen.
func TestTheActivitiesAndTheirProjectAreOneScreen(t *testing.T) {
	s := named(t, walkAll(t, "agilepoint", true), "know-other-activities")
	m, j := still(s, 80, 24)
	shows(t, m, "Add Assignee         Browse Projects, Assign issues", "Update Issue Status", "Project key", "enter to the field")
	press(m, "space", "enter")
	heard(t, j, "choose Add Assignee")
	shows(t, m, "┃ for example PROJ", "enter done")
	press(m, "enter")
	heard(t, j, "choose Add Assignee", "next")
}

func TestClosingTheHelpChangesNothing(t *testing.T) {
	for _, f := range walkAll(t, seeds[0], true) {
		for _, size := range sizes {
			m, _ := still(f.screen, size.width, size.height)
			m.Init()
			m.arrange()
			m.frozenUntil = time.Time{}
			before := text(m)
			press(m, "f1", "esc")
			if now := text(m); now != before && f.screen.Report == nil {
				t.Errorf("%s at %d×%d was\n%s\nand is\n%s", f.name, size.width, size.height, before, now)
			}
		}
	}
}

func TestTheHelpListsEveryActionOfTheStep(t *testing.T) {
	for _, f := range walkAll(t, seeds[1], true) {
		m, _ := still(f.screen, 120, 60)
		m.frozenUntil = time.Time{}
		press(m, "f1")
		shown := text(m)
		for _, a := range f.screen.Actions {
			if !strings.Contains(shown, " "+a.Key+" ") {
				t.Errorf("the help of %s does not tell %s, %s:\n%s", f.name, a.Key, a.Label, shown)
			}
		}
	}
}

func TestTheMarkNeverLeavesTheWindow(t *testing.T) {
	m, _ := still(tickScopes(false), 40, 12)
	for range 12 {
		press(m, "down")
	}
	for range 30 {
		press(m, "up")
	}
	if m.viewport.YOffset() != 0 {
		t.Errorf("the top is %d lines away", m.viewport.YOffset())
	}
	press(m, "pgdown", "pgdown", "pgdown", "pgdown", "pgdown")
	hides(t, m, "↓")
	press(m, "home")
	shows(t, m, "Tick 5 classic scopes")
}

func TestAWindowTooSmallLosesNothing(t *testing.T) {
	m, j := still(callback(nil), 80, 24)
	press(m, "a", "b")
	m.Update(tea.WindowSizeMsg{Width: 30, Height: 8})
	shows(t, m, "too\nsmall", "40×12", "Nothing is lost")
	press(m, "enter", "x")
	heard(t, j)
	m.Update(tea.WindowSizeMsg{Width: 80, Height: 24})
	shows(t, m, "┃ ab")
}

func TestEveryRehearsalScreenSaysSo(t *testing.T) {
	for _, f := range fixtures() {
		if !f.screen.Demo {
			continue
		}
		for _, width := range []int{40, 80, 200} {
			m, _ := still(f.screen, width, 24)
			want := m.badge()
			if !strings.Contains(text(m), want) || !strings.Contains(m.title(), want) {
				t.Errorf("%s at %d columns does not say %s", f.name, width, want)
			}
		}
	}
}

func TestTheTitleOfTheWindowTellsTheStep(t *testing.T) {
	m, _ := still(tickScopes(false), 80, 24)
	if got, want := m.View().WindowTitle, "threelo · DEMO · 6 of 16 · Tick 5 classic scopes"; got != want {
		t.Errorf("the title is %q, want %q", got, want)
	}
}

func TestTheStatusScreenHasItsKeys(t *testing.T) {
	m, j := still(fixtures()[len(fixtures())-2].screen, 80, 24)
	if footer := footerOf(m); !strings.Contains(footer, "s save picture") {
		t.Errorf("the footer is %q", footer)
	}
	press(m, "s", "d", "down", "down", "esc", "c", "enter")
	heard(t, j, "act save-report ", "act copy-text ", "next")
}

func TestEveryLineOfTheStatusIsInTheDetails(t *testing.T) {
	for _, r := range []dialog.Report{reporttest.Ready(), reporttest.FailedAtAPI(), reporttest.FailedAtPage()} {
		m, _ := still(statusScreen(r), 80, 24)
		press(m, "d")
		shown := ""
		for _, line := range m.page.lines {
			shown += " " + ansi.Strip(line.text)
		}
		shown = strings.Join(strings.Fields(shown), "")
		for _, it := range m.status.Items() {
			for _, want := range append([]string{it.Label, it.Text}, it.Details...) {
				if !strings.Contains(shown, strings.Join(strings.Fields(want), "")) {
					t.Errorf("%s: no %q", it.Label, want)
				}
			}
		}
	}
}

func TestElapsedTimeReadsLikeAClock(t *testing.T) {
	for d, want := range map[time.Duration]string{
		-time.Second: "0:00", 42 * time.Second: "0:42", 725 * time.Second: "12:05", time.Hour + 9*time.Second: "60:09",
	} {
		if got := elapsed(noon, noon.Add(d)); got != want {
			t.Errorf("%s shows as %s", d, got)
		}
	}
}
