package steps

import (
	"slices"
	"strings"
	"testing"

	"threelo/assets"
	"threelo/oauth"
	"threelo/steps/dialog"
)

func TestBothTabsAreOnOneScreen(t *testing.T) {
	a := newAdmin(t, "targetprocess")
	a.goes(dialog.StepClassic)
	sc := a.Screen()
	kinds := map[string]int{}
	for _, s := range sc.Scopes {
		kinds[s.Kind]++
	}
	if sc.Title != "Select 13 scopes" || kinds["classic"] != 5 || kinds["granular"] != 8 || len(kinds) != 2 {
		t.Errorf("%s: %v", sc.Title, kinds)
	}
	a.does(dialog.Toggle{Scope: "read:jira-work"}, dialog.Act{ID: dialog.ActionCopy, Arg: "write:jira-work"})
	if got := a.copiedLast(); got != "write:jira-work" {
		t.Errorf("copied %q for the search box", got)
	}
	a.does(dialog.Next{})
	if a.Screen().Step != dialog.StepCallback {
		t.Errorf("scopes need no confirmation, and enter leads to %s: %s", a.Screen().Step, a.Screen().Notice)
	}
	a.does(dialog.Back{})
	if !a.Screen().Scopes[0].Attested || !strings.Contains(a.found(), "said: 1 of 13 marked as done") {
		t.Errorf("going there and back lost a mark: %s", a.found())
	}
	a.does(dialog.Act{ID: dialog.ActionMarkAll})
	if !strings.Contains(a.found(), "13 of 13 marked as done") {
		t.Error(a.found())
	}
	a.does(a.links13())
	if said := a.found(); !strings.Contains(said, "proved:") || strings.Contains(said, "said:") {
		t.Errorf("the links prove it, and the person's word is beside it: %s", said)
	}
}

func TestFewSearchWordsShowAllGranularScopes(t *testing.T) {
	for _, id := range assets.PlatformIDs() {
		a := newAdmin(t, id)
		granular := a.scopesOn(dialog.StepGranular)
		words := map[string]bool{}
		for _, name := range granular {
			word := assets.SearchWords(a.scopesOn(dialog.StepGranular))[name]
			if word == "" || !strings.Contains(name, word) {
				t.Errorf("%s: %q does not find %s", id, word, name)
			}
			words[word] = true
		}
		if len(words) > len(granular) || id == "targetprocess" && len(words) != 5 {
			t.Errorf("%s: %d words for %d scopes", id, len(words), len(granular))
		}
	}
	a := newAdmin(t, "targetprocess")
	a.goes(dialog.StepClassic)
	a.does(dialog.Act{ID: dialog.ActionCopy, Arg: "read:board-scope:jira-software"})
	if got := a.copiedLast(); got == "" || got != a.Screen().Scopes[5].Search {
		t.Errorf("copied %q for the search box", got)
	}
}

func TestTheCustomersScopesAreSearchedAndChosen(t *testing.T) {
	a := newAdmin(t, "generic")
	a.goes(dialog.StepChooseScopes)
	if got := a.Screen().Choices; len(got.Options) != len(assets.Scopes()) || got.Options[0].Group == "" {
		t.Fatalf("%d of %d scopes are listed", len(got.Options), len(assets.Scopes()))
	}
	if got := a.wanted(); !slices.Equal(got, []string{"read:jira-work", "read:jira-user"}) {
		t.Errorf("at the start: %s", got)
	}
	a.does(dialog.Commit{Field: dialog.InputScopeSearch, Text: "Board SPRINT"})
	if got := a.Screen(); len(got.Choices.Options) != 0 || !strings.Contains(got.Fields[0].Finding.Text, "no name or purpose has all of these words") {
		t.Errorf("both words: %v", got.Choices.Options)
	}
	a.does(dialog.Commit{Field: dialog.InputScopeSearch, Text: "sprints move"})
	got := a.Screen().Choices.Options
	if len(got) != 1 || got[0].ID != "write:sprint:jira-software" || got[0].Group != "Jira API › Granular scopes › Jira Software" {
		t.Fatalf("%+v", got)
	}
	a.does(dialog.Choose{Option: "write:sprint:jira-software"}, dialog.Choose{Option: "read:jira-user"}, dialog.Act{ID: dialog.ActionOnlyChosen})
	if got := a.Screen(); len(got.Choices.Options) != 2 || got.Fields[0].Text != "" {
		t.Errorf("only the chosen: %+v", got.Choices.Options)
	}
	a.goes(dialog.StepGranular)
	if sc := a.Screen(); len(sc.Scopes) != 2 || sc.Scopes[1].Scope.Scope != "write:sprint:jira-software" || sc.Title != "Select 2 scopes" {
		t.Errorf("to select: %s: %+v", sc.Title, sc.Scopes)
	}
	if got, _ := a.Text(dialog.ValueScopes); got != "read:jira-work write:sprint:jira-software" {
		t.Errorf("to carry: %s", got)
	}
}

