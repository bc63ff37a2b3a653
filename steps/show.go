package steps

import (
	"cmp"
	"net/url"
	"slices"
	"strings"

	"threelo/assets"
	"threelo/assets/english"
	"threelo/oauth"
	"threelo/steps/dialog"
)

// Screen shows where the journey is, for whatever face.
func (j *Journey) Screen() dialog.Screen {
	s := j.screen()
	sc := dialog.Screen{
		Step:     s.id,
		Demo:     j.world.Demo,
		TestHost: j.world.Cloud.IsTest() && !j.world.Demo,
		Notice:   j.notice,
		Warned:   j.warned,
		Unsaved:  j.unsaved && j.platform != nil,
		Arrived:  j.arrived,
		Sent:     j.unseen,
		Fresh:    !j.setup.Begun(),
		Now:      j.now,
	}
	if j.platform != nil {
		i := j.find(j.at)
		sc.Platform, sc.Site = j.platform.Name, oauth.SiteName(j.setup.Site)
		sc.N, sc.Of = i+1, len(j.plan)
		sc.Back = i > 0 || j.front != "" || j.world.Load != nil
	}
	for i, p := range j.plan {
		sc.Stages = append(sc.Stages, j.fill(j.words(p.kind).Stage, 0))
		switch {
		case p.id == s.id:
			sc.Stage = i
		case p.kind == dialog.StepSignIn && j.setup.Way == dialog.WaySkip:
			sc.Skipped = append(sc.Skipped, i)
		}
	}
	if j.front != "" {
		sc.Step, sc.N, sc.Of = j.front, 0, 0 // a question is not a step
		s = screen{id: j.front, kind: j.front, parts: []part{{id: j.front, kind: j.front}}}
	}
	j.compose(&sc, s)
	j.question(&sc, s)
	sc.Next = j.nextLabel()
	j.step().Show(j.Facts, &sc)
	if slices.ContainsFunc(s.parts, func(p part) bool { return p.kind == dialog.StepLinks }) {
		j.showLinks(&sc)
	}
	j.showOldProofs(&sc, s)
	j.commonActions(&sc, s)
	if j.world.Demo && j.platform != nil {
		j.showPractice(&sc)
		j.showRestored(s, &sc)
		j.showDifferences(s, &sc)
	}
	if j.now.Before(j.clipped.Until) {
		sc.Clipped = new(j.clipped)
	}
	if sc.Problem != nil && sc.Problem.Who != assets.WhoYou {
		p := *sc.Problem
		p.By = p.Who.OnScreen(sc.Platform, sc.Site)
		sc.Problem = &p
	}
	return sc
}

// words are those of a kind of step that are the same for every platform. The first
// question brings its own: it is on the screen before anything else, and the
// console's words take 2 ms to read.
func (f *Facts) words(kind dialog.StepID) assets.ConsoleStep {
	if kind == dialog.StepChoose {
		return assets.ConsoleStep{Title: "Which product do you want to connect to Jira Cloud?", Stage: "Start"}
	}
	return assets.ReadConsole().Steps[string(kind)]
}

// compose puts together what the screen's parts say: the platform's own words lead,
// the console's are used where it has none.
func (f *Facts) compose(sc *dialog.Screen, s screen) {
	sc.Title = f.titleOfScreen(s)
	var sources []string
	for _, p := range s.parts {
		if p.data.Source != "" && !slices.Contains(sources, p.data.Source) {
			sources = append(sources, p.data.Source)
		}
		console := f.words(p.kind)
		if s.kind == dialog.StepKnow && p.kind != dialog.StepKnow {
			console = assets.ConsoleStep{} // its question has them
		}
		f.composeNotes(sc, p, console)
		f.composeInstructions(sc, p)
		f.showDetails(sc, slices.Concat(p.data.Details, console.Details), len(f.scopesOn(p.kind)))
		for _, id := range p.data.Ask {
			if field := f.ownField(id); id != assets.CloudID || field.Set || f.tested().checks.Site == nil {
				sc.Fields = append(sc.Fields, field)
			}
		}
	}
	if len(sources) > 0 {
		sc.Source = "document: " + strings.Join(sources, ", ")
	}
}

