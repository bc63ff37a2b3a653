package store

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"threelo/oauth"
	"threelo/steps/dialog"
)

// written is a setup as its file has it.
func written(t testing.TB, change func(fields map[string]any)) string {
	t.Helper()
	data, err := json.Marshal(acme())
	if err != nil {
		t.Fatal(err)
	}
	var fields map[string]any
	if err := json.Unmarshal(data, &fields); err != nil {
		t.Fatal(err)
	}
	change(fields)
	if data, err = json.Marshal(fields); err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func TestAFileThatCannotBeUsedIsSetAsideAndTheOthersAreListed(t *testing.T) {
	set := func(key string, value any) string {
		return written(t, func(fields map[string]any) { fields[key] = value })
	}
	cases := map[string]struct{ text, says string }{
		"empty":            {"", "damaged or was cut short"},
		"zeroes":           {strings.Repeat("\x00", 900), "damaged or was cut short"},
		"a picture":        {"\x89PNG\r\n\x1a\n", "damaged or was cut short"},
		"null":             {"null", "damaged or was cut short"},
		"a list":           {"[]", "damaged or was cut short"},
		"something after":  {written(t, func(map[string]any) {}) + "{}", "damaged or was cut short"},
		"deep":             {strings.Repeat(`{"proofs":`, 20000), "damaged or was cut short"},
		"without version":  {set("version", nil), "damaged or was cut short"},
		"version as text":  {set("version", "1"), "damaged or was cut short"},
		"version zero":     {set("version", 0), "damaged or was cut short"},
		"a wrong type":     {set("scopes", "read:jira-work"), "damaged or was cut short"},
		"a wrong time":     {set("confirmedAt", "yesterday"), "damaged or was cut short"},
		"no platform":      {set("platform", ""), "damaged or was cut short"},
		"platform escapes": {set("platform", "a\x1b]0;x\x07.yaml"), "damaged or was cut short"},
		"newer":            {set("version", dialog.SetupVersion+1), "written by a newer threelo"},
		"newer and odd":    {`{"version":7,"scopes":{"all":true}}`, "written by a newer threelo"},
		"a copy":           {set("id", "another"), "holds a setup of another name"},
		"huge":             {set("appName", strings.Repeat("x", maxSize)), "far larger"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			s := opened(t, dir)
			saved(t, s, named("sound"))
			put(t, dir, acme().ID+".json", c.text)

			setups, notes := s.List()
			if len(setups) != 1 || setups[0].ID != "sound" || len(notes) != 1 {
				t.Fatal(setups, notes)
			}
			plain(t, notes[0], "the saved setup "+acme().ID+".json", c.says, "set aside as "+acme().ID+".json.aside-1 in "+dir, "start this setup again")
			if got := content(t, filepath.Join(dir, acme().ID+".json.aside-1")); got != c.text {
				t.Error("what was set aside was changed")
			}
			if _, notes := s.List(); notes != nil {
				t.Errorf("said twice: %v", notes)
			}
			saved(t, s, acme()) // the name is free again
		})
	}
}

func TestAFileCutShortAnywhereIsNeverTakenForWhole(t *testing.T) {
	dir := t.TempDir()
	s := opened(t, dir)
	saved(t, s, acme())
	whole := content(t, s.path(acme().ID))
	if err := os.Remove(s.path(acme().ID)); err != nil {
		t.Fatal(err)
	}
	end := strings.LastIndex(whole, "}")
	for n := range end + 1 {
		put(t, dir, fmt.Sprintf("cut-%d.json", n), whole[:n])
	}
	setups, notes := s.List()
	if len(setups) != 0 || len(notes) != end+1 {
		t.Fatalf("%d setups and %d notes of %d", len(setups), len(notes), end+1)
	}
	for _, note := range notes {
		if !strings.Contains(note, "cut short") {
			t.Fatal(note)
		}
	}
}

