package steps

import (
	"cmp"
	"fmt"
	"slices"

	"threelo/assets"
	"threelo/oauth"
)

// createKind creates the app in the console.
func createKind() kind {
	return kind{
		attested: true,
		show: func(j *Journey, _ step, sc *Screen) {
			if j.setup.App == AppExisting {
				sc.Title = "Open the app in Atlassian's console"
				return
			}
			if v, ok := j.value(ValueAppName); ok {
				sc.Values = append(sc.Values, v)
			}
		},
		help: askSandbox,
	}
}

// scopesKind selects the scopes of one tab of the console.
func scopesKind() kind {
	return kind{
		applies:  func(j *Journey, s step) bool { return len(j.scopesOn(s.kind)) > 0 },
		attested: true,
		show:     showScopes,
		help: func(j *Journey, s step) []Effect {
			e := j.sandbox(s)
			e.Scopes = j.scopesOn(s.kind)
			return []Effect{e}
		},
	}
}

var tabOfKind = map[StepID]string{
	StepClassic:  assets.Classic,
	StepGranular: assets.Granular,
	StepIdentity: assets.Identity,
}

// wanted lists what the platform needs, in its document's order.
func (j *Journey) wanted() []string {
	if j.setup.Scopes != nil {
		return j.setup.Scopes
	}
	return j.platform.ScopeNames()
}

// asked lists what a sign-in asks for.
func (j *Journey) asked() []string {
	scopes := j.wanted()
	if j.setup.Renew && j.renewalUnknown() {
		scopes = append(slices.Clone(scopes), oauth.OfflineAccess)
	}
	return scopes
}

// boardsLack says that somebody chose scopes for boards without read:project:jira,
// which their calls need too; "" when not. A document's own list is not doubted.
func (j *Journey) boardsLack() string {
	const project = "read:project:jira"
	for _, scope := range j.setup.Scopes {
		entry, _ := assets.LookupScope(scope)
		if entry.Product == "jira-software" && entry.Probe != nil && slices.Contains(entry.Probe.With, project) && !slices.Contains(j.setup.Scopes, project) {
			return "calls to boards will probably be refused, because " + scope + " is asked for without " + project + ": add it in the console and in " + j.platform.Name
		}
	}
	return ""
}

// renewalUnknown: neither the platform's document nor the customer's choice has
// offline_access.
func (j *Journey) renewalUnknown() bool {
	return j.platform.Renewal == assets.RenewalUnknown && !slices.Contains(j.wanted(), oauth.OfflineAccess)
}

// scopesOn lists the wanted scopes of a tab.
func (j *Journey) scopesOn(kind StepID) []string {
	tab, ok := tabOfKind[kind]
	if !ok {
		return nil
	}
	var out []string
	for _, name := range j.wanted() {
		if s, _ := assets.LookupScope(name); s.Kind == tab {
			out = append(out, name)
		}
	}
	return out
}

// scopesStep is the kind of step on which a scope is selected.
func scopesStep(name string) StepID {
	s, _ := assets.LookupScope(name)
	for step, tab := range tabOfKind {
		if s.Kind == tab {
			return step
		}
	}
	return StepClassic
}

// placeOf names where a scope is selected in the console.
func placeOf(name string) string {
	s, _ := assets.LookupScope(name)
	return "Permissions › " + s.Place()
}

func showScopes(j *Journey, s step, sc *Screen) {
	attested, missing := 0, 0
	for _, name := range j.scopesOn(s.kind) {
		item := j.scopeItem(name)
		if item.Attested {
			attested++
		}
		if item.Proof == MarkFail {
			missing++
		}
		sc.Scopes = append(sc.Scopes, item)
	}
	f, total := Finding{Mark: MarkNote, Text: "This checklist is only for you."}, len(sc.Scopes)
	switch {
	case missing > 0:
		f = Finding{Mark: MarkFail, Text: fmt.Sprintf("the ready-made link lacks %d of %d: select them, press Save, and paste the link again", missing, total)}
	case j.linksCount():
		f = Finding{Mark: MarkProved, Text: fmt.Sprintf("the ready-made link shows all %d", total)}
	case attested > 0:
		f = Finding{Mark: MarkAttested, Text: fmt.Sprintf("%d of %d marked as done.", attested, total)}
	}
	if i, ok := j.find(StepLinks); ok && !j.linksCount() {
		f.Text += fmt.Sprintf(" Step %d checks the scopes.", i+1)
	}
	sc.Findings = append(sc.Findings, f)
	sc.Actions = append(sc.Actions, Action{ID: ActionMarkAll, Key: "a", Label: "mark all as done"})
}

func (j *Journey) scopeItem(name string) ScopeItem {
	s, _ := assets.LookupScope(name)
	item := ScopeItem{Scope: name, Title: s.Title, For: s.For, Kind: s.Kind, Attested: slices.Contains(j.setup.Ticked, name), Copied: j.copied[ValueID(name)]}
	for _, p := range j.platform.Scopes {
		if p.Scope == name {
			item.Comment = p.Comment
			if p.Uncertain != "" {
				item.Comment = cmp.Or(item.Comment, p.Uncertain)
			}
		}
	}
	switch {
	case slices.Contains(j.selected(), name):
		item.Proof = MarkProved
	case slices.Contains(j.unselected(), name):
		item.Proof = MarkFail
	}
	return item
}

// markAll marks all scopes of a tab as done.
func (j *Journey) markAll(kind StepID) {
	for _, name := range j.scopesOn(kind) {
		if !slices.Contains(j.setup.Ticked, name) {
			j.toggle(name)
		}
	}
}

func (j *Journey) toggle(scope string) {
	j.setup.Ticked = toggled(j.setup.Ticked, scope)
	j.touch()
}

// selected lists the scopes that this app's links show as selected.
func (j *Journey) selected() []string { return j.appLinks().Scopes() }

// unselected lists the scopes that this app's links show as not selected.
func (j *Journey) unselected() []string { return j.appLinks().Compare(j.wanted()).Missing }
