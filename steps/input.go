package steps

import (
	"strings"

	"threelo/assets"
	"threelo/assets/english"
	"threelo/oauth"
	"threelo/steps/dialog"
)

// entry is what a field's last text led to.
type entry struct {
	notes    []string
	doubt    string // a question, which enter asks once more
	asked    bool   // it did
	swap     bool   // the text is probably for the other field of client ID and secret
	err      string
	withheld bool // what was entered must not be shown
}

// field is an input on the screen, with the text that was entered.
func (f *Facts) field(id dialog.InputID, text string) dialog.Field {
	in, _ := dialog.InputOf(id)
	return f.fieldOf(in, text)
}

func (f *Facts) fieldOf(in dialog.Input, text string) dialog.Field {
	e := f.entries[in.ID]
	out := dialog.Field{Input: in, Set: text != "" || e.withheld && e.err == "", Withheld: e.withheld && !in.Secret}
	if !in.Secret {
		out.Text = text
	}
	if n := f.hidden[in.ID]; n > 0 {
		out.Set, out.Summary = true, english.Count(n, "character")
	}
	switch {
	case e.err != "":
		out.Finding = &dialog.Finding{Mark: dialog.MarkFail, Text: e.err}
	case e.doubt != "":
		out.Finding = &dialog.Finding{Mark: dialog.MarkWarn, Text: english.UpperFirst(e.doubt)}
	case len(e.notes) > 0:
		out.Finding = &dialog.Finding{Mark: dialog.MarkNote, Text: strings.Join(e.notes, "; ")}
	}
	if e.swap {
		out.Finding.Text += ". Press w: threelo puts each into its own field"
	}
	return out
}

// ownField is a field of the platform's own. The cloud ID is compared with the one that
// the sign-in test found.
func (f *Facts) ownField(id string) dialog.Field {
	in, _ := f.platform.Input(id)
	text := f.entered(id)
	field := f.fieldOf(dialog.Input{ID: dialog.InputID(id), Label: in.Label, Help: in.Help, Placeholder: in.Sample, Optional: true, Secret: in.Secret}, text)
	if site := f.tested().checks.Site; id == assets.CloudID && site != nil && text != "" {
		field.Finding = &dialog.Finding{Mark: dialog.MarkProved, Text: "confirmed by Atlassian"}
		if text != site.ID {
			field.Finding = &dialog.Finding{Mark: dialog.MarkFail, Text: "the cloud ID of " + oauth.SiteName(site.URL) + " is " + site.ID + ": threelo copies that one"}
		}
	}
	return field
}

// unasked is the question about what is in one of these fields, when enter has not
// asked it yet. Now it has.
func (f *Facts) unasked(fields []dialog.Field) string {
	for _, field := range fields {
		if e := f.entries[field.ID]; e.doubt != "" && !e.asked {
			e.asked = true
			f.entries[field.ID] = e
			return "there is a question about “" + field.Label + "”. To keep what you entered, press enter again"
		}
	}
	return ""
}

// commit takes a field's cleaned text, on whatever screen it was entered.
func (f *Facts) commit(ev dialog.Commit) Reply {
	f.entries[ev.Field] = entry{notes: ev.Notes, doubt: f.named(ev.Doubt), swap: ev.Swap, err: f.named(ev.Error), withheld: ev.Error != "" && ev.Text == ""}
	if ev.Error != "" {
		return Reply{} // what held before still does
	}
	switch ev.Field {
	case dialog.InputSite:
		f.setSite(ev.Text)
		f.answerAuthorize("") // that was about another site
	case dialog.InputAccount:
		f.setup.Account = ev.Text
	case dialog.InputProject:
		f.setup.Project = ev.Text
	case dialog.InputCallback:
		f.setup.Callback = ev.Text
		f.judgeLinks()
	case dialog.InputClientID:
		if ev.Text == f.setup.ClientID {
			return Reply{}
		}
		f.setup.ClientID, f.setup.LineUsed = ev.Text, false
		f.answerAuthorize("")
		f.judgeLinks() // they may be another app's now
		f.secret.verdict, f.secret.checking = oauth.Verdict{}, false
		return reply(f.askCredentials()...)
	case dialog.InputError:
		f.readError(ev.Text)
	case dialog.InputScopes:
		if !f.platform.ScopesAreFree {
			return refuse("the document of " + f.platform.Name + " says which scopes are needed: the pasted ones are not taken")
		}
		return f.takeScopes(oauth.SplitScopes(ev.Text))
	case dialog.InputSecret:
		f.hide(ev)
		f.forgetSecret()
		if f.setup.Way == dialog.WaySkip {
			f.setup.Way = ""
		}
		return reply(f.askCredentials()...)
	default:
		if in, ok := f.platform.Input(string(ev.Field)); in.Secret {
			f.hide(ev)
		} else if ok || ev.Field == dialog.InputTenant {
			f.setup.Inputs[ev.Field] = ev.Text
			f.fillCallback()
		}
	}
	return Reply{}
}

// hide notes that another text is in a secret field now.
func (f *Facts) hide(ev dialog.Commit) {
	f.hidden[ev.Field] = ev.Length
	delete(f.copied, dialog.ValueID(ev.Field))
}

// pasted says where a paste went, unless taking it has said more.
func (j *Journey) pasted(ev dialog.Pasted) Reply {
	in, _ := dialog.InputOf(ev.Field)
	to := j.titleOf(j.stepOfKind(in.Step))
	switch {
	case ev.Error != "":
		return refuse(ev.Error)
	case j.notice != "" || to == "":
		return Reply{}
	case j.sameScreen(j.stepOfKind(in.Step), j.at):
		to = "its own field"
	default:
		to = "“" + to + "”"
	}
	return Reply{Say: "you pasted " + ev.What + ": it is now in " + to}
}

// setSite takes a site's address, or its cloud ID, by which it is then found
// among those that a sign-in reaches.
func (f *Facts) setSite(text string) {
	f.setup.Site, f.setup.SiteID, f.setup.SiteWas = text, "", ""
	if id := oauth.CloudID(text); id != "" {
		f.setup.Site, f.setup.SiteID = "", id
	}
}
