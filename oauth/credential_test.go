package oauth_test

import (
	"strings"
	"testing"

	"threelo/oauth"
)

const (
	someID     = "AbCdEf0123456789aBcDeF9876543210"
	someSecret = "ATOAexample_of-a-long-secret0123456789abcdefghijklmnopqrstuvwxyz0A1B2C3D"
)

func TestAnAdminPastesTheClientIDWithThingsAroundIt(t *testing.T) {
	for name, c := range map[string]struct {
		paste string
		says  string // what one note contains; "" when nothing was cleaned
	}{
		"as it is":                     {someID, ""},
		"a space at the end":           {someID + " ", "around it were removed"},
		"spaces at both ends":          {"  " + someID + "  ", "around it were removed"},
		"a Windows line end":           {someID + "\r\n", "around it were removed"},
		"a non-breaking space":         {"\u00a0" + someID, "around it were removed"},
		"a zero-width space inside":    {someID[:9] + "\u200b" + someID[9:], "cannot be seen were removed"},
		"a byte order mark":            {"\ufeff" + someID, "cannot be seen were removed"},
		"two characters of direction":  {"\u202a" + someID + "\u202c", "cannot be seen were removed"},
		"marks of a bracketed paste":   {"\x1b[200~" + someID + "\x1b[201~", "cannot be seen were removed"},
		"double quotes":                {`"` + someID + `"`, "quotes or brackets"},
		"curly quotes":                 {"“" + someID + "”", "quotes or brackets"},
		"a lone quote":                 {someID + `"`, "quotes or brackets"},
		"backticks":                    {"`" + someID + "`", "quotes or brackets"},
		"angle brackets":               {"<" + someID + ">", "quotes or brackets"},
		"its label":                    {"Client ID: " + someID, "label"},
		"its label without a colon":    {"Client ID " + someID, "label"},
		"its label on the line above":  {"Client ID\n" + someID + "\n", "label"},
		"AgilePoint's label":           {"Consumer Key " + someID, "label"},
		"a tab behind the label":       {"Client ID\t" + someID, "label"},
		"a line of a settings file":    {"export JIRA_CLIENT_ID='" + someID + "'", "label"},
		"a line of JSON":               {`"client_id": "` + someID + `",`, "label"},
		"a label in bold":              {"**Client ID:** `" + someID + "`", "label"},
		"ID and secret together":       {"Client ID: " + someID + "\nSecret: " + someSecret, "the secret that was pasted with it was not kept"},
		"both on one line":             {"Client ID: " + someID + ", Secret: " + someSecret, "the secret that was pasted with it was not kept"},
		"both, the secret first":       {"Secret\n" + someSecret + "\nClient ID\n" + someID, "the secret that was pasted with it was not kept"},
		"both as one JSON object":      {`{"client_id":"` + someID + `","client_secret":"` + someSecret + `"}`, "the secret that was pasted with it was not kept"},
		"everything at once":           {"\r\n Client\u00a0ID:\t\"\u200b" + someID + "\u200b\" \r\n", "label"},
		"a label and the word 'is'":    {"the client id is " + someID, "label"},
		"a label with a sort of arrow": {"Client ID → " + someID, "label"},
	} {
		got := oauth.ReadClientID(c.paste)
		if got.Problem != "" || got.Text != someID {
			t.Errorf("%s: got %q, problem %q", name, got.Text, got.Problem)
		}
		if notes := strings.Join(got.Notes, "; "); c.says == "" && notes != "" || !strings.Contains(notes, c.says) {
			t.Errorf("%s: the notes say %q, want %q", name, notes, c.says)
		}
	}
}

func TestAnAdminPastesTheSecretWithThingsAroundIt(t *testing.T) {
	for name, paste := range map[string]string{
		"as it is":                    someSecret,
		"a trailing space":            someSecret + " ",
		"a label":                     "Secret: " + someSecret,
		"a label above":               "Secret\n\n" + someSecret,
		"AgilePoint's label":          "Consumer Secret " + someSecret,
		"a line of a settings file":   "THREELO_CLIENT_SECRET=" + someSecret,
		"quotes":                      `"` + someSecret + `"`,
		"ID and secret together":      "Client ID: " + someID + "\r\nSecret: " + someSecret,
		"a zero-width joiner":         someSecret + "\u200d",
		"both as one JSON object":     `{"client_id":"` + someID + `","client_secret":"` + someSecret + `"}`,
		"a query with both":           "client_id=" + someID + "&client_secret=" + someSecret,
		"a line break at the start":   "\n" + someSecret,
		"hidden marks all over":       "\u2066" + someSecret[:20] + "\u200b" + someSecret[20:] + "\u2069",
		"a sign of a list before it":  "• Secret: " + someSecret,
		"a label with its own quotes": `'client_secret': '` + someSecret + `',`,
	} {
		got := oauth.ReadSecret(paste, someID)
		if got.Problem != "" || got.Text != someSecret {
			t.Errorf("%s: got %d characters, problem %q, notes %q", name, len(got.Text), got.Problem, got.Notes)
		}
	}
}

