package steps

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"threelo/assets"
	"threelo/assets/english"
)

// chooser is the question for the platform.
type chooser struct {
	names   map[string]string // of the built-in platforms, and of those that saved setups name
	failed  map[string]error  // why such a file cannot be used
	all     bool              // the others are shown too
	refused string            // why a saved setup could not be continued: enter repeats it
}

// chooseKind asks for the platform, or offers to continue a saved setup.
func chooseKind() kind {
	return kind{
		show:   showChoose,
		choose: choosePlatform,
		gate:   func(j *Journey, _ step) stop { return missing(cmp.Or(j.choose.refused, "choose one first")) },
	}
}

// resumeID is the answer that continues a saved setup.
func resumeID(i int) OptionID { return OptionID("resume:" + strconv.Itoa(i)) }

func showChoose(j *Journey, _ step, sc *Screen) {
	ch := &Choices{Ask: sc.Title}
	sc.Warnings = j.notesOnSaved()
	for i, s := range j.world.Saved {
		if err := j.choose.failed[s.Platform]; err != nil {
			sc.Warnings = append(sc.Warnings, waitsForItsFile(s, err))
			continue
		}
		label := "Continue: " + j.choose.names[s.Platform]
		if s.Site != "" {
			label += " → " + siteName(s.Site)
		}
		ch.Options = append(ch.Options, Option{
			ID: resumeID(i), Label: label,
			Help: english.Count(len(s.Done), "step") + " done; you'll be asked for the secret again",
		})
	}
	others := false
	for _, l := range assets.Shelf() {
		if l.First || j.choose.all {
			ch.Options = append(ch.Options, Option{ID: OptionID(l.ID), Label: l.Name, Help: l.Summary})
		}
		others = others || !l.First
	}
	if others && !j.choose.all {
		ch.Options = append(ch.Options, Option{ID: OptionOthers, Label: "another product…", Help: "documented by its maker, or your own platform file"})
	}
	sc.Choices = ch
	sc.Why = []string{"threelo leads you through the product's document: create the app, select the scopes, copy every value, and test that it works. The screen says so before anything is sent."}
	sc.Next = Onward{Label: "choose"}
}

// waitsForItsFile says why a saved setup can't be continued now.
func waitsForItsFile(s Setup, err error) Note {
	which := "A saved setup"
	if s.Site != "" {
		which += " for " + siteName(s.Site)
	}
	return Note{Mark: MarkWarn, Text: which + " waits for its platform file: " + err.Error() + ". It stays saved, and is offered again once the file can be read."}
}

// loadOwn reads the platform files that saved setups name. A built-in platform is
// not parsed for its name.
func (j *Journey) loadOwn() {
	j.choose.names, j.choose.failed = map[string]string{}, map[string]error{}
	for _, l := range assets.Shelf() {
		j.choose.names[l.ID] = l.Name
	}
	for _, s := range j.world.Saved {
		if j.choose.names[s.Platform] != "" {
			continue
		}
		if p, err := j.world.Load(s.Platform); err != nil {
			j.choose.failed[s.Platform] = err
		} else {
			j.choose.names[s.Platform] = p.Name
		}
	}
}

func choosePlatform(j *Journey, answer OptionID) []Effect {
	if answer == OptionOthers {
		j.choose.all = true
		return nil
	}
	for i, s := range j.world.Saved {
		if answer == resumeID(i) {
			return j.goOn(s)
		}
	}
	p, err := j.world.Load(string(answer))
	if err != nil {
		j.warn(err.Error())
		return nil
	}
	return j.Begin(p, string(answer))
}

// goOn continues a saved setup, unless another window has it.
func (j *Journey) goOn(s Setup) []Effect {
	p, err := j.world.Load(s.Platform)
	if err == nil && j.world.Hold != nil {
		s, err = j.world.Hold(s)
	}
	if err != nil {
		j.choose.refused = err.Error()
		j.warn(j.choose.refused)
		return nil
	}
	return j.Resume(p, s)
}

