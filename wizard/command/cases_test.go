package command

import (
	"bufio"
	"cmp"
	"encoding/json"
	"fmt"
	"os"
	"slices"
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
	Mentions []string `json:"mentions"` // words that the answer must contain
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
		"organisation admin":      assets.WhoOrgAdmin,
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
	found, _ := oauth.ExplainAll(text)
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
		if !strings.Contains(strings.ToLower(answer), strings.ToLower(word)) {
			return fmt.Sprintf("%s without %q", c.Failure, word)
		}
	}
	return ""
}

func TestReportedErrorsAreReadRight(t *testing.T) {
	for _, collection := range []struct {
		file    string
		atLeast int // percent
	}{{"cases.jsonl", 95}} {
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

var _ = slices.Contains[[]string]