func TestASecretThatEndsInAnEqualsSignOrADashIsNotTouched(t *testing.T) {
	for _, secret := range []string{"ATOA-abcdefghijklmnop=", "_abcdefghijklmnop-_", "secretABCDEFGH12345678", "idABCDEFGHIJKLMNOP", "keyABCDEFGHIJKLMNOP"} {
		if got := oauth.ReadSecret(secret, ""); got.Text != secret || got.Problem != "" {
			t.Errorf("%q became %q, problem %q", secret, got.Text, got.Problem)
		}
	}
}

func TestWhatCannotBeTheValueIsRefusedWithAReason(t *testing.T) {
	for name, c := range map[string]struct{ paste, says string }{
		"nothing":                  {"", "nothing was pasted"},
		"only white space":         {" \r\n\t ", "nothing was pasted"},
		"an address":               {"https://developer.atlassian.com/console/myapps/", "an address"},
		"too short":                {"abc123", "too short"},
		"too long":                 {strings.Repeat("a", 600), "too long"},
		"two words":                {"abcdefgh ijklmnop", "a space or a line break inside"},
		"two lines":                {someID + "\n" + someID[:20], "a space or a line break inside"},
		"a sentence":               {someSecret + " and something more", "a space or a line break inside"},
		"the dots that hide it":    {"••••••••••••", "the dots that hide it"},
		"an ellipsis inside":       {"AbCdEf01…9876543210", "shortened"},
		"only the label":           {"Client ID:", "only the label"},
		"only the label, no colon": {"Secret", "only the label"},
		"a picture":                {"\x89PNG\r\n\x1a\n\x00\x00", "not text"},
	} {
		for kind, got := range map[string]oauth.Cleaned{"id": oauth.ReadClientID(c.paste), "secret": oauth.ReadSecret(c.paste, "")} {
			if !strings.Contains(got.Problem, c.says) {
				t.Errorf("%s as %s: problem %q does not say %q", name, kind, got.Problem, c.says)
			}
		}
	}
}

func TestTheSecretInTheFieldForTheIDIsNotKept(t *testing.T) {
	for _, paste := range []string{someSecret, " " + someSecret + "\n", "Secret: " + someSecret, "ATATT3xFfGF0abcdefghijklmnopqrstuvwxyz"} {
		got := oauth.ReadClientID(paste)
		if got.Problem == "" || got.Text != "" {
			t.Errorf("it was kept: %q, problem %q", got.Text, got.Problem)
		}
	}
}

func TestTheSameValueTwiceIsRefused(t *testing.T) {
	for name, c := range map[string]struct{ paste, id, says string }{
		"the same twice":             {someID, someID, "the client ID again"},
		"the same twice, with label": {"Client ID: " + someID, someID, "label says that this is the client ID"},
	} {
		if got := oauth.ReadSecret(c.paste, c.id); !strings.Contains(got.Problem, c.says) {
			t.Errorf("%s: problem %q does not say %q", name, got.Problem, c.says)
		}
	}
	if got := oauth.ReadClientID("Secret: " + someSecret); !strings.Contains(got.Problem, "label says that this is the secret") {
		t.Errorf("a labeled secret as ID: %q", got.Problem)
	}
}

func TestAnUnusualShapeIsOnlyQuestioned(t *testing.T) {
	for name, c := range map[string]struct {
		got  oauth.Cleaned
		says string
	}{
		"a short ID":              {oauth.ReadClientID("abcdefgh12"), "Most have 32"},
		"the app's number":        {oauth.ReadClientID("3f2504e0-4f89-41d3-9a0c-0305e82c3301"), "the app's ID from the console"},
		"a secret like an ID":     {oauth.ReadSecret(someID, ""), "as a client ID has"},
		"a secret with a space":   {oauth.ReadSecret("p%20+q& r=s:t?u#v'w/{y}~z12345", ""), "a space inside"},
		"an API token":            {oauth.ReadSecret("ATATT3xFfGF0abcdefghijklmnopqrstuvwxyz", ""), "API token"},
		"an ID that begins ATOA…": {oauth.ReadClientID("ATOA" + someID[4:]), ""},
	} {
		if c.got.Problem != "" || !strings.Contains(c.got.Doubt, c.says) {
			t.Errorf("%s: question %q, problem %q", name, c.got.Doubt, c.got.Problem)
		}
	}
}

func TestNothingThatIsSaidRepeatsTheSecret(t *testing.T) {
	for _, paste := range []string{someSecret, "Secret: " + someSecret + " x", someSecret + " " + someSecret, someSecret + "…", "https://x/" + someSecret} {
		for _, got := range []oauth.Cleaned{oauth.ReadClientID(paste), oauth.ReadSecret(paste, someID), oauth.ReadSecret(paste, someSecret)} {
			if said := got.Problem + strings.Join(got.Notes, " "); strings.Contains(said, "long-secret") {
				t.Errorf("it says %q", said)
			}
			if got.Problem != "" && strings.HasPrefix(paste, "https") && got.Text != "" {
				t.Errorf("a refused paste is kept: %q", got.Text)
			}
		}
	}
}