// notesOnSaved are the warnings about saved setups, for the first screen.
func (j *Journey) notesOnSaved() []Note {
	var out []Note
	for _, text := range j.world.Notes {
		out = append(out, Note{Mark: MarkWarn, Text: english.UpperFirst(text) + "."})
	}
	return out
}

// knowKind says what must be known before anything is done.
func knowKind() kind {
	return kind{show: func(j *Journey, _ step, sc *Screen) {
		p, c := j.platform, assets.ReadConsole()
		sc.Warnings = append(sc.Warnings, j.notesOnSaved()...)
		for _, l := range p.Limits {
			text := l.Text
			if l.Stop != "" {
				text += " " + l.Stop
			}
			sc.Warnings = append(sc.Warnings, Note{Mark: MarkWarn, Text: text})
		}
		for _, r := range append(slices.Clone(p.Requirements), c.Rights...) {
			sc.Warnings = append(sc.Warnings, Note{Mark: MarkNote, Text: j.fill(r, step{})})
		}
		sc.Findings = append(sc.Findings, Finding{Mark: MarkNote, Text: j.fill(c.Policy.Short, step{}), Detail: j.fill(strings.Join(c.Policy.Details, "\n\n"), step{})})
		if a := p.ServiceAccount; a.Source != "" {
			sc.Warnings = append(sc.Warnings, Note{Mark: MarkNote, Text: p.Name + " takes the OAuth 2.0 credentials of an Atlassian service account (" + a.Source + ", read " + a.CheckedOn + "). With those you need no app."})
		}
		for _, u := range p.Uncertain {
			sc.Findings = append(sc.Findings, Finding{Mark: MarkUnchecked, Text: u})
		}
		doc := "These steps follow “" + p.Document.Title + "”."
		if p.Document.Note != "" {
			doc += " " + p.Document.Note
		}
		doc += " Last checked " + p.CheckedOn + "; the console's labels, " + c.Checked + "."
		sc.Findings = append(sc.Findings, Finding{Mark: MarkNote, Text: doc})
		if p.Document.URL != "" {
			sc.Do = []Instruction{{Text: "Optional: read the document alongside.", Link: j.link("the document", p.Document.URL)}}
		}
		for _, l := range p.Support {
			sc.Do = append(sc.Do, Instruction{Text: l.Label + ".", Link: j.link(l.Label, l.URL)})
		}
	}}
}

// appKind asks whether the app is new.
func appKind() kind {
	return kind{
		show: func(j *Journey, _ step, sc *Screen) {
			if j.setup.App == AppExisting {
				sc.Warnings = append(sc.Warnings, Note{Mark: MarkWarn, Text: "The app may already serve a connection. Don't change a Callback URL that it uses. A new sign-in by the same account can replace the connection's scopes."})
			}
		},
		answer: func(j *Journey) *OptionID { return &j.setup.App },
	}
}

// accountKind asks who will press Accept, because an app cannot change its owner.
func accountKind() kind {
	return kind{answer: func(j *Journey) *OptionID { return &j.setup.Accounts }}
}

// siteKind asks for the site, and for the name of the account to look for.
func siteKind() kind {
	return kind{
		show: func(j *Journey, _ step, sc *Screen) {
			sc.Fields = []Field{
				j.field(InputSite, cmp.Or(j.setup.Site, j.setup.SiteID)),
				j.field(InputAccount, j.setup.Account),
			}
			sc.Fields[1].Placeholder = j.sampleAccount()
		},
		gate: func(j *Journey, _ step) stop {
			if j.setup.Site+j.setup.SiteID == "" {
				return missing("the site's name is missing: it is the first part of your Jira's address, acme in acme.atlassian.net")
			}
			return goOn
		},
		help: func(j *Journey, _ step) []Effect {
			j.setSite("https://acme" + j.world.Cloud.SiteDomain)
			j.setup.Account = j.sampleAccount()
			delete(j.entries, InputSite)
			delete(j.entries, InputAccount)
			j.touch()
			j.helpDone(StepSite, "the sandbox filled in its sample site and account")
			return nil
		},
	}
}

// sampleAccount is the sandbox's account that presses Accept in a rehearsal.
func (j *Journey) sampleAccount() string { return j.world.Accounts["service-user"] }
