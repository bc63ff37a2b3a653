package plain

import (
	"context"
	"fmt"
	"os/exec"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"threelo/assets"
	"threelo/assets/english/englishtest"
	"threelo/oauth"
	"threelo/oauth/sandbox"
	"threelo/steps/dialog"
	"threelo/wizard"
	"threelo/wizard/desktop/desktoptest"
	"threelo/wizard/report"
)

// listener walks a rehearsal, asks on every step for all that there is to hear, and
// writes down each line, with signs and keys that it should not have.
type listener struct {
	run      *wizard.Run
	errand   []string        // what is typed on a step before it is done
	asked    map[string]int  // how often each step's question was answered
	listened map[string]bool // to what a screen offers, in some rehearsal
	heard    map[string]bool
	last     string
	said     []string        // what was heard, each line once, in order
	vain     []string        // what is wrong with the lines
	met      map[string]bool // failures
}

func (l *listener) Write(p []byte) (int, error) {
	line := strings.TrimSuffix(string(p), "\n")
	l.last = line
	if !l.heard[line] {
		l.said = append(l.said, line)
	}
	if l.heard[line] = true; strings.ContainsAny(line, "→›·•✓✗○●◉│─") {
		l.vain = append(l.vain, "a sign is left: "+line)
	}
	names := namedKeys(line)
	if len(names) == 0 {
		return len(p), nil
	}
	sc := l.run.Screen()
	f := &face{journey: l.run, fields: map[dialog.InputID]asked{"one of them": kept}}
	keys := append(f.keysOf(sc, false), f.keysOf(sc, true)...)
	for _, name := range names {
		if !slices.ContainsFunc(keys, func(k key) bool { return k.name == name }) && name != "?" {
			l.vain = append(l.vain, fmt.Sprintf("at %s, no key %q: %s", sc.Step, name, line))
		}
	}
	return len(p), nil
}

func (l *listener) Ask(bool) <-chan Line {
	sc := l.run.Screen()
	place := sc.Title
	if sc.Problem != nil {
		place += sc.Problem.What // what is to be heard has changed
		l.met[sc.Problem.Failure] = true
	}
	if strings.HasPrefix(l.last, "Enter: more details") {
		return (&typed{answers: []string{""}}).Ask(false)
	}
	if offers := l.offers(sc, place); l.asked[place] == 0 {
		if l.listened[offers] {
			l.asked[place] = len(l.errand) // an earlier rehearsal has heard it
		}
		l.listened[offers] = true
	}
	n := l.asked[place]
	l.asked[place]++
	in := &typed{}
	can := func(id dialog.ActionID) bool {
		return slices.ContainsFunc(sc.Actions, func(a dialog.Action) bool { return a.ID == id })
	}
	switch {
	case n < len(l.errand):
		in.answers = []string{l.errand[n]}
	case sc.Problem != nil && n > len(l.errand)+1 && can(dialog.ActionSkip):
		in.answers = []string{":n"}
	case n > len(l.errand)+10: // nothing leads on: the input ends
	case l.run.CanHelp():
		in.answers = []string{":x"}
	default:
		in.answers = []string{""}
	}
	return in.Ask(false)
}

func (l *listener) Close() {}

// offers is what there is to hear of a screen: its keys, details, findings and result.
func (l *listener) offers(sc dialog.Screen, place string) string {
	out := place
	if sc.Report != nil {
		out += sc.Report.Headline
	}
	for _, f := range sc.Findings {
		out += f.Text
	}
	for _, k := range (&face{journey: l.run}).keysOf(sc, true) {
		out += "\n" + k.name + " " + k.does + k.more
	}
	return port.ReplaceAllString(fmt.Sprint(out, sc.Platform, sc.Details), "")
}

var port = regexp.MustCompile(`127\.0\.0\.1:\d+`)

// walks listens to a rehearsal with a problem from its start to where nothing leads on.
func (l *listener) walks(platform, scenario string) error {
	box, err := sandbox.New(sandbox.Options{Scenario: scenario})
	if err == nil {
		err = box.Start("127.0.0.1:0")
	}
	if err != nil {
		return err
	}
	defer func() { _ = box.Close() }()
	cloud := oauth.Commercial
	cloud.Name, cloud.AuthURL, cloud.APIURL, cloud.ConsoleURL = "test", box.URL(), box.URL(), box.ConsoleURL()
	l.run = wizard.New(context.Background(), wizard.Config{World: dialog.World{Cloud: cloud, Load: assets.BuiltIn}, Sandbox: box})
	defer l.run.Close()
	p, err := assets.BuiltIn(platform)
	if err != nil {
		return err
	}
	l.run.Begin(p, platform)
	clear(l.asked)
	_ = Run(context.Background(), l.run, Options{Events: l.run.Events(), In: l, Out: l}) // its end is the input's
	status, err := l.run.Export(report.Admin, report.Text)
	for line := range strings.Lines(Aloud(string(status))) {
		_, _ = l.Write([]byte(line))
	}
	return err
}

