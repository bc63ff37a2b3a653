package report

import (
	"encoding/json"
	"os"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
	"golang.org/x/text/unicode/norm"

	"threelo/steps/dialog"
	"threelo/wizard/report/reporttest"
	"threelo/wizard/style"
)

func darkTheme() style.Theme { return style.Dark() }

func every(t *testing.T, r dialog.Report) map[Kind]string {
	t.Helper()
	out := map[Kind]string{
		"cells": Prepare(r, Supporter).picture(darkTheme()).text, "alt": Prepare(r, Supporter).picture(darkTheme()).alt,
		"screen": ansi.Strip(Prepare(r, Admin).View(120, 60, darkTheme())), "printed": strings.Join(Prepare(r, Admin).Lines(), "\n"),
	}
	for _, kind := range []Kind{JSON, Markdown, Text, SVG} {
		data, err := Export(r, Supporter, kind, nil)
		if err != nil {
			t.Fatal(err)
		}
		out[kind] = string(data)
	}
	return out
}

func TestAnAnonymousReportKeepsTheMarksOfWhatItLeavesOut(t *testing.T) {
	r := reporttest.Ready()
	named := Prepare(r, Supporter).Items()
	r.Anonymous = true
	for i, it := range Prepare(r, Supporter).Items() {
		if it.Mark != named[i].Mark {
			t.Errorf("%s is %q, and in a named report %q", it.Label, it.Mark, named[i].Mark)
		}
	}
}

func TestAnEmailAddressIsNeverShown(t *testing.T) {
	r := reporttest.Ready()
	r.User.DisplayName = "jane.doe+jira@corp.example"
	r.Checks[1].Detail = "signed in as jane.doe%40corp.example"
	r.Proofs[0].Evidence = "said by Jane <jane.doe@localhost>"
	for kind, text := range every(t, r) {
		if strings.Contains(text, "jane") || strings.Contains(text, "doe") {
			t.Errorf("%s shows the address:\n%s", kind, text)
		}
	}
}

func TestHomeFoldersAndTheComputersNameAreNeverShown(t *testing.T) {
	t.Setenv("HOME", "/srv/people/jane")
	t.Setenv("USERPROFILE", "/srv/people/jane") // where Windows says it
	host, err := os.Hostname()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ in, want string }{
		{"could not read /srv/people/jane/x", "could not read (home folder)/x"},
		{"could not read /home/jane/x", "could not read (home folder)/x"},
		{`C:\Users\Jane\x and /Users/jane/y`, `(home folder)\x and (home folder)/y`},
		{"nothing at /ex/jira/users", "nothing at /ex/jira/users"},
	} {
		r := reporttest.Ready()
		r.Headline = c.in
		if got := masked(r, Supporter).Headline; got != c.want {
			t.Errorf("%q became %q, want %q", c.in, got, c.want)
		}
	}
	if names := localNames(host); len(names) > 0 {
		r := reporttest.Ready()
		r.Headline = "no route from " + names[0] + ": asked"
		if got := masked(r, Supporter).Headline; got != "no route from "+noHost+": asked" {
			t.Error(got)
		}
	}
}

func TestAComputerMayBeNamedLikeAWordOfTheReport(t *testing.T) {
	r := reporttest.Ready()
	hide := hiding([]string{"ready", "proved", "read", "Lindenprocess"}, noHost)
	got := rewrite(r, func(text string, own bool) string {
		if own {
			return text
		}
		return hide(text)
	})
	if got.Outcome != "ready" || got.Platform != "Lindenprocess" || got.Scopes[1].Scope != "read:jira-work" || got.Proofs[2].Outcome != "proved" {
		t.Errorf("the program's own words changed: %+v", got)
	}
}

