package command

import (
	"bufio"
	"cmp"
	"encoding/json"
	"fmt"
	"html"
	"os"
	"strings"
	"testing"

	"threelo/assets"
	"threelo/oauth"
)

// errorCase is one error that people reported, with the right reading.
type errorCase struct {
	Name     string   `json:"case"`
	Text     string   `json:"text"`
	Failure  string   `json:"failure"`  // "" for another service's error
	Mentions []string `json:"mentions"` // words that the answer must contain, unless they were in the text and are lost
	Who      string   `json:"who"`
}

// The collection calls some failures, and everyone who can fix them, by other names.
var (
	failureNames = map[string]string{
		"network-proxy-auth":   "network-proxy",
		"clock-of-the-product": "product-clock",
	}
	whoNames = map[string]assets.Who{
		"admin":                   assets.WhoYou,
		"owner of that app":       assets.WhoAppOwner,
		"site admin":              assets.WhoSiteAdmin,
		"organization admin":      assets.WhoOrgAdmin,
		"jira admin":              assets.WhoJiraAdmin,
		"identity provider admin": assets.WhoNetwork,
		"network admin":           assets.WhoNetwork,
		"platform":                assets.WhoProductSupport,
		"nobody":                  assets.WhoNobody,
	}
)

// exceptions are cases where threelo's reading differs on purpose, with the reason.
var exceptions = map[string]string{}

