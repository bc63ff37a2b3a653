package steps

import (
	"slices"
	"strings"
	"testing"

	"threelo/assets"
	"threelo/oauth"
)

// begins walks a platform that only a test has: the generic one, changed.
func begins(t *testing.T, change func(*assets.Platform)) *admin {
	t.Helper()
	p, err := assets.BuiltIn("generic")
	if err != nil {
		t.Fatal(err)
	}
	change(p)
	a := newAdmin(t, "")
	a.effects = a.Begin(p, "generic")
	return a
}

func TestSharingStandsInEveryJourneyOfAPlatformThatNeedsIt(t *testing.T) {
	a := begins(t, func(p *assets.Platform) { p.NeedsSharing = true })
	a.goes("account")
	for _, accounts := range []OptionID{AccountsOne, AccountsMine, AccountsTwo} {
		a.does(Choose{Option: accounts})
		if _, ok := a.find("sharing"); !ok {
			t.Errorf("%s: no step for Sharing", accounts)
		}
	}
	a.does(Choose{Option: AccountsOne})
	a.goes("sharing")
	if why := strings.Join(a.Screen().Why, " "); strings.Contains(why, "another account") || !strings.Contains(why, "in every case") {
		t.Error(why)
	}
}

func TestTheTenantsPartBecomesTheCallback(t *testing.T) {
	a := begins(t, func(p *assets.Platform) {
		p.Callback = assets.Callback{From: "pattern", Pattern: "https://{tenant}.fennel.dev/jira", Ask: "Your workspace", Sample: "acme"}
	})
	a.goes("callback")
	a.does(Commit{Field: "tenant", Text: "a b", Error: "there is a space inside"})
	if f := a.Screen().Fields[0]; f.Finding == nil || f.Finding.Mark != MarkFail || a.Setup().Callback != "" {
		t.Errorf("%+v, callback %q", f, a.Setup().Callback)
	}
	a.does(Commit{Field: "tenant", Text: "bravo"})
	if got := a.Setup().Callback; got != "https://bravo.fennel.dev/jira" {
		t.Error(got)
	}
}

func TestAFixedCallbackComesFromTheDocument(t *testing.T) {
	a := begins(t, func(p *assets.Platform) {
		p.Callback = assets.Callback{From: "fixed", Pattern: "https://fennel.dev/jira", Sample: "https://fennel.dev/jira"}
	})
	a.goes("callback")
	if v, known := a.value(ValueCallback); !known || v.From != "the document" {
		t.Errorf("%+v", v)
	}
}

// A failed check knows the kind of the step that fixedBy it; a report names the
// step that this journey has.
func TestAReportNamesAStepThatIsThere(t *testing.T) {
	a := newAdmin(t, "generic")
	a.goes("verify")
	a.verifies([]oauth.Check{{ID: "granted", Title: "permissions", Outcome: oauth.Fail, Step: "scopes"}, {ID: "site", Title: "site", Outcome: oauth.Warn, Step: "nowhere"}})
	checks := a.Journey.Report().Checks
	if len(checks) != 2 || checks[0].Step != "scopes-classic" || checks[1].Step != "" {
		t.Errorf("%+v", checks)
	}
}

func TestTheCustomersScopesAreSearchedAndChosen(t *testing.T) {
	a := newAdmin(t, "generic")
	a.goes("choose-scopes")
	if got := a.Screen().Choices; len(got.Options) != len(assets.Scopes()) || got.Options[0].Group == "" {
		t.Fatalf("%d of %d scopes are listed", len(got.Options), len(assets.Scopes()))
	}
	if got := a.wanted(); !slices.Equal(got, []string{"read:jira-work", "read:jira-user"}) {
		t.Errorf("at the start: %s", got)
	}
	a.does(Commit{Field: "scope-search", Text: "Board SPRINT"})
	if got := a.Screen().Choices.Options; len(got) != 0 {
		t.Errorf("both words: %v", got)
	}
	a.does(Commit{Field: "scope-search", Text: "sprints move"})
	got := a.Screen().Choices.Options
	if len(got) != 1 || got[0].ID != "write:sprint:jira-software" || got[0].Group != "Jira API › Granular scopes › Jira Software" {
		t.Fatalf("%+v", got)
	}
	a.does(Choose{Option: "write:sprint:jira-software"}, Choose{Option: "read:jira-user"})
	a.does(Act{ID: "only-chosen"})
	if got := a.Screen(); len(got.Choices.Options) != 2 || got.Fields[0].Text != "" {
		t.Errorf("only the chosen: %+v", got.Choices.Options)
	}
	a.goes("scopes-granular")
	if sc := a.Screen(); len(sc.Scopes) != 1 || sc.Scopes[0].Scope != "write:sprint:jira-software" || sc.Title != "Select 1 granular scope" {
		t.Errorf("to tick: %s: %+v", sc.Title, sc.Scopes)
	}
	if got, _ := a.Text("scopes"); got != "read:jira-work write:sprint:jira-software" {
		t.Errorf("to carry: %s", got)
	}
}