func TestALinkIsLeftAloneAndItsTargetToo(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("links need a special right on Windows")
	}
	dir, elsewhere := t.TempDir(), t.TempDir()
	target := put(t, elsewhere, "target.json", written(t, func(map[string]any) {}))
	before := content(t, target)
	s := opened(t, dir)
	link := s.path(acme().ID)
	if err := os.Symlink(target, link); err != nil {
		t.Fatal(err)
	}
	setups, notes := s.List()
	if len(setups) != 0 || len(notes) != 1 {
		t.Fatal(setups, notes)
	}
	plain(t, notes[0], "only a link", "left where it is")
	if got, err := os.Readlink(link); err != nil || got != target {
		t.Error("the link was moved", err)
	}

	// Saving under this name makes a new file and does not follow the link.
	saved(t, s, acme())
	if content(t, target) != before {
		t.Error("the link's target was written to")
	}
	if got, err := os.Readlink(link + ".aside-1"); err != nil || got != target {
		t.Error("the link is gone", err)
	}
	if setups, notes := s.List(); len(setups) != 1 || notes != nil {
		t.Error(setups, notes)
	}
}

func TestALinkThatLeadsNowhereIsLeftAlone(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("links need a special right on Windows")
	}
	s := opened(t, t.TempDir())
	if err := os.Symlink("nowhere", s.path("lost")); err != nil {
		t.Fatal(err)
	}
	if setups, notes := s.List(); len(setups) != 0 || len(notes) != 1 {
		t.Error(setups, notes)
	}
}

func TestAFolderInPlaceOfASetupIsSetAside(t *testing.T) {
	s := opened(t, t.TempDir())
	if err := os.Mkdir(s.path("folder"), 0o700); err != nil {
		t.Fatal(err)
	}
	put(t, s.path("folder"), "mine.txt", "mine")
	_, notes := s.List()
	if len(notes) != 1 {
		t.Fatal(notes)
	}
	plain(t, notes[0], "not a regular file", "set aside")
	if content(t, filepath.Join(s.path("folder")+".aside-1", "mine.txt")) != "mine" {
		t.Error("what was in it is gone")
	}
}

func TestOtherFilesInTheFolderAreNobodysBusiness(t *testing.T) {
	dir := t.TempDir()
	s := opened(t, dir)
	others := []string{"notes.txt", "a b.json", ".json", "x.json.aside-1", "x.json~", ".x.lock"}
	for _, name := range others {
		put(t, dir, name, "mine")
	}
	if setups, notes := s.List(); len(setups) != 0 || notes != nil {
		t.Error(setups, notes)
	}
	if got := names(t, dir); len(got) != len(others)-1 { // but for the lock
		t.Error(got)
	}
}

