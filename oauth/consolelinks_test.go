package oauth_test

import (
	"slices"
	"strings"
	"testing"

	"threelo/assets"
	"threelo/oauth"
)

// pasted reads each paste on its own, as an admin does who copies one link at a
// time.
func pasted(t *testing.T, pastes ...string) (all oauth.ConsoleLinks, notes []string) {
	t.Helper()
	for _, paste := range pastes {
		links, err := oauth.ReadLinks(paste)
		if err != nil {
			t.Fatal(err)
		}
		all, notes = all.Add(links...)
	}
	return all, notes
}

var (
	bothKinds = slices.Concat(classicScopes, granularScopes)
	wrongLink = strings.Replace(classicLink, someID, "ZZZZZZZZZZ0123456789abcdefghij12", 1)
)

func TestLinksPastedOneAtATimeAddUpInAnyOrder(t *testing.T) {
	for _, order := range [][]string{{classicLink, granularLink}, {granularLink, classicLink}} {
		first, _ := pasted(t, order[0])
		c := first.Compare(bothKinds)
		want := map[string][]string{classicLink: {assets.Granular}, granularLink: {assets.Classic}}[order[0]]
		if len(c.Missing) != 0 || c.Pasted != 1 || !slices.Equal(c.Kinds, want) || len(c.Right)+len(c.Unseen) != 5 {
			t.Errorf("after the first link: %+v", c)
		}
		both, notes := pasted(t, order...)
		c = both.Compare(bothKinds)
		if len(c.Right) != 5 || c.Missing != nil || c.Unseen != nil || c.Kinds != nil || c.Pasted != 2 || len(notes) != 0 {
			t.Errorf("after both: %+v, %q", c, notes)
		}
		if both.ClientID() != someID || both.Callback() != someCallback {
			t.Errorf("of %s with %s", both.ClientID(), both.Callback())
		}
	}
}

func TestALinkOfAnotherAppInBetweenIsNamedAndForgotten(t *testing.T) {
	for _, order := range [][]string{{classicLink, wrongLink, granularLink}, {granularLink, wrongLink, classicLink}} {
		wrong, notes := pasted(t, order[:2]...)
		if wrong.ClientID() == someID || len(notes) != 1 || !strings.Contains(notes[0], "another app") || !strings.Contains(notes[0], someID) {
			t.Errorf("the wrong one: %s, %q", wrong.ClientID(), notes)
		}
		right, _ := pasted(t, order...)
		if c := right.Compare(bothKinds); right.ClientID() != someID || len(c.Right) != 5 || c.Extra != nil {
			t.Errorf("after the right one: %+v", c)
		}
	}
}

func TestAScopeIsMissingOnlyFromTheLinkThatWouldShowIt(t *testing.T) {
	without := strings.Replace(classicLink, "%20write%3Ajira-work", "", 1)
	links, _ := pasted(t, without)
	c := links.Compare(slices.Concat([]string{"offline_access", "read:servicedesk-request", "read:me"}, bothKinds))
	if !slices.Equal(c.Missing, []string{"write:jira-work"}) || len(c.Unseen) != 4 || !slices.Equal(c.Kinds, []string{assets.Classic, assets.Identity, assets.Granular}) {
		t.Errorf("%+v", c)
	}
	links, notes := pasted(t, without, granularLink, classicLink) // after Save in the console
	if c := links.Compare(bothKinds); len(c.Right) != 5 || c.Pasted != 2 || len(notes) != 1 || !strings.Contains(notes[0], "replaces the classic one") {
		t.Errorf("%+v, %q", c, notes)
	}
	links, _ = pasted(t, classicLink, without)
	if c := links.Compare(bothKinds); !slices.Equal(c.Missing, []string{"write:jira-work"}) {
		t.Errorf("a scope that was taken back still counts: %+v", c)
	}
}

func TestALinkMayShowAnyOfTheCallbacks(t *testing.T) {
	const own = "http://127.0.0.1:23456/callback"
	links, _ := pasted(t, classicLink)
	if got, ok := links.Shows(own, someCallback); !ok || got != someCallback {
		t.Errorf("%q, %v", got, ok)
	}
	if got, ok := links.Shows(own, someCallback+"/"); ok || got != "" {
		t.Errorf("%q, %v", got, ok)
	}
	links, notes := pasted(t, classicLink, strings.Replace(granularLink, "https%3A%2F%2Facme.tpondemand.com%2Fapi%2Fjira%2Foauth2%2Fcallback", "http%3A%2F%2F127.0.0.1%3A23456%2Fcallback", 1))
	if got, _ := links.Shows(own, someCallback); got != own || len(notes) != 1 || !strings.Contains(notes[0], own) {
		t.Errorf("%q, %q", got, notes)
	}
	if _, ok := (oauth.ConsoleLinks{}).Shows(""); ok {
		t.Error("a link is shown before any was pasted")
	}
}

func TestAPasteIsNotChangedByTheNext(t *testing.T) {
	first, _ := pasted(t, classicLink)
	links, err := oauth.ReadLinks(granularLink)
	if err != nil {
		t.Fatal(err)
	}
	_, _ = first.Add(links...)
	if c := first.Compare(bothKinds); c.Pasted != 1 || !slices.Equal(c.Kinds, []string{assets.Granular}) {
		t.Errorf("%+v", c)
	}
}