func readCases(t *testing.T, name string) []errorCase {
	t.Helper()
	file, err := os.Open("../../oauth/testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = file.Close() }()
	var all []errorCase
	for lines := bufio.NewScanner(file); lines.Scan(); {
		var c errorCase
		if err := json.Unmarshal(lines.Bytes(), &c); err != nil {
			t.Fatalf("%s: %v", lines.Text(), err)
		}
		c.Failure = cmp.Or(failureNames[c.Failure], c.Failure)
		all = append(all, c)
	}
	return all
}

// judged says what is wrong with the answer to a case, "" when it is right.
func (c errorCase) judged(text string) string {
	found := oauth.ExplainAll(text)
	if len(found) == 0 {
		if c.Failure == "" {
			return ""
		}
		return "unknown, want " + c.Failure
	}
	if got := found[0]; got.ID != c.Failure {
		return fmt.Sprintf("%s, want %q", got.ID, c.Failure)
	} else if got.Who != whoNames[c.Who] {
		return fmt.Sprintf("who: %s, want %s", got.Who, c.Who)
	}
	answer, _ := explain(text)
	for _, word := range c.Mentions {
		if lost := strings.Contains(c.Text, word) && !strings.Contains(text, word); !lost && !strings.Contains(strings.ToLower(answer), strings.ToLower(word)) {
			return fmt.Sprintf("%s without %q", c.Failure, word)
		}
	}
	return ""
}

func TestReportedErrorsAreReadRight(t *testing.T) {
	t.Parallel()
	for _, collection := range []struct {
		file    string
		atLeast int // percent
	}{{"cases.jsonl", 95}, {"heldout.jsonl", 90}, {"incontext.jsonl", 95}} {
		right, known, foreign, unknown := 0, 0, 0, 0
		for _, c := range readCases(t, collection.file) {
			wrong := c.judged(c.Text)
			if reason := exceptions[c.Name]; wrong != "" && reason != "" {
				t.Logf("%-6s exception: %s", c.Name, reason)
				continue
			}
			switch {
			case c.Failure == "" && wrong == "":
				unknown++
			case wrong == "":
				right++
			default:
				t.Logf("%-6s %s: %.90q", c.Name, wrong, c.Text)
			}
			if c.Failure == "" {
				foreign++
			} else {
				known++
			}
		}
		t.Logf("%s: %d of %d known errors right, %d of %d of other services left unknown", collection.file, right, known, unknown, foreign)
		if unknown != foreign || right*100 < known*collection.atLeast {
			t.Errorf("%s: want %d %% right, and all of other services unknown", collection.file, collection.atLeast)
		}
	}
}

// mutations are the ways in which an error reaches a supporter.
var mutations = []struct {
	name    string
	atLeast int // percent of the known errors
	mutate  func(string) string
}{
	{"a line of a Java log", 98, func(s string) string {
		return "2026-11-21 22:38:01,429 ERROR [http-nio-8080-exec-12] c.a.integration.SyncJob - Synchronization failed: " + s + " (attempt 3 of 5, took 503 ms)"
	}},
	{"a line of logfmt", 98, func(s string) string {
		return `time="2026-11-21T22:38:01Z" level=error caller=sync.go:414 msg=` + quoted(s) + " duration=429ms"
	}},
	{"a line of syslog", 98, func(s string) string {
		return "Nov 21 22:38:01 worker-3 connector[4291]: " + strings.ReplaceAll(s, "\n", " ")
	}},
	{"a Java trace", 98, func(s string) string {
		return "com.acme.sync.SyncException: " + s + "\n\tat com.acme.sync.Connector.run(Connector.java:503)\n\tat java.base/java.lang.Thread.run(Thread.java:829)\nCaused by: java.io.IOException: " + s + "\n\t... 23 more"
	}},
	{"a Python trace", 98, func(s string) string {
		return "Traceback (most recent call last):\n  File \"/app/sync.py\", line 429, in run\n    raise SyncError(body)\nsync.SyncError: " + s
	}},
	{"a Node trace", 98, func(s string) string {
		return "SyncError: " + s + "\n    at Connector.run (/app/dist/connector.js:401:11)\n    at process.processTicksAndRejections (node:internal/process/task_queues:95:5)"
	}},
	{"a .NET trace", 98, func(s string) string {
		return "Unhandled exception. Acme.Sync.SyncException: " + s + "\n   at Acme.Sync.Connector.Run() in C:\\src\\Sync\\Connector.cs:line 429"
	}},
	{"HTML", 98, func(s string) string {
		return "<!DOCTYPE html><html><head><title>Error</title></head><body><div class=\"notice\"><p>" + html.EscapeString(s) + "</p></div></body></html>"
	}},
	{"HTML with a word in bold", 98, func(s string) string {
		words := strings.SplitN(html.EscapeString(s), " ", 3)
		return "<p>" + strings.Join(words[:len(words)-1], " ") + " <b>" + words[len(words)-1] + "</b></p>"
	}},
	{"JSON", 98, func(s string) string { return `{"ok":false,"detail":` + quoted(s) + `}` }},
	{"JSON in JSON", 98, func(s string) string {
		return `{"level":"error","message":` + quoted(`{"body":`+quoted(s)+`}`) + `}`
	}},
	{"a translation around it", 98, func(s string) string {
		return "Die Verbindung ist fehlgeschlagen. Meldung des Servers:\n" + s + "\nBitte wenden Sie sich an Ihre Verwaltung."
	}},
	{"wrapped between words", 85, func(s string) string { return wrapped(s, 40, true) }},
	{"wrapped anywhere", 85, func(s string) string { return wrapped(s, 37, false) }},
	{"OCR: l, I and 1", 85, func(s string) string {
		return strings.NewReplacer("l", "I", "I", "l").Replace(s)
	}},
	{"OCR: m, 0 and punctuation", 85, func(s string) string {
		return strings.NewReplacer("m", "rn", "0", "O", "\"", "", "'", "", "’", "", ",", "", ";", "").Replace(s)
	}},
	{"cut to 85 %", 85, func(s string) string {
		runes := []rune(s)
		return string(runes[:len(runes)*85/100])
	}},
}

func quoted(s string) string {
	data, err := json.Marshal(s)
	if err != nil {
		panic(err)
	}
	return string(data)
}

// wrapped breaks a text into lines, as a mail or a terminal does.
func wrapped(text string, width int, betweenWords bool) string {
	var out strings.Builder
	column := 0
	for _, r := range text {
		if column >= width && (r == ' ' || !betweenWords) {
			out.WriteByte('\n')
			column = 0
			if r == ' ' {
				continue
			}
		}
		out.WriteRune(r)
		column++
	}
	return out.String()
}

func TestReportedErrorsAreReadRightHoweverTheyArrive(t *testing.T) {
	t.Parallel()
	for _, file := range []string{"cases.jsonl", "heldout.jsonl", "incontext.jsonl"} {
		for _, m := range mutations {
			right, known, claimed := 0, 0, 0
			for _, c := range readCases(t, file) {
				wrong := c.judged(m.mutate(c.Text))
				switch {
				case c.Failure == "" && wrong != "":
					claimed++
					t.Errorf("%s, %s: another service's error is claimed: %s", m.name, c.Name, wrong)
				case c.Failure == "":
				default:
					known++
					if wrong == "" {
						right++
					} else {
						t.Logf("%s, %s: %s", m.name, c.Name, wrong)
					}
				}
			}
			t.Logf("%-14s %-28s %3d %% (%d of %d)", file, m.name, right*100/known, right, known)
			if right*100 < known*m.atLeast {
				t.Errorf("%s, %s: want at least %d %%", file, m.name, m.atLeast)
			}
		}
	}
}