// composeNotes adds what is read above the instructions.
func (f *Facts) composeNotes(sc *dialog.Screen, p part, console assets.ConsoleStep) {
	n := len(f.scopesOn(p.kind))
	for _, why := range slices.Concat(p.data.Why, console.Why) {
		sc.Why = append(sc.Why, f.fill(why, n))
	}
	for _, w := range slices.Concat(p.data.Warnings, console.Warnings) {
		sc.AddNote(dialog.MarkWarn, f.fill(w, n))
	}
	for _, note := range p.data.Notes {
		sc.AddNote(dialog.MarkNote, f.fill(note, n))
	}
}

// composeInstructions adds what to do. An instruction that two parts share is given once.
func (f *Facts) composeInstructions(sc *dialog.Screen, p part) {
	var quoted []string
	for _, in := range f.instructions(p) {
		do := f.instruction(in, len(f.scopesOn(p.kind)))
		if slices.ContainsFunc(sc.Do, func(given dialog.Instruction) bool { return given.Text == do.Text }) {
			continue
		}
		sc.Do = append(sc.Do, do)
		if words := cmp.Or(in.Document, p.data.Document[in.ID]); words != "" {
			quoted = append(quoted, "“"+words+"”")
		}
	}
	if quoted != nil {
		sc.AddDetail("The document", strings.Join(quoted, "\n"))
	}
	if kindOf(p.kind).screen == dialog.StepClassic {
		sc.After = len(sc.Do)
	}
}

// instructions are those of a step: the platform's own, or the console's.
func (f *Facts) instructions(p part) []assets.Instruction {
	then := f.words(p.kind).Instructions(f.setup.App == dialog.AppExisting, f.way(), f.platform.Callback.From)
	if p.data.Then != nil {
		then = p.data.Then
	}
	return slices.DeleteFunc(slices.Concat(p.data.Before, then, p.data.After), func(in assets.Instruction) bool {
		return p.kind == dialog.StepFields && in.ID != "" && f.hasAlready(dialog.ValueID(in.ID))
	})
}

// showDetails shows details that a file has.
func (f *Facts) showDetails(sc *dialog.Screen, details []assets.Detail, n int) {
	for _, d := range details {
		sc.AddDetail(d.Title, f.fill(d.Text, n))
	}
}

func (f *Facts) instruction(in assets.Instruction, n int) dialog.Instruction {
	return dialog.Instruction{Text: f.fill(in.Text, n), Field: dialog.InputID(in.Field), Value: dialog.ValueID(in.Value), Link: f.linkTo(in.Link)}
}

// linkTo is the address of a link that a file names.
func (f *Facts) linkTo(name string) string {
	switch name {
	case "console":
		return f.world.Cloud.ConsoleURL
	case "create":
		return f.world.Cloud.CreateForm()
	case "sign-in":
		return f.try.address(false)
	}
	return f.shownURL(name)
}

// shownURL is an address to read or to open, "" where it must not be shown: where the
// hosts are a sandbox's, none leads to the real Atlassian. One run never has both.
func (f *Facts) shownURL(address string) string {
	u, err := url.Parse(address)
	if f.world.Cloud.IsTest() && err == nil && oauth.AtlassianHost(u.Hostname()) {
		return ""
	}
	return address
}

// titleOfScreen is the platform's own title of the main part, or the console's.
func (f *Facts) titleOfScreen(s screen) string {
	title, n := f.words(s.kind).Title, 0
	for _, p := range s.parts {
		n += len(f.scopesOn(p.kind))
		if p.data.Title != "" && kindOf(p.kind).screen == s.kind && (p.id == s.id || s.kind != dialog.StepStatus && s.kind != dialog.StepClassic) {
			title = p.data.Title
		}
	}
	if s.kind == dialog.StepCreate && f.setup.App == dialog.AppExisting {
		title = "Open the app in Atlassian's console"
	}
	return f.fill(title, n)
}

// titleOf is the title of the screen that has a step, "" for a step that this
// journey does not have.
func (f *Facts) titleOf(id dialog.StepID) string {
	i := f.find(id)
	if i < 0 {
		return ""
	}
	return f.titleOfScreen(f.plan[i])
}

