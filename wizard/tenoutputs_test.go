package wizard

import (
	"bytes"
	"compress/zlib"
	"context"
	"encoding/binary"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"maps"
	"math/rand/v2"
	"net/url"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/hinshun/vt10x"

	"threelo/assets"
	"threelo/assets/pacetest"
	"threelo/oauth"
	"threelo/steps/dialog"
	"threelo/wizard/plain"
	"threelo/wizard/report"
	"threelo/wizard/tui"
)

var disguises = flag.Int("disguises", 500, "how many disguised secrets are put where texts come in")

// stage is a run whose texts from outside all hide one of its secrets.
type stage struct {
	*testing.T
	run     *Run
	rng     *rand.Rand
	hunter  *hunter
	secrets []string
	begun   int // the attempt of the sign-in
	placed  int
	unknown int // setups that were saved before the secret was known

	open  bool // the door is left open: texts from outside are not cleaned
	rot13 bool // a disguise that threelo does not look for
}

// hide puts a random secret, disguised, into a sentence.
func (s *stage) hide() string {
	secret := s.secrets[s.rng.IntN(len(s.secrets))]
	text, how := hidden(s.rng, secret)
	if s.rot13 {
		text, how = strings.Map(func(r rune) rune {
			if at := strings.IndexRune(letters[:52], r); at >= 0 {
				return rune(letters[(at+13)%52])
			}
			return r
		}, secret), "rot13"
	}
	s.hunter.knows(secret, text, how)
	s.placed++
	return fmt.Sprintf([]string{"%s", "unknown secret %s", "got %s, try again", `{"secret":"%s"}`, "?client_secret=%s&x=1"}[s.rng.IntN(5)], text)
}

// said is what a server said, as it comes through the client's door.
func (s *stage) said() string {
	if s.open {
		return s.hide()
	}
	return oauth.CleanText(s.hide(), []int{120, 300}[s.rng.IntN(2)], s.run.vault.secrets()...)
}

// do gives the journey an event, and answers what it asks for.
func (s *stage) do(ev dialog.Event) {
	for waiting := []dialog.Event{ev}; len(waiting) > 0; waiting = waiting[1:] {
		for _, effect := range s.run.journey.Handle(waiting[0]) {
			if save, ok := effect.(dialog.SaveSetup); ok {
				s.run.save(save.Setup)
			} else if answer := s.answer(effect); answer != nil {
				waiting = append(waiting, answer)
			}
		}
	}
}

// answer is what a hostile server makes of an effect.
func (s *stage) answer(effect dialog.Effect) dialog.Event {
	outcome := func() oauth.Outcome {
		return []oauth.Outcome{oauth.Pass, oauth.Pass, oauth.Warn, oauth.Fail, oauth.NotTried}[s.rng.IntN(5)]
	}
	switch e := effect.(type) {
	case dialog.CheckCredentials:
		return dialog.CredentialsChecked{Attempt: e.Attempt, Verdict: oauth.Verdict{Outcome: []oauth.Outcome{oauth.Pass, oauth.Warn}[s.rng.IntN(2)], Reason: s.said(), Evidence: s.said()}}
	case dialog.Bind:
		return dialog.Bound{Callback: "http://127.0.0.1:28976/callback"}
	case dialog.Begin:
		s.begun = e.Attempt
		return dialog.AttemptReady{Attempt: e.Attempt, Link: "http://127.0.0.1:8976/go/k3v9xq2m", Long: "https://auth.atlassian.com/authorize?state=x"}
	case dialog.Exchange:
		exchanged := dialog.Exchanged{Attempt: e.Attempt, Grant: oauth.Grant{TokenType: "Bearer", ExpiresIn: 3600, Scopes: []string{"read:jira-work", s.said()}, RefreshToken: true}}
		if s.rng.IntN(4) == 0 {
			exchanged.Problem = &dialog.Problem{Mark: dialog.MarkFail, What: s.said(), Why: s.said(), Fix: []string{s.said()}, Detail: s.said()}
		}
		return exchanged
	case dialog.Verify:
		site := oauth.Site{ID: "1", Name: s.said(), URL: "https://acme.atlassian.net"}
		verified := dialog.Verified{
			Attempt: e.Attempt, Grant: oauth.Grant{TokenType: "Bearer", Scopes: []string{"read:jira-work", s.said()}, RefreshToken: true, Refreshed: true},
			Site: &site, Sites: []oauth.Site{site, {ID: "2", Name: s.said(), URL: "https://" + s.said()}},
			User: &oauth.User{AccountID: s.said(), DisplayName: s.said(), AccountType: "atlassian"},
		}
		for i := range 120 {
			check := oauth.Check{ID: fmt.Sprintf("odd%d", i), Title: s.said(), Outcome: outcome(), Detail: s.said(), Fix: s.said(), TraceID: s.said()}
			if i%3 == 0 {
				check.Request = &oauth.Request{Method: "GET", Path: "/rest/api/3/field", Status: 400, At: time.Now()}
			}
			verified.Checks = append(verified.Checks, check)
		}
		for _, a := range e.Activities {
			a.Verdict, a.Outcome = s.said(), outcome()
			verified.Activities = append(verified.Activities, a)
		}
		return verified
	}
	return nil
}

