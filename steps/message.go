package steps

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"threelo/assets"
	"threelo/assets/english"
	"threelo/oauth"
	"threelo/steps/dialog"
)

// message is the screen as a text for somebody who is not at this computer: a step
// for a colleague, or a problem for the one who can fix it. It never has a secret.
func (j *Journey) message() string {
	sc, s := j.Screen(), j.screen()
	slots := j.messageSlots(sc)
	kind := s.kind // of the step whose text fits
	if kind == dialog.StepSignIn && j.tested().checks.finished() {
		kind = dialog.StepVerify
	}
	text := assets.ReadMessages().ForStep(string(kind))
	if p := sc.Problem; p != nil && !p.Here {
		j.problemSlots(slots, p, s.kind)
		text = assets.ReadMessages().ForProblem(p.Failure, p.Who)
	} else {
		slots["do"] = j.instructionsFor(s, slots)
		switch s.kind { // whoever runs threelo has the console open
		case dialog.StepClassic, dialog.StepCallback, dialog.StepLinks, dialog.StepCredentials, dialog.StepSharing:
			if url := j.world.Cloud.ConsoleURL; !strings.Contains(slots["do"], url) {
				slots["inConsole"] = url
			}
		}
		slots["values"] = valuesFor(sc.Values, slots["do"])
	}
	out := "Subject: " + slots.Lines(text.Subject) + "\n\n"
	if j.world.Demo {
		out += "DEMO: this is from a rehearsal. Nothing in it is real.\n\n"
	}
	return out + slots.Lines(text.Text) + "\n"
}

// messageLabel says who the message is for.
func messageLabel(p *dialog.Problem) string {
	if p != nil && !p.Here {
		if who := assets.ReadMessages().ForProblem(p.Failure, p.Who).For; who != "" {
			return "message for " + who
		}
	}
	return "message for a colleague"
}

// messageSlots are what every message can name.
func (j *Journey) messageSlots(sc dialog.Screen) assets.Slots {
	f, p := j.Facts, j.platform
	s := f.slots()
	if f.setup.Accounts == dialog.AccountsMine && f.setup.Account == "" {
		s["user"], s["User"] = "my own account", "My own account"
	}
	if f.setup.Site == "" {
		s["site"], s["siteName"] = "our "+f.siteWords(), "our "+f.siteWords()
	}
	var shown []string
	for _, item := range sc.Scopes {
		shown = append(shown, item.Scope.Scope)
	}
	maps.Copy(s, assets.Slots{
		"platform": strings.Replace(p.Name, "your product", "the product", 1), "title": sc.Title,
		"account": cmp.Or(f.acceptedBy(), s["user"]), "acceptedBy": f.acceptedBy(), "clientID": f.setup.ClientID,
		"siteShort": oauth.SiteName(f.setup.Site), "project": f.setup.Project, "console": f.world.Cloud.ConsoleURL, "document": f.shownURL(p.Document.URL),
		"scopeCount": english.Count(len(f.wanted()), "scope"), "scopeList": assets.ScopeList(shown),
		"allScopes": assets.ScopeList(oauth.ConsoleScopes(f.wanted())), "scopeMeanings": assets.ScopeMeanings(f.wanted()),
		"now": f.now.Format("2006-01-02 15:04 -07:00"),
	})
	link, _ := j.value(dialog.ValueLongLink)
	s["link"] = link.Text
	f.checked(s)
	for _, need := range p.Requirements {
		s["needs"] += "- " + strings.TrimPrefix(f.fill(need, 0), "You need ") + "\n"
	}
	s["needs"] = strings.TrimSuffix(s["needs"], "\n")
	if f.testPassed() {
		s["passed"] = f.proof(dialog.StepVerify).At.Format("2006-01-02 15:04 -07:00")
	}
	where := "otherPage"
	if oauth.OnLoopback(f.app().Callback) {
		where = "ownLine"
	}
	s[where] = f.app().Callback
	return s
}

// problemSlots adds what a problem's message can name.
func (j *Journey) problemSlots(s assets.Slots, p *dialog.Problem, kind dialog.StepID) {
	maps.Copy(s, p.Slots)
	s["what"], s["detail"], s["known"] = p.What, p.Detail, p.Failure
	if p.Who != assets.WhoYou {
		s["who"] = p.Who.InReport(j.platform.Name, oauth.SiteName(j.setup.Site))
	}
	s["why"] = strings.TrimSuffix(english.UpperFirst(strings.TrimSpace(p.Sure+" "+p.Why)), ".")
	if kind == dialog.StepHandover {
		s["fromProduct"] = j.platform.Name
	}
	for i, fix := range p.ForOthers() {
		s["fix"] += fmt.Sprintf("%d. %s\n", i+1, fix)
	}
	s["fix"] = strings.TrimSuffix(s["fix"], "\n")
}

// instructionsFor numbers what to do on a screen, in the words for somebody who does
// it elsewhere. Each address and each value is given once.
func (j *Journey) instructionsFor(s screen, slots assets.Slots) string {
	var lines []string
	n := 0
	once := func(lead, text string) bool {
		isNew := text != "" && !strings.Contains(strings.Join(lines, "\n"), text)
		if isNew {
			lines = append(lines, lead+text)
		}
		return isNew
	}
	for _, p := range s.parts {
		slots["n"] = fmt.Sprint(len(j.scopesOn(p.kind)))
		for _, in := range j.instructions(p) {
			text := strings.ReplaceAll(slots.Lines(cmp.Or(in.Message, in.Text)), "\n", " ")
			if !once(fmt.Sprintf("%d. ", n+1), text) {
				continue
			}
			n++
			if shown := j.instruction(in, 0); shown.Link != "" {
				once("   ", shown.Link)
			}
			if v, ok := j.Facts.value(dialog.ValueID(in.Value)); ok && !v.Secret {
				once("   ", strings.ReplaceAll(v.Text, "\n", "\n   "))
			}
		}
	}
	return strings.Join(lines, "\n")
}

// valuesFor are the values that are not among the instructions already.
func valuesFor(values []dialog.Value, said string) string {
	said = strings.ReplaceAll(said, "\n   ", "\n")
	var lines []string
	for _, v := range values {
		switch {
		case v.Secret:
			lines = append(lines, v.Label+": comes through our password manager. Please don't mail it.")
		case !strings.Contains(said, v.Text):
			lines = append(lines, v.Label+": "+v.Text)
		}
	}
	return strings.Join(lines, "\n")
}

// checked fills in what Atlassian confirmed.
func (f *Facts) checked(s assets.Slots) {
	if f.markOf(dialog.StepCredentials) == dialog.MarkProved {
		s["secretAccepted"] = "accepted"
	}
	if f.markOf(dialog.StepCallback) == dialog.MarkProved {
		s["callbackSaved"] = "saved in the app"
	}
	t := f.tested()
	if t.grant != nil {
		asked := oauth.ConsoleScopes(t.app.Scopes)
		granted := slices.DeleteFunc(slices.Clone(asked), func(name string) bool { return !slices.Contains(t.grant.Scopes, name) })
		s["granted"] = fmt.Sprintf("%d of %s granted", len(granted), english.Count(len(asked), "scope"))
		if t.grant.Refreshed {
			s["renewed"] = "renewed once"
		}
	}
	if site := t.checks.Site; site != nil {
		answered, _ := oauth.Answered(t.checks.Checks)
		s["checkedSite"] = strings.TrimPrefix(site.URL, "https://") + ", " + answered
	}
	s["checks"] = s.Lines(assets.ReadMessages().Checks)
}