func TestOneScopeIsOneScope(t *testing.T) {
	a := newAdmin(t, "generic")
	a.goes(dialog.StepChooseScopes)
	a.does(dialog.Choose{Option: "read:jira-user"})
	a.goes(dialog.StepClassic)
	if got := a.Screen().Title; got != "Select 1 scope" {
		t.Error(got)
	}
}

func TestAWholeLineOfScopesIsPasted(t *testing.T) {
	a := newAdmin(t, "generic")
	a.goes(dialog.StepChooseScopes)
	a.does(dialog.Toggle{Scope: "read:jira-user"}, dialog.Commit{Field: dialog.InputScopes, Text: "read:jira-work write:sprint:jira-software read:jira-works read:jira-work offline_access"})
	if got := strings.Join(a.wanted(), " "); got != "read:jira-work write:sprint:jira-software offline_access" {
		t.Errorf("chosen: %s", got)
	}
	if sc := a.Screen(); !sc.Warned || !strings.Contains(sc.Notice, "chosen: 3 scopes") || !strings.Contains(sc.Notice, "left out: read:jira-works") {
		t.Errorf("%q", sc.Notice)
	}
	if slices.Contains(a.Setup().Ticked, "read:jira-user") {
		t.Error("a scope that is not wanted any more is still marked as done")
	}
	a.does(dialog.Commit{Field: dialog.InputScopes, Text: "no:such:scope"})
	if sc := a.Screen(); !sc.Warned || !strings.Contains(sc.Notice, "no:such:scope") || len(a.wanted()) != 3 {
		t.Errorf("%q, %s", sc.Notice, a.wanted())
	}
	var all []string
	for _, s := range assets.Scopes() {
		all = append(all, s.Scope)
	}
	a.does(dialog.Commit{Field: dialog.InputScopes, Text: strings.Join(all, " ")})
	if sc := a.Screen(); !sc.Warned || len(a.wanted()) != 3 || !strings.Contains(sc.Notice, "49") {
		t.Errorf("%d scopes: %s", len(a.wanted()), sc.Notice)
	}
	if a.find(dialog.StepGranular) < 0 || a.Screen().Step != dialog.StepChooseScopes {
		t.Errorf("at %s: %s", a.Screen().Step, screensOf(a))
	}
}

func TestAChoiceOfScopesHasBounds(t *testing.T) {
	a := newAdmin(t, "generic")
	a.goes(dialog.StepChooseScopes)
	for _, s := range slices.Clone(a.wanted()) {
		a.does(dialog.Choose{Option: dialog.OptionID(s)})
	}
	a.does(dialog.Next{})
	if sc := a.Screen(); sc.Step != dialog.StepChooseScopes || !strings.Contains(sc.Notice, "no scope is chosen") {
		t.Errorf("%s: %s", sc.Step, sc.Notice)
	}
	for _, s := range assets.Scopes() {
		a.does(dialog.Choose{Option: dialog.OptionID(s.Scope)})
	}
	if n := len(oauth.ConsoleScopes(a.wanted())); n != oauth.MaxScopes || !strings.Contains(a.Screen().Notice, "49 scopes at most") {
		t.Errorf("%d scopes: %s", n, a.Screen().Notice)
	}
	a.does(dialog.Choose{Option: "no:such:scope"})
	if n := len(oauth.ConsoleScopes(a.wanted())); n != oauth.MaxScopes {
		t.Errorf("%d scopes", n)
	}
}

