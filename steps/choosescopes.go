package steps

import (
	"fmt"
	"slices"

	"threelo/assets"
	"threelo/assets/english"
	"threelo/oauth"
	"threelo/steps/dialog"
)

// chooseScopes asks for the scopes, where the platform leaves them to the
// customer: the whole catalog, searched and turned on and off, or a pasted line.
// The platform's own are on at the start.
type chooseScopes struct {
	base
	search     string // in the catalog
	onlyChosen bool   // of them are listed
}

func (c *chooseScopes) Show(f *Facts, sc *dialog.Screen) {
	ch := &dialog.Choices{Ask: sc.Title, Many: true, Search: dialog.InputScopeSearch}
	all := f.platform.Catalog()
	for _, s := range all {
		if on := slices.Contains(f.wanted(), s.Scope); (on || !c.onlyChosen) && s.Matches(c.search) {
			ch.Options = append(ch.Options, dialog.Option{ID: dialog.OptionID(s.Scope), Group: s.Place(), Label: s.Scope, Help: s.About(), Chosen: on})
		}
	}
	sc.Choices = ch
	found := fmt.Sprintf("%d of at most %d chosen · %d of %d listed", len(oauth.ConsoleScopes(f.wanted())), oauth.MaxScopes, len(ch.Options), len(all))
	if len(ch.Options) == 0 {
		found += ": no name or purpose has all of these words in it"
	}
	field := f.field(dialog.InputScopeSearch, c.search)
	field.Finding = &dialog.Finding{Mark: dialog.MarkNote, Text: found}
	sc.Fields = []dialog.Field{field}
	if f.platform.Renewal == assets.RenewalListed && !slices.Contains(f.wanted(), oauth.OfflineAccess) {
		sc.AddNote(dialog.MarkWarn, oauth.OfflineAccess+" is off: the connection will end after an hour.")
	}
	label := "list the chosen ones only"
	if c.onlyChosen {
		label = "list all again"
	}
	sc.Offer(dialog.ActionOnlyChosen, "f", label).Main = true
}

func (c *chooseScopes) Handle(_ *Facts, ev dialog.Event) (Reply, bool) {
	if commit, ok := ev.(dialog.Commit); ok && commit.Field == dialog.InputScopeSearch {
		c.search = commit.Text
		return Reply{}, true
	}
	act, _ := ev.(dialog.Act)
	if act.ID != dialog.ActionOnlyChosen {
		return Reply{}, false
	}
	c.onlyChosen, c.search = !c.onlyChosen, ""
	return Reply{}, true
}

// takeScopes chooses the scopes of a pasted line, and no others.
func (f *Facts) takeScopes(names []string) Reply {
	known, unknown := assets.KnownScopes(names)
	switch n := len(oauth.ConsoleScopes(known)); {
	case len(known) == 0:
		return refuse("threelo knows none of these scopes: " + english.And(unknown))
	case n > oauth.MaxScopes:
		return refuse(fmt.Sprintf("the pasted line has %d scopes, and an app should have %d at most", n, oauth.MaxScopes))
	}
	r := f.wantOnly(known)
	r.Say = "chosen: " + english.Count(len(known), "scope") + " of the pasted line"
	if len(unknown) > 0 {
		r.Say, r.Warn = r.Say+". Not in Atlassian's list, so left out: "+english.And(unknown), true
	}
	return r
}

// Choose turns a scope on or off.
func (c *chooseScopes) Choose(f *Facts, scope dialog.OptionID) Reply {
	if _, known := assets.LookupScope(string(scope)); !known {
		return Reply{}
	}
	chosen := toggled(f.wanted(), string(scope))
	if n := len(oauth.ConsoleScopes(chosen)); n > oauth.MaxScopes && n > len(oauth.ConsoleScopes(f.wanted())) {
		return refuse(fmt.Sprintf("an app should have %d scopes at most: turn another one off first", oauth.MaxScopes))
	}
	return f.wantOnly(chosen)
}

// wantOnly wants these scopes and no others.
func (f *Facts) wantOnly(chosen []string) Reply {
	f.setup.Scopes = chosen
	f.setup.Ticked = slices.DeleteFunc(f.setup.Ticked, func(s string) bool { return !slices.Contains(chosen, s) })
	return Reply{}
}

func (c *chooseScopes) Ready(f *Facts) stop {
	if len(oauth.ConsoleScopes(f.wanted())) == 0 {
		return stop{why: "no scope is chosen: without one a sign-in opens nothing in Jira"}
	}
	return stop{}
}