// drawn is what the full screen writes to the terminal, its cells, and the title.
func (s *stage) drawn() (raw, cells, title string) {
	var out bytes.Buffer
	keys, keyboard := io.Pipe()
	ctx, stop := context.WithCancel(s.Context())
	done := make(chan struct{})
	go func() {
		_ = tui.Run(ctx, s.run, tui.Options{Input: keys, Output: &out, Width: 100, Height: 200, Env: []string{"TERM=xterm-256color"}, NoAnimation: true})
		close(done)
	}()
	time.Sleep(100 * time.Millisecond)
	synctest.Wait()
	shown := bytes.Clone(out.Bytes())
	stop()
	<-done
	_ = keyboard.Close()
	time.Sleep(time.Minute) // its last ticks
	view := vt10x.New(vt10x.WithSize(100, 200))
	_, _ = view.Write(shown)
	return out.String(), view.String(), view.Title()
}

// silent is a plain face's input that says nothing.
type silent struct{}

func (silent) Ask(bool) <-chan plain.Line { return make(chan plain.Line) }
func (silent) Close()                     {}

// told is what the plain face says of the screen.
func (s *stage) told() string {
	var out bytes.Buffer
	ctx, stop := context.WithTimeout(s.Context(), 100*time.Millisecond)
	defer stop()
	_ = plain.Run(ctx, s.run, plain.Options{In: silent{}, Out: &out})
	return out.String()
}

// textsOf are the texts in a PNG's chunks, unpacked.
func textsOf(png []byte) string {
	var all strings.Builder
	for rest := png[min(8, len(png)):]; len(rest) >= 12; {
		length := int(binary.BigEndian.Uint32(rest))
		chunk := rest[4 : 8+length]
		rest = rest[12+length:]
		if string(chunk[:4]) != "iTXt" {
			continue
		}
		all.Write(chunk)
		key, packed, _ := bytes.Cut(chunk[4:], []byte("\x00\x01\x00\x00\x00"))
		if r, err := zlib.NewReader(bytes.NewReader(packed)); err == nil && len(key) > 0 {
			_, _ = io.Copy(&all, r)
		}
	}
	return all.String()
}

// outputs are all that leaves a run: what it drew, printed, exported and saved.
func (s *stage) outputs(picture bool) map[string]string {
	out := map[string]string{}
	for _, step := range []dialog.StepID{dialog.StepSignIn, dialog.StepOutcome, dialog.StepStatus} {
		s.do(dialog.Goto{Step: step})
		if step == dialog.StepOutcome {
			s.run.Enter(dialog.InputError, s.hide())
		}
		raw, cells, title := s.drawn()
		out["terminal"] += raw
		out["terminal cells"] += cells
		out["window title"] += title + "\n"
		out["standard error"] += s.told()
	}
	message, _ := s.run.Text(dialog.ValueMessage)
	out["message"] = message
	status, err := s.run.Export(report.Admin, report.Text)
	out["plain status"] = string(status)
	for _, kind := range []report.Kind{report.JSON, report.Markdown, report.Text, report.SVG, report.PNG} {
		if kind == report.PNG && !picture {
			continue
		}
		data, exported := s.run.Export(report.Supporter, kind)
		err = cmpErr(err, exported)
		out[string(kind)] = string(data)
	}
	out["png"] = textsOf([]byte(out["png"]))
	if err != nil {
		s.Logf("a gate closed: %v", err)
	}
	if saved, err := report.Parse([]byte(out["json"])); err == nil {
		for _, sheet := range []string{assets.ReadSheets().Approval, assets.ReadSheets().Security} {
			out["sheets"] += string(report.Sheet{Text: sheet, Report: saved, Link: "https://auth.atlassian.com/authorize"}.Render(report.Markdown))
		}
	}
	s.run.saves.Wait()
	for _, setup := range s.run.config.Store.(*shelf).all()[s.unknown:] {
		data, _ := json.Marshal(setup)
		out["saved setup"] += string(data)
	}
	return out
}

func cmpErr(a, b error) error {
	if a != nil {
		return a
	}
	return b
}