// question puts a question on the screen, with the answers that console.yaml has for
// it. The first screen's questions have their usual answers already.
func (f *Facts) question(sc *dialog.Screen, s screen) {
	if s.kind == dialog.StepKnow {
		return
	}
	for _, p := range s.parts {
		words := f.words(p.kind)
		if words.Options == nil {
			continue
		}
		sc.Choices = &dialog.Choices{Ask: f.fill(words.Title, 0)}
		for _, o := range words.Options {
			sc.Choices.Options = append(sc.Choices.Options, dialog.Option{ID: dialog.OptionID(o.ID), Label: f.fill(o.Label, 0), Help: f.fill(o.Help, 0)})
		}
	}
}

// nextLabel says what enter does.
func (j *Journey) nextLabel() dialog.Onward {
	i := j.find(j.at)
	switch {
	case j.origin != "":
		title := inSentence(j.titleOf(j.origin))
		return dialog.Onward{Label: "back to: " + title, Short: "back", Step: title}
	case i+1 >= len(j.plan):
		return dialog.Onward{Label: "finish"}
	}
	if v, ok := j.toHand(); ok {
		return dialog.Onward{Label: "copy " + v.Label, Short: "copy"}
	}
	title := inSentence(strings.TrimSuffix(j.titleOfScreen(j.plan[i+1]), "?"))
	return dialog.Onward{Label: "next: " + title, Short: "next", Step: title}
}

// inSentence continues a sentence with a screen's title. A label keeps its capital.
func inSentence(title string) string {
	if strings.HasPrefix(title, "Callback URL") {
		return title
	}
	return english.LowerFirst(title)
}

// showOldProofs says what was confirmed in an earlier run.
func (f *Facts) showOldProofs(sc *dialog.Screen, s screen) {
	for _, p := range s.parts {
		if proof := f.proof(p.id); proof.Old && proof.Outcome == dialog.MarkProved {
			sc.AddFinding(dialog.MarkUnchecked, "confirmed in an earlier run, on "+proof.At.Format("2006-01-02 15:04")+": "+proof.Evidence)
		}
	}
}

// fixable is the problem that another step fixes, nil when there is none: the screen's,
// or on the status the most important one.
func (j *Journey) fixable(sc dialog.Screen) *dialog.Problem {
	p := sc.Problem
	if sc.Report != nil {
		if p = j.mainProblem(); p == nil && !j.tested().checks.finished() { // the test comes next
			p = &dialog.Problem{Step: j.stepOfKind(dialog.StepSignIn)}
		}
	}
	if p != nil && p.Failure == assets.SiteNotReached && j.sameScreen(p.Step, j.at) { // perhaps it is the wrong one
		p = &dialog.Problem{Step: dialog.StepKnow}
	}
	if p == nil || p.Step == "" || j.sameScreen(p.Step, j.at) {
		return nil
	}
	return p
}

// commonActions adds the keys that every screen has when they make sense.
func (j *Journey) commonActions(sc *dialog.Screen, s screen) {
	own := sc.Actions
	sc.Actions = nil
	if p := j.fixable(*sc); p != nil {
		sc.Offer(dialog.ActionFix, "g", "go to: "+inSentence(j.titleOf(p.Step))).Main = true
	}
	link := slices.ContainsFunc(sc.Do, func(in dialog.Instruction) bool { return in.Link != "" })
	if len(sc.Values) > 0 || len(sc.Scopes) > 0 || link {
		sc.Offer(dialog.ActionCopy, "c", "copy").Main = true
		sc.Offer(dialog.ActionShow, "v", "show it, to select by hand")
	}
	if link {
		sc.Offer(dialog.ActionOpen, "o", "open in usual browser").Main = true
	}
	sc.Actions = append(sc.Actions, own...)
	if j.platform != nil && j.front == "" && s.kind != dialog.StepStatus {
		sc.Offer(dialog.ActionMessage, "m", messageLabel(sc.Problem)).Main = true
	}
	if j.CanHelp() {
		sc.Offer(dialog.ActionSandbox, "x", "sandbox does it").Main = true
	}
}
