package steps

import (
	"cmp"
	"slices"
	"strings"

	"threelo/oauth"
)

// act does what a key asks for, where the step did not take it.
func (j *Journey) act(ev Act) []Effect {
	switch ev.ID {
	case ActionCopy:
		v, ok := j.value(ValueID(ev.Arg))
		if !ok {
			j.warn("there is nothing to copy yet")
			return nil
		}
		return []Effect{Copy{Value: v.ID, Text: v.Text, Secret: v.Secret}}
	case ActionOpen:
		return []Effect{Open{URL: ev.Arg}}
	case ActionMarkAll:
		for _, s := range j.scopesOn(j.step().kind) {
			if !slices.Contains(j.setup.Ticked, s) {
				j.toggle(s)
			}
		}
	case ActionFix:
		if t := j.Screen().Trouble; t != nil {
			return j.jump(t.Step)
		}
	case ActionReturn:
		if j.origin != "" {
			return j.goBack()
		}
	case ActionSandbox:
		return j.Help()
	case ActionSaveReport:
		return []Effect{SaveReport{Kind: cmp.Or(ev.Arg, "png")}}
	case ActionCopyReport:
		return []Effect{CopyReport{Kind: cmp.Or(ev.Arg, "md")}}
	}
	return nil
}

// Help lets the sandbox's admin do this step. In a rehearsal only.
func (j *Journey) Help() []Effect {
	s := j.step()
	k := kindOf(s.kind)
	if !j.world.Demo || k.help == nil {
		return nil
	}
	return k.help(j, s)
}

// CanHelp reports whether the sandbox's admin has something to do here still.
func (j *Journey) CanHelp() bool {
	s := j.step()
	return j.world.Demo && kindOf(s.kind).help != nil && !j.helped[s.id]
}

// sandbox is the request to the sandbox's admin for a step.
func (j *Journey) sandbox(s step) Sandbox {
	return Sandbox{
		Step: s.id, Kind: s.kind, AppName: cmp.Or(j.setup.AppName, j.platform.AppName), App: j.app(),
		Scopes: oauth.ConsoleScopes(j.wanted()), Link: j.sign.long, TwoAccounts: j.setup.Accounts == AccountsTwo,
	}
}

func (j *Journey) helpDone(id StepID, text string) {
	j.helped[id] = true
	j.notice = text
}

func (j *Journey) sandboxDid(ev SandboxDid) []Effect {
	if ev.Error != "" {
		j.warn("the sandbox could not do it: " + ev.Error)
		return nil
	}
	if ev.Step != StepSignIn { // a sign-in may be made again
		j.helped[ev.Step] = true
	}
	if i, ok := j.find(ev.Step); ok {
		for _, s := range j.scopesOn(j.plan[i].kind) {
			if !slices.Contains(j.setup.Ticked, s) {
				j.toggle(s)
			}
		}
	}
	j.notice = ev.Text
	return nil
}

// commit takes a field's cleaned text.
func (j *Journey) commit(ev Commit) []Effect {
	j.entries[ev.Field] = entry{notes: ev.Notes, err: j.named(ev.Error), withheld: ev.Error != "" && ev.Text == ""}
	if ev.Error != "" {
		return nil // what held before still does
	}
	j.touch()
	switch ev.Field {
	case InputSite:
		j.setup.Site, j.setup.SiteID = ev.Text, ""
	case InputAccount:
		j.setup.Account = ev.Text
	case InputProject:
		j.setup.Project = ev.Text
	case InputCallback:
		j.setCallback(ev.Text)
	case InputTenant:
		j.setup.Inputs[InputTenant] = ev.Text
		j.setCallback(j.platform.Callback.With(ev.Text))
	case InputClientID:
		if ev.Text != j.setup.ClientID {
			j.setup.ClientID = ev.Text
			j.forgetProofs(StepCredentials)
			if j.links.read {
				j.judgeLinks() // they may be another app's now
			}
			j.creds.verdict, j.creds.checking = nil, false
			j.forgetSignIn()
			return j.checkCredentials()
		}
	default:
		if _, ok := j.platform.Input(string(ev.Field)); ok {
			j.setup.Inputs[ev.Field] = ev.Text
		}
	}
	return nil
}

// forgetSignIn drops a sign-in made with something that has changed since.
func (j *Journey) forgetSignIn() {
	j.sign, j.check = signIn{}, verification{}
	delete(j.troubles, StepSignIn)
	for _, id := range []StepID{StepSignIn, StepVerify} {
		delete(j.setup.Proofs, id)
	}
}

// forgetProofs drops proofs of what has changed since.
func (j *Journey) forgetProofs(ids ...StepID) {
	for _, id := range ids {
		delete(j.setup.Proofs, id)
		if id == StepLinks {
			j.links = linkProof{}
		}
	}
}

func (j *Journey) commitSecret(ev CommitSecret) []Effect {
	j.entries[ev.Field] = entry{notes: ev.Notes, err: ev.Error}
	if ev.Error != "" {
		return nil
	}
	j.creds.length, j.creds.without = ev.Length, false
	if j.setup.Way == WaySkip {
		j.setup.Way = ""
		j.replan()
	}
	j.creds.verdict, j.creds.checking = nil, false
	j.forgetProofs(StepCredentials)
	j.forgetSignIn()
	return j.checkCredentials()
}

// entryFinding tells what became of a field's text.
func (j *Journey) entryFinding(id InputID) *Finding {
	e, ok := j.entries[id]
	switch {
	case !ok:
		return nil
	case e.err != "":
		return &Finding{Mark: MarkFail, Text: e.err}
	case len(e.notes) > 0:
		return &Finding{Mark: MarkNote, Text: strings.Join(e.notes, "; ")}
	}
	return nil
}