// play is a run in which every text from outside hides a secret. It returns how many
// were hidden, and what was found in which output.
func play(t *testing.T, seed uint64, picture bool, sabotage func(*stage)) (placed int, found map[string]string) {
	t.Helper()
	found = map[string]string{}
	synctest.Test(t, func(t *testing.T) {
		cloud := oauth.Commercial
		cloud.Name, cloud.AuthURL, cloud.APIURL = "test", "http://127.0.0.1:1", "http://127.0.0.1:1"
		s := &stage{T: t, rng: rand.New(rand.NewPCG(seed, 20)), hunter: newHunter()}
		s.run = New(t.Context(), Config{World: dialog.World{Cloud: cloud, Load: assets.BuiltIn}, Store: &shelf{}})
		for range 4 {
			s.secrets = append(s.secrets, randomSecret(s.rng))
		}
		p, err := assets.BuiltIn([]string{"targetprocess", "agilepoint"}[seed%2])
		if err != nil {
			t.Fatal(err)
		}
		s.run.Begin(p, p.ID)
		s.run.Enter(dialog.InputSite, "acme")
		s.run.Enter(dialog.InputAccount, "Iris "+s.hide()) // by mistake, and nobody can know
		inQuery := url.QueryEscape(s.secrets[1])
		s.hunter.knows(s.secrets[1], inQuery, "in a callback's query")
		s.run.Enter(dialog.InputCallback, "https://acme.targetprocess.test/cb?k="+inQuery)
		s.run.saves.Wait()
		s.unknown = len(s.run.config.Store.(*shelf).all())

		secret := oauth.NewSecret(s.secrets[0])
		s.run.vault.setInput(dialog.InputSecret, secret)
		s.run.vault.setCode(oauth.NewSecret(s.secrets[1]))
		s.run.vault.set(func(*held) {}, oauth.NewSecret(s.secrets[2]), oauth.NewSecret(s.secrets[3]))
		if sabotage != nil {
			sabotage(s)
		}
		s.run.forgetElsewhere()
		s.run.Enter(dialog.InputCallback, "https://acme.targetprocess.test/cb")
		s.run.Enter(dialog.InputClientID, "KqT71mWc0hPz4vR8sYb2nDx9Kq71mWc0")
		s.do(dialog.Commit{Field: dialog.InputSecret, Length: secret.Len()})
		s.do(dialog.Goto{Step: dialog.StepSignIn})
		if s.rng.IntN(4) == 0 {
			s.run.Enter(dialog.InputAddress, "https://acme.targetprocess.test/cb?error=odd&error_description="+url.QueryEscape(s.hide()))
		}
		s.do(dialog.AddressRead{Attempt: s.begun, Ours: true})
		outputs := s.outputs(picture)
		for name, text := range outputs {
			if how, piece := s.hunter.finds(text); how != "" {
				at := max(0, strings.Index(joined(text), piece))
				found[name] = fmt.Sprintf("%s: …%s…", how, joined(text)[max(0, at-40):min(len(joined(text)), at+80)])
			}
			if text == "" && (name != "png" || picture) {
				found[name] = "the output is empty"
			}
		}
		placed = s.placed
		s.run.Close()
	})
	return placed, found
}

func TestTenOutputsShowNoneOfManyDisguises(t *testing.T) {
	began := time.Now()
	placed, runs := 0, uint64(0)
	first := uint64(time.Now().UnixNano())
	if *disguises <= 1500 {
		first = 1 // the same in every run of CI
	}
	if pacetest.Thorough() {
		*disguises = max(*disguises, 1500)
	}
	wrong := 0
	for ; placed < *disguises && wrong < 5; runs++ {
		n, found := play(t, first+runs, runs%20 == 0, nil)
		if placed/50_000 < (placed+n)/50_000 {
			t.Logf("%d disguised secrets, %v", placed+n, time.Since(began).Round(time.Second))
		}
		placed += n
		for _, output := range slices.Sorted(maps.Keys(found)) {
			t.Errorf("seed %d: %s: %s", first+runs, output, found[output])
		}
		if len(found) > 0 {
			wrong++
		}
	}
	t.Logf("%d disguised secrets in %d runs from seed %d on, in %v: %d runs showed one", placed, runs, first, time.Since(began).Round(time.Second), wrong)
}

// The test above is worth something only if it finds what is there.
func TestPlantedLeaksOfThreeKindsAreFound(t *testing.T) {
	for name, c := range map[string]struct {
		sabotage func(*stage)
		in       string
	}{
		"a door that is left open":            {func(s *stage) { s.open = true }, "terminal cells"},
		"a setup that goes around the gate":   {func(s *stage) { _ = s.run.config.Store.Save(dialog.Setup{Account: s.hide()}) }, "saved setup"},
		"a disguise that nobody searches for": {func(s *stage) { s.rot13 = true }, "json"},
	} {
		_, found := play(t, 7, false, c.sabotage)
		t.Logf("%s is found in %q", name, slices.Sorted(maps.Keys(found)))
		if found[c.in] == "" {
			t.Errorf("%s is not found in %s", name, c.in)
		}
	}
}
