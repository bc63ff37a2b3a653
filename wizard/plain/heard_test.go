package plain

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"threelo/assets"
	"threelo/oauth"
	"threelo/oauth/sandbox"
	"threelo/steps/dialog"
	"threelo/wizard"
)

// curious types all sorts of things on every step before the sandbox does it, and
// counts what is heard after each.
type curious struct {
	run    *wizard.Run
	asked  map[string]int
	typed  string
	lines  int // that were heard since
	before string
	last   string // line
	silent []string
	steps  map[dialog.StepID]bool
}

func (c *curious) Write(p []byte) (int, error) {
	if c.last = string(p); strings.TrimSpace(c.last) != "" {
		c.lines++
	}
	return len(p), nil
}

func (c *curious) Close() {}

func (c *curious) Ask(bool) <-chan Line {
	sc := c.run.Screen()
	if c.steps[sc.Step] = true; c.lines == 0 {
		c.silent = append(c.silent, fmt.Sprintf("%q at %s", c.typed, c.before))
	}
	sorts := []string{
		"hello there", "7", "999", "1 2", ":zz", "z", "r", "e", "c", "c2", "c 99", "v", "v 2", "h", "?", "d", "", "d", "q", "y", "w", "retry", "k",
		"http://127.0.0.1:1/callback?code=1&state=2", "acme.atlassian.net",
	}
	n := c.asked[sc.Title]
	c.asked[sc.Title]++
	in := &typed{}
	switch {
	case strings.HasPrefix(c.last, "Line "):
		in.answers = []string{""}
	case n < len(sorts):
		in.answers = []string{sorts[n]}
	case n > len(sorts)+10: // nothing leads on: the input ends
	case c.run.CanHelp():
		in.answers = []string{"x"}
	default:
		in.answers = []string{""}
	}
	c.lines, c.before = 0, sc.Title
	if len(in.answers) > 0 {
		c.typed = in.answers[0]
	}
	return in.Ask(false)
}

func TestNothingThatIsTypedOnAnyStepIsAnsweredWithSilence(t *testing.T) {
	for platform, steps := range map[string]int{"targetprocess": 9, "agilepoint": 8} {
		box, err := sandbox.New(sandbox.Options{})
		if err == nil {
			err = box.Start("127.0.0.1:0")
		}
		if err != nil {
			t.Fatal(err)
		}
		cloud := oauth.Commercial
		cloud.Name, cloud.AuthURL, cloud.APIURL, cloud.ConsoleURL = "test", box.URL(), box.URL(), box.ConsoleURL()
		run := wizard.New(t.Context(), wizard.Config{World: dialog.World{Cloud: cloud, Load: assets.BuiltIn}, Sandbox: box})
		p, err := assets.BuiltIn(platform)
		if err != nil {
			t.Fatal(err)
		}
		run.Begin(p, platform)
		c := &curious{run: run, asked: map[string]int{}, steps: map[dialog.StepID]bool{}}
		_ = Run(t.Context(), run, Options{Events: run.Events(), In: c, Out: c}) // its end is the input's
		for _, silent := range c.silent {
			t.Errorf("%s: silence after %s", platform, silent)
		}
		if len(c.steps) < steps {
			t.Errorf("%s: only %v were heard", platform, c.steps)
		}
		run.Close()
		_ = box.Close()
	}
}

// sameKey are actions that mean the same to a person, each with another that has its key.
var sameKey = map[string]string{
	"CopyText": "Copy", "CopyReport": "Message", "SaveAs": "SaveLink", "WithoutSecret": "Skip",
}

// The source is read, because no single journey meets every key.
func TestOneKeyHasOneMeaningOnEveryStep(t *testing.T) {
	action := regexp.MustCompile(`\.Offer\(dialog\.Action(\w+), "(\w+)"`)
	ids := map[string]dialog.ActionID{"Again": dialog.ActionAgain, "SingleBox": dialog.ActionSingleBox, "Forget": dialog.ActionForget, "OnlyChosen": dialog.ActionOnlyChosen}
	means := map[string]string{"b": "back", "d": "details", "e": "enter", "h": "help", "q": "leave", "r": "read"}
	files, err := filepath.Glob("../../steps/*.go")
	if err != nil {
		t.Fatal(err)
	}
	found := 0
	for _, file := range files {
		source, err := os.ReadFile(file) // #nosec G304 -- the project's own source
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range action.FindAllStringSubmatch(string(source), -1) {
			found++
			meaning := m[1]
			if same := sameKey[meaning]; same != "" {
				meaning = same
			}
			name := keyOf(dialog.Action{ID: ids[m[1]], Key: m[2]})
			if other := means[name]; other != "" && other != meaning {
				t.Errorf("the key %s means %s, and in %s %s", name, other, filepath.Base(file), meaning)
			}
			means[name] = meaning
		}
	}
	if found < 20 {
		t.Errorf("only %d keys found", found)
	}
}

