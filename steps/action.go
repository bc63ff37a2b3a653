package steps

import (
	"cmp"

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
		j.markAll(j.step().kind)
	case ActionFix:
		if t := j.Screen().Problem; t != nil {
			return j.jump(t.Step)
		}
	case ActionPractice:
		if j.world.Demo && len(j.world.Scenarios) > 0 {
			j.front = StepPractice
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
	if help := kindOf(s.kind).help; j.world.Demo && help != nil {
		return help(j, s)
	}
	return nil
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
		Scopes: oauth.ConsoleScopes(j.wanted()), Callbacks: j.callbackLines(), Link: j.sign.long, TwoAccounts: j.setup.Accounts == AccountsTwo,
	}
}

// askSandbox is the help of steps that the sandbox's admin does alone.
func askSandbox(j *Journey, s step) []Effect { return []Effect{j.sandbox(s)} }

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
		j.markAll(j.plan[i].kind)
	}
	j.notice = ev.Text
	return nil
}
