package steps

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"threelo/assets"
	"threelo/oauth"
	"threelo/steps/dialog"
)

// start says what must be known before anything is done, and asks for the site.
// Its other questions have their usual answers already.
type start struct{ base }

func (s *start) Show(f *Facts, sc *dialog.Screen) {
	p, c := f.platform, assets.ReadConsole()
	f.showNotes(sc)
	for _, l := range p.Limits {
		sc.AddNote(dialog.MarkWarn, strings.TrimSpace(l.Text+" "+l.Stop))
	}
	for _, need := range slices.Concat(p.Requirements, c.Rights) {
		if f.world.Demo {
			sc.AddDetail("For the real run", f.fill(need, 0))
			continue
		}
		sc.AddNote(dialog.MarkNote, f.fill(need, 0))
	}
	if a := p.ServiceAccount; a.Source != "" {
		sc.AddNote(dialog.MarkNote, p.Name+" takes the OAuth 2.0 credentials of an Atlassian service account ("+a.String()+"). With those you need no app.")
	}
	shared := c.Policy.Short
	if a := p.SharedApp; a.Source != "" {
		shared = "{platform} has a shared app (" + a.String() + "). With that you need no app of your own."
	}
	sc.AddNote(dialog.MarkNote, f.fill(shared, 0))
	if f.setup.App == dialog.AppExisting {
		sc.AddNote(dialog.MarkWarn, "The app may already serve a connection. Don't change a Callback URL that it uses. A new sign-in by the same account can replace the connection's scopes.")
	}
	if oauth.NeedsSite(f.wanted()) {
		field := f.field(dialog.InputSite, cmp.Or(f.setup.Site, f.setup.SiteID))
		field.Label = f.siteWords()
		sc.Fields = []dialog.Field{field}
	}
	for _, p := range s.parts(f) { // the questions with a usual answer
		words := f.words(p.kind)
		if words.Label == "" {
			continue
		}
		answer := f.activitiesLine()
		if words.Options != nil {
			answer = f.fill(words.Options[f.answerIndex(p.kind)].Label, 0)
		}
		if p.kind == dialog.StepApp && f.setup.Purpose != "" {
			answer += ": " + f.words(dialog.StepPurpose).Options[f.answerIndex(dialog.StepPurpose)].Label
		}
		sc.Presets = append(sc.Presets, dialog.Preset{ID: p.id, Label: words.Label, Answer: answer})
	}
	s.details(f, sc)
}

// details are what not everybody needs to read.
func (s *start) details(f *Facts, sc *dialog.Screen) {
	p, c := f.platform, assets.ReadConsole()
	f.showDetails(sc, p.Details, 0)
	for _, kind := range []dialog.StepID{dialog.StepAccount, dialog.StepRenewal} {
		if s.has(f, kind) {
			f.showDetails(sc, f.words(kind).Details, 0)
		}
	}
	sc.AddDetail("Shared app", f.fill(strings.Join(c.Policy.Details, "\n"), 0))
	for _, u := range p.Uncertain {
		sc.AddDetail("Not certain", u)
	}
	doc := fmt.Sprintf("These steps follow “%s”. %s", p.Document.Title, p.Document.Note)
	doc = fmt.Sprintf("%s Last checked %s; the console's labels, %s. %s", strings.TrimSpace(doc), p.CheckedOn, c.Checked, f.shownURL(p.Document.URL))
	sc.AddDetail("The document", strings.TrimSpace(doc))
	for _, l := range p.Support {
		sc.AddDetail(l.Label, f.shownURL(l.URL))
	}
}

// answerIndex is the place of the answer among a question's options.
func (f *Facts) answerIndex(kind dialog.StepID) int {
	renew := dialog.OptionNo
	if f.setup.Renew {
		renew = dialog.OptionYes
	}
	answer := map[dialog.StepID]dialog.OptionID{
		dialog.StepApp: f.setup.App, dialog.StepAccount: f.setup.Accounts, dialog.StepPurpose: f.setup.Purpose, dialog.StepRenewal: renew,
	}[kind]
	return max(0, slices.IndexFunc(f.words(kind).Options, func(o assets.Option) bool { return dialog.OptionID(o.ID) == answer }))
}

func (s *start) Handle(f *Facts, ev dialog.Event) (Reply, bool) {
	act, ok := ev.(dialog.Act)
	if !ok || act.ID != dialog.ActionChange {
		return Reply{}, false
	}
	p, _ := f.partOf(dialog.StepID(act.Arg))
	if p.kind == dialog.StepActivities {
		return Reply{Go: Move{question: dialog.StepActivities}}, true
	}
	options := f.words(p.kind).Options
	if len(options) == 0 {
		return Reply{}, true
	}
	step := 1
	if act.Back {
		step = len(options) - 1
	}
	next := dialog.OptionID(options[(f.answerIndex(p.kind)+step)%len(options)].ID)
	switch p.kind {
	case dialog.StepApp:
		if f.setup.App, f.setup.Purpose = next, ""; next == dialog.AppExisting {
			return Reply{Go: Move{question: dialog.StepPurpose}}, true
		}
	case dialog.StepAccount:
		f.setup.Accounts = next
	case dialog.StepRenewal:
		f.setup.Renew = next == dialog.OptionYes
	}
	return Reply{}, true
}

func (s *start) Ready(f *Facts) stop {
	if f.setup.Site+f.setup.SiteID == "" && oauth.NeedsSite(f.wanted()) {
		return stop{why: "the site's name is missing: it is the first part of your Jira's address, acme in acme.atlassian.net"}
	}
	return stop{}
}

func (s *start) Help(f *Facts) Reply {
	if f.setup.Site+f.setup.SiteID == "" && oauth.NeedsSite(f.wanted()) {
		f.commit(dialog.Commit{Field: dialog.InputSite, Text: "https://acme" + f.world.Cloud.SiteDomain})
	}
	f.helped[dialog.StepKnow] = true
	return Reply{Say: "the sandbox filled in this screen"}
}

// activities asks what the platform will do in Jira, since each activity needs
// permissions of the account that are tested, and the project where that will be.
type activities struct{ base }

func (a *activities) Show(f *Facts, sc *dialog.Screen) {
	sc.Choices = &dialog.Choices{Ask: sc.Title, Many: true}
	for _, a := range f.platform.Activities {
		sc.Choices.Options = append(sc.Choices.Options, dialog.Option{ID: dialog.OptionID(a.Name), Label: a.Name, Help: f.platform.PermissionNames(a.Permissions), Chosen: slices.Contains(f.setup.Activities, a.Name)})
	}
	if len(f.setup.Activities) > 0 { // Jira's permissions belong to a project
		sc.Fields = []dialog.Field{f.field(dialog.InputProject, f.setup.Project)}
	}
	sc.Next = dialog.Onward{Label: "done"}
}

func (a *activities) Choose(f *Facts, activity dialog.OptionID) Reply {
	f.setup.Activities = toggled(f.setup.Activities, string(activity))
	return Reply{}
}

// activitiesLine says how many activities are chosen.
func (f *Facts) activitiesLine() string {
	all, chosen := len(f.platform.Activities), len(f.setup.Activities)
	line, where := fmt.Sprintf("%d of %d", chosen, all), " in Jira"
	if chosen == all {
		line = fmt.Sprintf("all %d", all)
	}
	if f.setup.Project != "" {
		where = " in project " + f.setup.Project
	}
	return line + where
}
