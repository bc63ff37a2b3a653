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

// scopes selects the scopes on the console's tabs. The ready-made links prove them,
// so a person ticks off only what helps.
type scopes struct{ base }

func (s *scopes) Show(f *Facts, sc *dialog.Screen) {
	var names []string
	for _, p := range s.parts(f) {
		names = append(names, f.scopesOn(p.kind)...)
	}
	missing, attested := 0, 0
	for _, listed := range assets.List(names) {
		item := f.scopeItem(listed)
		sc.Scopes = append(sc.Scopes, item)
		sc.AddDetail(item.Scope.Scope, item.About())
		if item.Proof == dialog.MarkFail {
			missing++
		}
		if item.Attested {
			attested++
		}
	}
	total := len(sc.Scopes)
	switch {
	case s.has(f, dialog.StepLinks): // they are on this screen
	case missing > 0 && !f.linksCount():
		sc.AddFinding(dialog.MarkFail, fmt.Sprintf("Atlassian says that the app lacks %d of %d: select them, and press Save", missing, total))
	case missing > 0:
		sc.AddFinding(dialog.MarkFail, fmt.Sprintf("the ready-made link lacks %d of %d: select them, press Save, and paste the link again", missing, total))
	case f.linksCount() && len(f.compared().Unseen) == 0:
		sc.AddFinding(dialog.MarkProved, fmt.Sprintf("the ready-made links show all %d", total))
	}
	if attested > 0 && !f.linksCount() {
		sc.AddFinding(dialog.MarkAttested, fmt.Sprintf("%d of %d marked as done", attested, total))
	}
	if slices.Contains(f.wanted(), oauth.OfflineAccess) {
		sc.AddNote(dialog.MarkNote, "offline_access is not in the console. "+f.platform.Asking())
		sc.AddDetail(oauth.OfflineAccess, f.scopeNamed(oauth.OfflineAccess).About())
	}
	sc.Offer(dialog.ActionMarkAll, "a", "mark all as done")
}

// stepOfTab is the kind of step on which the scopes of a tab are selected.
var stepOfTab = map[string]dialog.StepID{
	assets.Classic: dialog.StepClassic, assets.Granular: dialog.StepGranular, assets.Identity: dialog.StepIdentity,
}

// scopesOn lists the wanted scopes of a tab; none for another kind of step.
func (f *Facts) scopesOn(kind dialog.StepID) []string {
	if f.platform == nil {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(f.wanted()), func(name string) bool {
		s, _ := assets.LookupScope(name)
		return stepOfTab[s.Kind] != kind
	})
}

// scopesStep is the kind of step on which a scope is selected.
func scopesStep(name string) dialog.StepID {
	s, _ := assets.LookupScope(name)
	return cmp.Or(stepOfTab[s.Kind], dialog.StepClassic)
}

func (f *Facts) scopeNamed(name string) dialog.ScopeItem {
	s, _ := assets.LookupScope(name)
	return f.scopeItem(assets.Listed{Scope: s})
}

func (f *Facts) scopeItem(listed assets.Listed) dialog.ScopeItem {
	name := listed.Scope.Scope
	item := dialog.ScopeItem{Listed: listed, Attested: slices.Contains(f.setup.Ticked, name), Copied: f.copied[dialog.ValueID(name)] != ""}
	for _, p := range f.platform.Scopes {
		if p.Scope == name {
			item.Comment, item.Unsure = p.Comment, p.Uncertain
		}
	}
	switch {
	case slices.Contains(f.compared().Missing, name),
		f.refusedFor(name) && f.proof(scopesStep(name)).Outcome != dialog.MarkProved: // also one that a link showed before
		item.Proof = dialog.MarkFail
	case slices.Contains(f.appLinks().Scopes(), name):
		item.Proof = dialog.MarkProved
	}
	return item
}

// refusedFor reports whether the last sign-in ended on Atlassian's page that asks for
// this scope.
func (f *Facts) refusedFor(scope string) bool {
	p := f.test.problem
	return p != nil && p.Failure == assets.ScopeNotAdded && strings.Contains(p.Detail, scope)
}

// boardsLack warns of scopes for boards that somebody chose without the one that
// their calls need too; "" when there are none. A document's own list is not doubted.
func (f *Facts) boardsLack() string {
	scope := oauth.LacksProject(f.setup.Scopes)
	if scope == "" {
		return ""
	}
	return "calls to boards will probably be refused, because " + scope + " is asked for without read:project:jira: add it in the console and in " + f.platform.Name
}
