package steps

import (
	"cmp"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"threelo/assets"
	"threelo/assets/english"
	"threelo/oauth"
	"threelo/oauth/lazyregexp"
)

// Screen shows where the journey is, for whatever face.
func (j *Journey) Screen() Screen {
	s := j.step()
	sc := Screen{
		Step:     s.id,
		Demo:     j.world.Demo,
		TestHost: j.world.Cloud.IsTest() && !j.world.Demo,
		Notice:   j.notice,
		Warned:   j.notice != "" && j.notice == j.warned,
		Unsaved:  j.unsaved && j.platform != nil,
		Arrived:  j.arrived,
		Problem:  j.problems[s.id],
	}
	if j.platform != nil {
		sc.Platform = j.platform.Name
		sc.Site = siteName(j.setup.Site)
		i, _ := j.find(j.at)
		sc.N, sc.Of = i+1, len(j.plan)+j.possible // so an answer never makes the way longer
		sc.Back = i > 0 || j.origin != "" || j.front != ""
	}
	j.stages(&sc)
	j.words(&sc, s)
	j.question(&sc, s)
	sc.Next = j.nextLabel(s)
	if k := kindOf(s.kind); k.show != nil {
		k.show(j, s, &sc)
	}
	if p := j.setup.Proofs[s.id]; p.Old && p.Outcome == MarkProved {
		sc.Warnings = append(sc.Warnings, Note{Mark: MarkUnchecked, Text: "confirmed in an earlier run, on " + p.At.Format("2006-01-02 15:04") + ", and not checked again since"})
	}
	j.commonActions(&sc, s)
	j.showPractice(&sc)
	j.showRestored(s, &sc)
	j.showDifferences(s, &sc)
	if j.now.Before(j.clipped.Until) {
		clipped := j.clipped
		clipped.Now = j.now
		sc.Clipped = &clipped
	}
	if sc.Problem != nil {
		t := *sc.Problem
		t.Yours, t.Who = t.Who == string(assets.WhoYou), j.whoCan(t.Who)
		sc.Problem = &t
	}
	return sc
}

// stages fills in the line of stages: each name once, in the order of the plan.
// A step of a stage that was left already belongs to the one before it, so that
// the way never seems to go back.
func (j *Journey) stages(sc *Screen) {
	for _, p := range j.plan {
		name := j.fill(wordsOf(p.kind).Stage, p)
		if !slices.Contains(sc.Stages, name) {
			sc.Stages = append(sc.Stages, name)
		}
		if p.id == j.at {
			sc.Stage = len(sc.Stages) - 1
		}
	}
}

// wordsOf are the words of a kind of step that are the same for every platform.
// The first question brings its own: it is on the screen before anything else,
// and the console's words take 2 ms to read.
func wordsOf(kind StepID) assets.ConsoleStep {
	if kind == StepChoose {
		return assets.ConsoleStep{Title: "Which product do you want to connect to Jira Cloud?", Stage: "Start"}
	}
	return assets.ReadConsole().Steps[string(kind)]
}

// words puts together what the step says: the platform's own words lead, the
// console's are used where it has none.
func (j *Journey) words(sc *Screen, s step) {
	console := wordsOf(s.kind)
	sc.Title = j.fill(cmp.Or(s.data.Title, console.Title), s)
	if s.data.Source != "" {
		sc.Source = "document: " + s.data.Source
	}
	reasons := console.Why
	if console.Always != nil && j.setup.Accounts != AccountsTwo {
		reasons = console.Always
	}
	for _, why := range slices.Concat(s.data.Why, reasons) {
		sc.Why = append(sc.Why, j.fill(why, s))
	}
	for _, w := range slices.Concat(s.data.Warnings, console.Warnings) {
		sc.Warnings = append(sc.Warnings, Note{Mark: MarkWarn, Text: j.fill(w, s)})
	}
	then := console.Then
	if j.setup.App == AppExisting && console.Existing != nil {
		then = console.Existing
	}
	if s.data.Then != nil {
		then = s.data.Then
	}
	for _, in := range slices.Concat(s.data.Before, then, s.data.After) {
		sc.Do = append(sc.Do, j.instruction(in, s))
	}
	for _, id := range s.data.Carry {
		if v, ok := j.value(ValueID(id)); ok {
			sc.Values = append(sc.Values, v)
		}
	}
	for _, id := range s.data.Ask {
		if in, ok := j.platform.Input(id); ok {
			sc.Fields = append(sc.Fields, j.fieldOf(Input{ID: InputID(id), Label: in.Label, Help: in.Help, Placeholder: in.Sample, Optional: true}, j.setup.Inputs[InputID(id)]))
		}
	}
}

