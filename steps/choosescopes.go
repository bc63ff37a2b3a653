package steps

import (
	"fmt"
	"slices"

	"threelo/assets"
	"threelo/oauth"
)

// chooseScopesKind asks for the scopes, where the platform leaves them to the
// customer: the whole catalogue, searched and turned on and off. The platform's
// own are on at the start.
func chooseScopesKind() kind {
	return kind{
		applies: func(j *Journey, _ step) bool { return j.platform.ScopesAreFree },
		show:    showChooseScopes,
		gate: func(j *Journey, _ step) stop {
			if len(oauth.ConsoleScopes(j.wanted())) == 0 {
				return missing("no scope is chosen: without one a sign-in opens nothing in Jira")
			}
			return goOn
		},
		choose: chooseScope,
		handle: handleChooseScopes,
	}
}

func showChooseScopes(j *Journey, _ step, sc *Screen) {
	ch := &Choices{Ask: sc.Title, Many: true, Search: InputScopeSearch}
	all := j.catalogue()
	for _, s := range all {
		if on := slices.Contains(j.wanted(), s.Scope); (on || !j.onlyChosen) && s.Matches(j.search) {
			ch.Options = append(ch.Options, Option{ID: OptionID(s.Scope), Group: s.Place(), Label: s.Scope, Help: s.About(), Chosen: on})
		}
	}
	sc.Choices = ch
	found := fmt.Sprintf("%d of at most %d chosen · %d of %d listed", len(oauth.ConsoleScopes(j.wanted())), oauth.MaxScopes, len(ch.Options), len(all))
	if len(ch.Options) == 0 {
		found += ": no name or purpose has all of these words in it"
	}
	f := j.field(InputScopeSearch, j.search)
	f.Finding = &Finding{Mark: MarkNote, Text: found}
	sc.Fields = []Field{f}
	if j.platform.Renewal == assets.RenewalListed && !slices.Contains(j.wanted(), oauth.OfflineAccess) {
		sc.Warnings = append(sc.Warnings, Note{Mark: MarkWarn, Text: oauth.OfflineAccess + " is off: the connection will end after an hour."})
	}
	label := "list the chosen ones only"
	if j.onlyChosen {
		label = "list all again"
	}
	sc.Actions = append(sc.Actions, Action{ID: ActionOnlyChosen, Key: "f", Label: label, Main: true})
}

func handleChooseScopes(j *Journey, ev Event) ([]Effect, bool) {
	switch ev := ev.(type) {
	case Commit:
		if ev.Field == InputScopeSearch {
			j.search = ev.Text
			return nil, true
		}
	case Act:
		if ev.ID == ActionOnlyChosen {
			j.onlyChosen, j.search = !j.onlyChosen, ""
			return nil, true
		}
	}
	return nil, false
}

// chooseScope turns a scope on or off. What was selected, seen and signed in with
// another choice no longer counts.
func chooseScope(j *Journey, answer OptionID) []Effect {
	name := string(answer)
	if _, known := assets.LookupScope(name); !known {
		return nil
	}
	chosen := toggled(j.wanted(), name)
	if n := len(oauth.ConsoleScopes(chosen)); n > oauth.MaxScopes && n > len(oauth.ConsoleScopes(j.wanted())) {
		j.warn(fmt.Sprintf("an app should have %d scopes at most: turn another one off first", oauth.MaxScopes))
		return nil
	}
	j.setup.Scopes = chosen
	j.setup.Ticked = slices.DeleteFunc(j.setup.Ticked, func(s string) bool { return !slices.Contains(chosen, s) })
	for kind := range tabOfKind {
		j.forgetProofs(kind)
	}
	j.forgetProofs(StepLinks)
	j.forgetSignIn()
	j.replan()
	j.touch()
	return nil
}

// catalogue lists the scopes to choose from, by API and tab.
func (j *Journey) catalogue() []assets.Scope {
	all := slices.Clone(assets.ScopesByPlace())
	if j.platform.Renewal == assets.RenewalNone {
		all = slices.DeleteFunc(all, func(s assets.Scope) bool { return s.Kind == assets.OAuth })
	}
	return all
}