func TestAHugePasteIsAnswered(t *testing.T) {
	huge := strings.Repeat("\x1b]0;a\u200b ", 1<<20/9)
	for name, got := range map[string]string{
		"id":       oauth.ReadClientID(huge).Problem,
		"secret":   oauth.ReadSecret(huge, someID).Problem,
		"callback": oauth.ReadCallback(huge, oauth.Known{}).Problem,
		"site":     oauth.ReadSite(huge, oauth.Commercial).Problem,
		"line":     oauth.ReadLine(huge).Problem,
	} {
		if !strings.Contains(got, "KB long") {
			t.Errorf("%s: %q", name, got)
		}
	}
}

func TestOtherFieldsAreTidiedToOneLine(t *testing.T) {
	for name, c := range map[string]struct{ paste, want, problem string }{
		"a name":         {" Targetprocess for Acme \r\n", "Targetprocess for Acme", ""},
		"two lines":      {"Acme\nJira", "Acme Jira", ""},
		"quotes stay":    {`"Acme" Ltd`, `"Acme" Ltd`, ""},
		"nothing":        {"", "", ""},
		"hidden marks":   {"Ac\u200bme\u202e", "Acme", ""},
		"emoji stay":     {"Acme 🎉", "Acme 🎉", ""},
		"far too long":   {strings.Repeat("ä", 301), strings.Repeat("ä", 300), "301 characters"},
		"just long":      {strings.Repeat("ä", 300), strings.Repeat("ä", 300), ""},
		"a binary thing": {"a\x00b", "", "not text"},
		"a secret":       {someSecret, "", "probably a secret"},
		"its label too":  {"Secret:\n" + someSecret, "", "probably a secret"},
		"an answer":      {"https://acme.com/cb?code=abc&state=1", "", "a sign-in ended on"},
		"such a name":    {"ATOA and ATATT: the company's long name for what connects the two of them, in words", "ATOA and ATATT: the company's long name for what connects the two of them, in words", ""},
	} {
		got := oauth.ReadLine(c.paste)
		if got.Text != c.want || c.problem == "" && got.Problem != "" || !strings.Contains(got.Problem, c.problem) {
			t.Errorf("%s: %q, problem %q", name, got.Text, got.Problem)
		}
	}
}

func TestWhatIsNoNameIsNotTakenForTheAccounts(t *testing.T) {
	for paste, taken := range map[string]bool{
		"Iris Integration": true, "5b10ac8d82e05b22cc7d4ef5": true, "557058:f58131cb-b67d-43c7-b30d-6b58d40bd077": true, "O'Neill, Ann (Jira)": true, "": true,
		"https://acme.atlassian.net/jira/people/5b10": false, `{"accountId":"5b10"}`: false, "<html>": false, someSecret: false,
	} {
		got := oauth.ReadAccount(paste)
		if (got.Problem == "") != taken || !taken && got.Text != "" {
			t.Errorf("%q: %q, problem %q", paste, got.Text, got.Problem)
		}
	}
}

func TestAProjectsKeyIsFoundInWhatIsAtHand(t *testing.T) {
	for paste, want := range map[string]string{
		"PROJ": "PROJ", "proj": "PROJ", "PROJ-7": "PROJ", "p_2-11": "P_2", "": "",
		"https://acme.atlassian.net/browse/PROJ-7":                         "PROJ",
		"https://acme.atlassian.net/jira/software/c/projects/ab1/boards/3": "AB1",
	} {
		if got := oauth.ReadProject(paste); got.Text != want || got.Problem != "" {
			t.Errorf("%q: %q, problem %q", paste, got.Text, got.Problem)
		}
	}
	for _, paste := range []string{"proj 7 {x}", "My project", "7UP", "https://acme.atlassian.net/jira", "ÄB"} {
		if got := oauth.ReadProject(paste); !strings.Contains(got.Problem, "PROJ in PROJ-7") {
			t.Errorf("%q was taken as %q", paste, got.Text)
		}
	}
	if got := oauth.ReadProject(someSecret); got.Problem == "" || got.Text != "" {
		t.Errorf("a secret was taken as %q", got.Text)
	}
}

func FuzzReadCredentials(f *testing.F) {
	for _, seed := range []string{someID, "Client ID: " + someID, "Secret\n" + someSecret, `{"client_id":"x"}`, "\x00", "''''", "**", "Client ID: Client ID: Secret:"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, paste string) {
		for spaces, got := range []oauth.Cleaned{oauth.ReadClientID(paste), oauth.ReadSecret(paste, someID)} { // a secret may have one
			if got.Problem == "" && (len(got.Text) < 8 || len(got.Text) > 512 || strings.ContainsAny(got.Text, "\t\r\n") || strings.Count(got.Text, " ") > spaces) {
				t.Errorf("%q was taken as %q", paste, got.Text)
			}
		}
		oauth.ReadLine(paste)
	})
}