func (j *Journey) instruction(in assets.Instruction, s step) Instruction {
	out := Instruction{Text: j.fill(in.Text, s), Document: cmp.Or(in.Document, s.data.Document[in.ID])}
	switch {
	case in.Link == "console":
		out.Link = &Link{Label: "developer console", URL: j.world.Cloud.ConsoleURL}
	case in.Link != "":
		out.Link = j.link(in.Link, in.Link)
	}
	return out
}

// link is a link to show. Where the hosts are a sandbox's, none leads to the real
// Atlassian: one run never has both.
func (j *Journey) link(label, address string) *Link {
	u, err := url.Parse(address)
	if j.world.Cloud.IsTest() && err == nil && oauth.AtlassianHost(u.Hostname()) {
		return nil
	}
	return &Link{Label: label, URL: address}
}

// manyScopes finds the plural behind a number.
var manyScopes = lazyregexp.New(`(\{n\}(?: \w+)*) scopes`)

// fill puts what is known into the {braces} of a text.
func (j *Journey) fill(text string, s step) string {
	if !strings.Contains(text, "{") || j.platform == nil {
		return text
	}
	p, n := j.platform, len(j.scopesOn(s.kind))
	if n == 1 {
		text = manyScopes().ReplaceAllString(text, "${1} scope")
	}
	site := cmp.Or(j.setup.Site, "your Jira site")
	user := j.userWords()
	return strings.NewReplacer(
		"{platform}", p.Name,
		"{app}", cmp.Or(j.setup.AppName, p.AppName),
		"{screen}", p.Labels.Screen,
		"{site}", site,
		"{siteName}", cmp.Or(siteName(j.setup.Site), "your site"),
		"{user}", user,
		"{serviceUser}", j.serviceUser(),
		"{User}", english.UpperFirst(user),
		"{owner}", j.ownerWords(),
		"{callback}", j.setup.Callback,
		"{label.callback}", cmp.Or(p.Labels.Callback, "callback address"),
		"{label.authorize}", cmp.Or(p.Labels.Authorize, "Authorize"),
		"{n}", strconv.Itoa(n),
	).Replace(text)
}

// Placeholders lists what may be in {braces} in a platform's file.
func Placeholders() []string {
	return []string{"platform", "app", "screen", "site", "siteName", "user", "User", "owner", "callback", "label.callback", "label.authorize", "n"}
}

// userWords names the account that presses Accept.
func (j *Journey) userWords() string {
	switch {
	case j.setup.Account != "":
		return j.setup.Account
	case j.setup.Accounts == AccountsMine:
		return "your own account"
	}
	return "the " + j.serviceUser()
}

// serviceUser is the product's name for the account that presses Accept.
func (j *Journey) serviceUser() string {
	return strings.TrimPrefix(cmp.Or(j.platform.ServiceUser, "account that presses Accept"), "the ")
}

// ownerWords names the account that creates the app.
func (j *Journey) ownerWords() string {
	if j.setup.Accounts == AccountsTwo {
		return "the app's owner (not " + j.userWords() + ")"
	}
	return j.userWords()
}

// nextLabel says what enter does.
func (j *Journey) nextLabel(s step) Onward {
	if j.origin != "" {
		return Onward{Label: "continue from here"}
	}
	i, _ := j.find(s.id)
	if i+1 >= len(j.plan) {
		return Onward{Label: "finish"}
	}
	next := j.plan[i+1]
	title := j.fill(cmp.Or(next.data.Title, wordsOf(next.kind).Title), next)
	return Onward{Label: "next: " + english.LowerFirst(strings.TrimSuffix(title, "?")), Short: "next", Step: title}
}

// commonActions adds the keys that every screen has when they make sense.
func (j *Journey) commonActions(sc *Screen, s step) {
	var own []Action
	if sc.Problem != nil && sc.Problem.Step != "" && sc.Problem.Step != s.id {
		own = append(own, Action{ID: ActionFix, Key: "g", Label: "go to: " + english.LowerFirst(j.titleOf(sc.Problem.Step)), Main: true})
	}
	link := slices.ContainsFunc(sc.Do, func(in Instruction) bool { return in.Link != nil })
	if len(sc.Values) > 0 || len(sc.Scopes) > 0 || link {
		own = append(own, Action{ID: ActionCopy, Key: "c", Label: "copy", Main: true})
		own = append(own, Action{ID: ActionShow, Key: "v", Label: "show it, to select by hand"})
	}
	if link {
		own = append(own, Action{ID: ActionOpen, Key: "o", Label: "open the link", Main: true})
	}
	sc.Actions = append(own, sc.Actions...)
	if j.CanHelp() {
		sc.Actions = append(sc.Actions, Action{ID: ActionSandbox, Key: "x", Label: "sandbox does it", Main: true})
	}
}