func TestDetailsAreReadInParts(t *testing.T) {
	var details []dialog.Detail
	for i := range 25 {
		details = append(details, dialog.Detail{Title: fmt.Sprint("Topic ", i+1), Text: strings.Repeat("word ", 20)})
	}
	w := walkOf(dialog.Screen{Details: details}, dialog.Screen{Fields: []dialog.Field{site()}, Details: details[:1]}, dialog.Screen{})
	heard := hear(t, w, "d", "", "", "d", "c", "", "d", "acme", "")
	says(t, heard,
		"Topic 1:", "Topic 10:", "\nEnter: more details, 15 lines. Anything else ends them.\nTopic 11:", "Topic 20:", "Enter: more details, 5 lines.", "Topic 25:",
		"\nEnter: the next step", "Topic 1:", "Enter: more details, 15 lines.", "“c” is not a key of this step.", "\nEnter: the next step", "Step 2 of 3", "Topic 1:",
		"Type or paste: Jira site", "Jira site: acme")
}

func TestAStepThatWasHeardIsNotReadAgainButWhatChangedIs(t *testing.T) {
	w := walkOf(
		dialog.Screen{Title: "Create", Why: []string{"It stands between the two."}, Do: []dialog.Instruction{{Text: "Open the console."}}, Findings: []dialog.Finding{{Mark: dialog.MarkUnchecked, Text: "a link will show it"}}},
		dialog.Screen{})
	w.answer = func(w *walk, ev dialog.Event) {
		if _, ok := ev.(dialog.Back); ok {
			w.now().Do = append(w.now().Do, dialog.Instruction{Text: "Press Create."})
		}
	}
	_, again, _ := strings.Cut(hear(t, w, "", "b", "r"), "Step 2 of 2")
	says(t, again, "Step 1 of 2: Create\nYou have heard this step. Type r to hear it again.\n2. Press Create.\nNot checked: a link will show it\n", "Enter: the next step",
		"Step 1 of 2: Create\nIt stands between the two.\n1. Open the console.\n2. Press Create.\n", "Enter: the next step")
}

func TestAFieldOfLinesIsAskedForUntilAllAreThereOrEnterLeavesItOut(t *testing.T) {
	w := walkOf(dialog.Screen{Fields: []dialog.Field{{Input: dialog.Input{ID: dialog.InputLinks, Lines: true, Label: "Links", Optional: true, Pasted: true}}}}, dialog.Screen{})
	w.partly = "https://classic.test"
	heard := hear(t, w, "https://classic.test", "", "https://granular.test", "", "")
	says(t, heard, "Line 1 received.", "Type or paste: Links. Now 1 of 2; enter alone keeps it.", "Line 1 received.", "Enter: the next step", "Step 2 of 2")
}

func TestNewsBetweenTwoPastedLinesLosesNone(t *testing.T) {
	w := walkOf(dialog.Screen{Fields: []dialog.Field{{Input: dialog.Input{ID: dialog.InputLinks, Lines: true, Label: "Links", Optional: true, Pasted: true}}}}, dialog.Screen{})
	w.answer = func(w *walk, ev dialog.Event) {
		if _, ok := ev.(dialog.CredentialsChecked); ok {
			w.now().Notice = "Atlassian has answered"
		}
	}
	in := &typed{answers: []string{"https://one.test"}, wait: true}
	var out strings.Builder
	when := whenSaid{&out, map[string]func(){"Line 1 received": func() {
		if len(w.log) == 0 {
			w.events <- dialog.CredentialsChecked{}
		}
	}}}
	when.then["Atlassian has answered"] = func() { in.open <- Line{Text: "https://two.test"}; in.answers = []string{"", ""} }
	_ = Run(t.Context(), w, Options{Events: w.events, In: in, Out: when})
	says(t, out.String(), "Line 1 received.", "Atlassian has answered.", "Line 1 received.", "Line 2 received.")
	if want := `enter links "https://one.test\nhttps://two.test"`; len(w.log) < 2 || w.log[1] != want {
		t.Errorf("handed over %q", w.log)
	}
}

func TestAFieldForWhatGoesWrongIsNotAskedForAsIfItWereNext(t *testing.T) {
	w := walkOf(dialog.Screen{
		Do:      []dialog.Instruction{{Text: "The last page doesn't load? Copy its address, and paste it here:", Field: "address"}},
		Fields:  []dialog.Field{{Input: dialog.Input{ID: "address", Label: "Address", Secret: true, Pasted: true}, Spare: true}},
		Waiting: &dialog.Waiting{What: "waiting for Atlassian. The answer arrives by itself", Yours: true},
	})
	heard := hear(t, w)
	says(t, heard, "1. The last page doesn't load? Copy its address, and paste it here when you are asked.", "The answer arrives by itself.", "Nothing to type now.")
	saysNot(t, heard, "Type or paste")
}