// anonymousReport quotes everything that identifies somewhere in a text.
func anonymousReport() dialog.Report {
	r := reporttest.Ready()
	r.Checks[2].Detail = "acme answers at https://acme.atlassian.net/rest as ACME, cloud ID " + reporttest.CloudID
	r.Checks[3].Detail = "the token reaches acme-test.atlassian.net and other.jira.com"
	r.Proofs[2].Evidence = "the link holds client_id=" + reporttest.ClientID + " and redirect_uri=https%3A%2F%2Facme.example%2Foauth%2Fcallback"
	r.Notes = append(r.Notes, "a consent for "+reporttest.Callback+" by Integration Service ("+reporttest.Account+")")
	r.Next = append(r.Next, "ask an admin: admin.atlassian.com, https://id.atlassian.com/manage-profile")
	r.Headline = "the other app was Ab3dEf6hIj9kLm2nOp5qRs8tUv1wXy4z"
	r.Anonymous = true
	return r
}

func TestAnAnonymousReportDoesNotShowWhoseItIs(t *testing.T) {
	for kind, text := range every(t, anonymousReport()) {
		lower := strings.ToLower(text)
		for _, name := range []string{
			"acme", reporttest.CloudID, reporttest.ClientID, "integration service", reporttest.Account,
			"other.jira", "ab3def6h", "callback%2f",
		} {
			if strings.Contains(lower, strings.ToLower(name)) {
				t.Errorf("%s shows %q:\n%s", kind, name, text)
			}
		}
		if kind != "alt" && kind != "cells" && kind != "screen" && !strings.Contains(text, "admin.atlassian.com") {
			t.Errorf("%s lost a public address", kind)
		}
	}
}

func TestAnAnonymousReportStillSaysWhatWasFound(t *testing.T) {
	before := reporttest.Ready()
	before.Anonymous = true
	r := masked(before, Supporter)
	if r.Site == nil || r.User == nil || r.User.AccountType != "atlassian" || !r.Anonymous {
		t.Errorf("%+v", r)
	}
	if before.Site.Name != "acme" || before.App.ClientID == "" {
		t.Error("the report itself was changed")
	}
	text := every(t, r)[Text]
	if !strings.Contains(text, "Site: left out") || !strings.Contains(text, "13 of 13 console scopes granted") {
		t.Error(text)
	}
	var object map[string]any
	if err := json.Unmarshal([]byte(every(t, r)[JSON]), &object); err != nil {
		t.Fatal(err)
	}
	if app := object["app"].(map[string]any); app["clientId"] != nil || app["callback"] != nil {
		t.Error(app)
	}
}

// An admin may name a site or an account by an e-mail address, in any spelling.
func TestAnAnonymousReportHidesAnAddressUsedAsAName(t *testing.T) {
	for name, form := range map[string]func(string) string{
		"as typed": func(s string) string { return s }, "in capitals": strings.ToUpper,
		"composed": norm.NFC.String, "decomposed": norm.NFD.String,
	} {
		t.Run(name, func(t *testing.T) {
			const mail = "zoë.weiß@corp.example"
			r := reporttest.Ready()
			r.Anonymous, r.Names = true, []string{mail, "Zoë Weiß"}
			shown := form(mail)
			r.Site = &dialog.ReportSite{URL: shown, Name: strings.SplitN(shown, ".", 2)[0] + "." + strings.SplitN(shown, ".", 3)[1]}
			r.Account = "expected: " + shown
			r.Checks[2].Detail = "no site of " + form("zoë.weiß") + " is among them, nor one of " + form("Zoë Weiß")
			r.Next = []string{"authorize again in the window of " + shown}
			for kind, text := range every(t, r) {
				text = strings.ToLower(norm.NFC.String(text))
				for _, part := range []string{"zoë", "weiß", "corp.example"} {
					if strings.Contains(text, part) {
						t.Errorf("%s shows %q:\n%s", kind, part, text)
					}
				}
			}
		})
	}
}

func TestFilesSpeakOfTheAdminInTheThirdPerson(t *testing.T) {
	for name, r := range samples() {
		for kind, text := range every(t, r) {
			you := strings.Contains(text, "you confirmed") || strings.Contains(text, "you can fix")
			if kind == "screen" || kind == "printed" {
				if strings.Contains(text, "the admin") {
					t.Errorf("%s, %s: speaks to the admin as to somebody else:\n%s", name, kind, text)
				}
			} else if you {
				t.Errorf("%s as %s: calls the reader the admin:\n%s", name, kind, text)
			}
		}
	}
}
