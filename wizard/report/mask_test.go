package report

import (
	"encoding/json"
	"os"
	"strings"
	"testing"

	"threelo/steps"
	"threelo/wizard/report/reporttest"
	"threelo/wizard/style"
)

func darkTheme() style.Theme { return style.Dark() }

func every(t *testing.T, r steps.Report) map[Kind]string {
	t.Helper()
	out := map[Kind]string{"cells": pictureOf(prepared(r), darkTheme()).text(), "alt": AltText(r)}
	for _, kind := range []Kind{JSON, Markdown, Text, SVG} {
		data, err := Render(r, kind)
		if err != nil {
			t.Fatal(err)
		}
		out[kind] = string(data)
	}
	return out
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

func TestHomeFoldersAndTheMachinesNameAreNeverShown(t *testing.T) {
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
		if got := Mask(r).Headline; got != c.want {
			t.Errorf("%q became %q, want %q", c.in, got, c.want)
		}
	}
	if names := localNames(host); len(names) > 0 {
		r := reporttest.Ready()
		r.Headline = "no route from " + names[0] + ": asked"
		if got := Mask(r).Headline; got != "no route from "+noHost+": asked" {
			t.Error(got)
		}
	}
}

func TestAMachineMayHaveAWordOfTheReportForAName(t *testing.T) {
	r := reporttest.Ready()
	got := rewriteWords(r, leaver([]string{"ready", "proved", "read", "Lindenprocess"}, noHost))
	if got.Outcome != "ready" || got.Platform != "Lindenprocess" || got.Scopes[1].Scope != "read:jira-work" || got.Proofs[2].Outcome != "proved" {
		t.Errorf("the program's own words changed: %+v", got)
	}
}

// anonymousReport quotes everything that identifies somewhere in a text.
func anonymousReport() steps.Report {
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

func TestAnAnonymousReportDoesNotTellWhoseItIs(t *testing.T) {
	for kind, text := range every(t, anonymousReport()) {
		lower := strings.ToLower(text)
		for _, name := range []string{
			"acme", reporttest.CloudID, reporttest.ClientID, "integration service", reporttest.Account,
			"other.jira", "ab3def6h", "callback%2f",
		} {
			if strings.Contains(lower, strings.ToLower(name)) {
				t.Errorf("%s tells %q:\n%s", kind, name, text)
			}
		}
		if kind != "alt" && kind != "cells" && !strings.Contains(text, "admin.atlassian.com") {
			t.Errorf("%s lost an address that belongs to everybody", kind)
		}
	}
}

func TestAnAnonymousReportStillSaysWhatWasFound(t *testing.T) {
	before := reporttest.Ready()
	r := Anonymous(before)
	if r.Site == nil || r.User == nil || r.User.AccountType != "atlassian" || !r.Anonymous {
		t.Errorf("%+v", r)
	}
	if before.Site.Name != "acme" || before.App.ClientID == "" {
		t.Error("the report itself was changed")
	}
	text := every(t, r)[Text]
	if !strings.Contains(text, "Site: left out") || !strings.Contains(text, "13 of 13 scopes granted") {
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