// everything is what is heard of both journeys, with every problem that the sandbox
// plays.
var everything = sync.OnceValues(func() (*listener, error) {
	l := &listener{asked: map[string]int{}, listened: map[string]bool{}, heard: map[string]bool{}, met: map[string]bool{}}
	for _, platform := range []string{"targetprocess", "agilepoint"} {
		l.errand = []string{":h", ":d", ":read", ":app", ":account", ":activities", ":p"}
		if err := l.walks(platform, ""); err != nil {
			return nil, err
		}
		l.errand = []string{":h", ":d"}
		for _, s := range sandbox.Scenarios() {
			if s.ID == "network-timeout" || s.ID == "rate-limited" {
				continue // they wait; the words are those of other problems
			}
			if err := l.walks(platform, s.ID); err != nil {
				return nil, err
			}
		}
	}
	return l, nil
})

var (
	otherKey = regexp.MustCompile(`(?i)\besc\b|\bctrl\b|\bpress (tab|space|shift|alt|page|home|end|delete)\b`)
	letter   = regexp.MustCompile(`^[b-z?]$`)
)

// keysLine lists keys.
var keysLine = regexp.MustCompile(`^(Keys(, with a colon before them)?|[a-z?0-9]+): |such as :b`)

// namedKeys are the keys that a sentence names: letters that stand alone. Those in
// quotation marks were typed. A sentence has a key typed, so that a colon can be added.
func namedKeys(line string) []string {
	var out []string
	before := ""
	for word := range strings.FieldsSeq(strings.ReplaceAll(line, "Control and c together", "")) {
		word = strings.Trim(word, ".,;:()’'")
		if letter.MatchString(word) {
			out = append(out, word)
			if !keysLine.MatchString(line) && strings.ToLower(before) != "type" {
				out = append(out, before+" "+word)
			}
		}
		before = word
	}
	return append(out, otherKey.FindAllString(line, -1)...)
}

func TestEveryKeyThatIsNamedWorksThereAndNoSignIsLeft(t *testing.T) {
	l, err := everything()
	if err != nil {
		t.Fatal(err)
	}
	for _, vain := range l.vain {
		t.Error(vain)
	}
	englishtest.Collect(t, "plain", strings.Join(l.said, "\n"))
	if t.Logf("%d lines, %d problems", len(l.heard), len(l.met)); len(l.heard) < 500 || len(l.met) < 30 {
		t.Error("that is not all")
	}
}

// address is what is read letter by letter anyway: addresses, scopes, mail, paths.
var address = regexp.MustCompile(`\S*(://|[a-z][:.][a-z]|@|/|_|=)\S*`)

func TestNoSignIsSpelledByEspeak(t *testing.T) {
	desktoptest.Needs(t, "espeak-ng")
	l, err := everything()
	if err != nil {
		t.Fatal(err)
	}
	phonemes := func(text string) string {
		out, err := exec.Command("espeak-ng", "-q", "-x", "--", "so "+text).Output() // #nosec G204 -- a test's own text
		if err != nil {
			t.Fatal(err)
		}
		return strings.NewReplacer("_", "", ":", "", "\n", "", " ", "").Replace(string(out))
	}
	letters, number := regexp.MustCompile(`[\p{L}\p{N}]+`), regexp.MustCompile(`\d[.:-]\d`)
	shapes := map[string]bool{} // of words, by their signs
	for line := range l.heard {
		for word := range strings.FieldsSeq(address.ReplaceAllString(line, "")) {
			shape := letters.ReplaceAllString(word, "a")
			if shapes[shape] || shape == "a" || number.MatchString(word) || strings.HasPrefix(word, ":") { // a key's colon must be heard
				continue
			}
			shapes[shape] = true
			silent := strings.Join(letters.FindAllString(word, -1), " ")
			if with, without := phonemes(word), phonemes(silent); len(with) > len(without)+2 {
				t.Errorf("espeak-ng says %q for %q, and %q without its signs, in: %s", with, word, without, line)
			}
		}
	}
	t.Logf("espeak-ng spoke %d words with signs", len(shapes))
}