func TestAnotherChoiceOfScopesUndoesWhatWasProvedOfTheFirst(t *testing.T) {
	a := newAdmin(t, "generic")
	a.goes("verify")
	a.does(Goto{Step: "choose-scopes"}, Choose{Option: "write:jira-work"})
	for _, id := range []StepID{"scopes-classic", "links", "signin"} {
		if p, ok := a.Setup().Proofs[id]; ok {
			t.Errorf("%s is still %s", id, p.Outcome)
		}
	}
	if a.sign.grant != nil {
		t.Error("the permission of the first choice still counts")
	}
}

func TestAChoiceOfScopesHasBounds(t *testing.T) {
	a := newAdmin(t, "generic")
	a.goes("choose-scopes")
	for _, s := range slices.Clone(a.wanted()) {
		a.does(Choose{Option: OptionID(s)})
	}
	a.does(Next{})
	if sc := a.Screen(); sc.Step != "choose-scopes" || !strings.Contains(sc.Notice, "no scope is chosen") {
		t.Errorf("%s: %s", sc.Step, sc.Notice)
	}
	for _, s := range assets.Scopes() {
		a.does(Choose{Option: OptionID(s.Scope)})
	}
	if n := len(oauth.ConsoleScopes(a.wanted())); n != oauth.MaxScopes || !strings.Contains(a.Screen().Notice, "49 scopes at most") {
		t.Errorf("%d scopes: %s", n, a.Screen().Notice)
	}
	a.does(Choose{Option: "no:such:scope"})
	if n := len(oauth.ConsoleScopes(a.wanted())); n != oauth.MaxScopes {
		t.Errorf("%d scopes", n)
	}
}

func TestRenewalIsAskedOnlyWhereNobodyChoseIt(t *testing.T) {
	a := newAdmin(t, "generic")
	a.goes("choose-scopes")
	if _, ok := a.find("renewal"); !ok {
		t.Error("nothing is known of renewal, and it is not asked")
	}
	a.does(Choose{Option: oauth.OfflineAccess})
	if _, ok := a.find("renewal"); ok {
		t.Error("it was chosen, and is asked again")
	}
	listed := newAdmin(t, "nango")
	listed.goes("choose-scopes")
	listed.does(Choose{Option: oauth.OfflineAccess})
	if got := listed.Screen().Warnings; len(got) != 1 || !strings.Contains(got[0].Text, "after an hour") {
		t.Errorf("%+v", got)
	}
}

// On the way into the profile every scope can be read: kind, console title, what
// it lets the product do, and the document's remark.
func TestEveryScopeOfTheLineCanBeReadWhereItIsCarried(t *testing.T) {
	a := newAdmin(t, "targetprocess")
	a.goes("fields")
	said, detail := "", ""
	for _, f := range a.Screen().Findings {
		said += f.Text + "\n"
		detail += f.Detail + "\n"
	}
	details := strings.Split(detail, "\n")
	for _, p := range a.platform.Scopes {
		s, _ := assets.LookupScope(p.Scope)
		i := slices.IndexFunc(details, func(line string) bool { return strings.HasPrefix(line, p.Scope+" (") })
		if i < 0 {
			t.Errorf("%s is not told", p.Scope)
			continue
		}
		for _, fact := range []string{s.Title, s.For, p.Comment} {
			if !strings.Contains(details[i], fact) {
				t.Errorf("%s: %q is not told", p.Scope, fact)
			}
		}
		if p.Scope == oauth.OfflineAccess && !strings.Contains(said, p.Comment) {
			t.Errorf("the remark on %s stands behind a key: %s", p.Scope, said)
		}
	}
}