func TestRenewalIsAskedOnlyWhereNobodyChoseIt(t *testing.T) {
	asked := func(a *admin) bool { return a.find(dialog.StepRenewal) >= 0 }
	a := newAdmin(t, "generic")
	a.goes(dialog.StepChooseScopes)
	if !asked(a) {
		t.Error("nothing is known of renewal, and it is not asked")
	}
	if a.does(dialog.Choose{Option: oauth.OfflineAccess}); asked(a) {
		t.Error("it was chosen, and is asked again")
	}
	listed := newAdmin(t, "nango")
	listed.goes(dialog.StepChooseScopes)
	if asked(listed) {
		t.Error("the document has it, and it is asked")
	}
	if listed.does(dialog.Choose{Option: oauth.OfflineAccess}); !listed.warns("after an hour") {
		t.Errorf("%+v", listed.Screen().Warnings)
	}
}

// Every scope can be read behind the key for details of the screen where it is
// selected: kind, console title, what it lets the product do, the document's remark.
func TestEveryScopeCanBeReadWhereItIsSelected(t *testing.T) {
	a := newAdmin(t, "targetprocess")
	a.goes(dialog.StepClassic)
	for _, p := range a.platform.Scopes {
		s, _ := assets.LookupScope(p.Scope)
		i := slices.IndexFunc(a.Screen().Details, func(d dialog.Detail) bool { return d.Title == p.Scope })
		if i < 0 {
			t.Errorf("%s is not told", p.Scope)
			continue
		}
		for _, fact := range []string{s.Title, s.For, p.Comment} {
			if text := a.Screen().Details[i].Text; !strings.Contains(text, fact) {
				t.Errorf("%s: %q is not told in %q", p.Scope, fact, text)
			}
		}
	}
	a.goes(dialog.StepFields)
	details := ""
	for _, d := range a.Screen().Details {
		details += d.Title + ": " + d.Text + "\n"
	}
	if !strings.Contains(details, "offline_access: If it is missing, renewing the connection fails") || !strings.Contains(details, "The line of 14: offline_access read:jira-work") {
		t.Errorf("where the line is carried: %s", details)
	}
}

func TestScopesThatAtlassianNamedAreMarkedAndSaidInTheFix(t *testing.T) {
	page := "This app has requested Jira API scopes that have not been added to the app. Configure the app and add the following scopes to the Jira API: write:jira-work, read:jql:jira."
	a := atSignIn(t, "scope-not-added", "", page)
	if fix := strings.Join(a.Screen().Problem.Fix, "\n"); !strings.Contains(fix, "select write:jira-work and read:jql:jira, and press Save") {
		t.Errorf("the fix leaves out the names:\n%s", fix)
	}
	a.does(dialog.Act{ID: dialog.ActionFix})
	var marked []string
	for _, s := range a.Screen().Scopes {
		if s.Proof == dialog.MarkFail {
			marked = append(marked, s.Scope.Scope)
		}
	}
	if !slices.Equal(marked, []string{"write:jira-work", "read:jql:jira"}) || !strings.Contains(a.found(), "Atlassian says that the app lacks 2 of 13") {
		t.Errorf("marked %s, found %s", marked, a.found())
	}
	a.does(a.links13())
	if strings.Contains(a.found(), "lacks") {
		t.Errorf("the new links show them all, and the screen says %s", a.found())
	}
}