func TestATamperedFileCannotHarmTheTerminalOrTheBrowser(t *testing.T) {
	dir := t.TempDir()
	put(t, dir, acme().ID+".json", written(t, func(f map[string]any) {
		f["step"] = strings.Repeat("x", maxName+1)
		f["cloud"] = "evil"
		f["app"] = "\x1b[2J"
		f["accounts"], f["way"], f["platformAuthorized"] = "three", "fast", "yes"
		f["account"] = "Jira\x1b]52;c;cm0gLXJm\x07 Sync\u202e"
		f["site"] = "http://acme.atlassian.net"
		f["siteId"] = "../../x"
		f["callback"] = "javascript:alert(1)"
		f["local"] = "http://10.0.0.1:8976/callback"
		f["clientId"] = "AbCdEfGh\nIjKlMnOpQrStUvWxYz012345"
		f["scopes"] = []string{"read:jira-work", "read me", "a\"b", "a\\b"}
		f["done"] = []string{"know", "a\x1bb"}
		f["inputs"] = map[string]string{"token-name": "Jira\r\nSoftware", "\x1b": "x"}
		f["proofs"] = map[string]any{
			"signin": map[string]any{"outcome": "excellent", "evidence": "x", "at": "2026-11-03T09:30:00Z"},
			"verify": map[string]any{"outcome": "proved", "evidence": "ok\x1b[31m\nred " + strings.Repeat("y", 5000), "at": "2026-11-03T09:30:00Z"},
		}
	}))
	setups, notes := opened(t, dir).List()
	if len(setups) != 1 || len(notes) != 1 {
		t.Fatal(setups, notes)
	}
	plain(t, notes[0], "left it out", "the site", "the callback", "threelo's line", "the client id", "proofs", "enter it again")
	got := setups[0]
	for name, text := range map[string]string{
		"step": string(got.Step), "cloud": got.Cloud, "app": string(got.App), "accounts": string(got.Accounts), "way": string(got.Way), "authorized": string(got.PlatformAuthorized),
		"site": got.Site, "site id": got.SiteID, "callback": got.Callback, "local": got.Local, "client id": got.ClientID,
	} {
		if text != "" {
			t.Errorf("%s: %q came back", name, text)
		}
	}
	if got.Account != "Jira Sync" || len(got.Scopes) != 1 || len(got.Done) != 1 || len(got.Inputs) != 1 || got.Inputs["token-name"] != "Jira Software" {
		t.Errorf("%q %q %q %q", got.Account, got.Scopes, got.Done, got.Inputs)
	}
	if len(got.Proofs) != 1 || !strings.HasPrefix(got.Proofs["verify"].Evidence, "ok red yyy") || len(got.Proofs["verify"].Evidence) > 1010 {
		t.Errorf("%v", got.Proofs)
	}
	harmless(t, got)
}

func TestWhichAddressesComeBack(t *testing.T) {
	cases := []struct {
		text            string
		callback, local bool
	}{
		{"https://acme.tpondemand.com/jira/oauth/callback/?a=b", true, false},
		{"https://acme.agilepoint.example/redirect/oauth", true, false},
		{"http://localhost:8976/callback", true, true},
		{"http://127.0.0.1:1/", true, true},
		{"http://[::1]:8976/callback", true, true},
		{"http://acme.com/callback", false, false},
		{"http://localhost.evil.example/callback", false, false},
		{"https://user@acme.com/callback", false, false},
		{"https://acme.com/callback#x", false, false},
		{"https://acme.com/call back", false, false},
		{"https://acme.com/\u202ecallback", false, false},
		{"https:///callback", false, false},
		{"https://acme.com:x/", false, false},
		{"file:///etc/passwd", false, false},
		{"ftp://127.0.0.1/", false, false},
		{"//127.0.0.1/", false, false},
		{"https://acme.com/" + strings.Repeat("x", 2000), false, false},
	}
	for _, c := range cases {
		t1, t2 := tidier{known: oauth.Known{Example: true}}, tidier{known: oauth.Known{Example: true}}
		if got := t1.exact("x", c.text, oauth.CallbackReader); (got == c.text) != c.callback || got != "" && got != c.text {
			t.Errorf("callback %q: %q", c.text, got)
		}
		if got := t2.local("x", c.text); (got == c.text) != c.local || got != "" && got != c.text {
			t.Errorf("own address %q: %q", c.text, got)
		}
	}
}

func TestAGovernmentSiteStaysInItsCloud(t *testing.T) {
	for cloud, site := range map[string]string{"gov": "https://acme.atlassian-us-gov-mod.net", "commercial": "https://acme.atlassian.net", "test": "https://acme.atlassian.net"} {
		if got, _, err := tidy(dialog.Setup{Platform: "p", Cloud: cloud, Site: site}); err != nil || got.Site != site {
			t.Errorf("%s: %q, %v", cloud, got.Site, err)
		}
		if got, left, _ := tidy(dialog.Setup{Platform: "p", Cloud: cloud, Site: "https://acme.atlassian.example"}); got.Site != "" || len(left) != 1 {
			t.Errorf("%s: %q", cloud, got.Site)
		}
	}
}
