package assets

import (
	"regexp"
	"slices"
	"strings"
	"testing"
)

func TestTheAtlasIsWholeAndReadable(t *testing.T) {
	steps := []string{"", "platform", "create", "scopes", "scopes-granular", "callback", "credentials", "sharing", "site", "account", "fields", "signin", "verify", "handover", "outcome"}
	kebab := regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)
	rows, ids := map[int]string{}, map[string]bool{}
	for _, f := range Failures() {
		if !kebab.MatchString(f.ID) || ids[f.ID] {
			t.Errorf("id %q is no kebab case, or stands twice", f.ID)
		}
		ids[f.ID] = true
		if f.Row > 0 && rows[f.Row] != "" {
			t.Errorf("row %d stands twice: %s and %s", f.Row, rows[f.Row], f.ID)
		}
		rows[f.Row] = f.ID
		if f.Title == "" || f.Cause == "" || len(f.Seen) == 0 || len(f.Cure) == 0 || len(f.Signs) == 0 {
			t.Errorf("%s: title, what is seen, cause, cure and signs are all needed", f.ID)
		}
		if !slices.Contains(steps, f.Step) {
			t.Errorf("%s: no step of the kind %q", f.ID, f.Step)
		}
		if !slices.Contains([]string{"you", "site admin", "platform support", "Atlassian"}, f.Who) || !slices.Contains([]string{"H", "M+", "M", "L"}, f.Sure) {
			t.Errorf("%s: who %q, sure %q", f.ID, f.Who, f.Sure)
		}
		for _, c := range append([]string{f.Title, f.Cause}, f.Cure...) {
			if strings.TrimSpace(c) != c || strings.ContainsAny(c, "\n{}") {
				t.Errorf("%s: %q is not one clean line", f.ID, c)
			}
		}
		for _, s := range f.Signs {
			if s.Error == "" && len(s.Text) == 0 && len(s.Status) == 0 {
				t.Errorf("%s has a sign that says next to nothing: %+v", f.ID, s)
			}
			if !slices.Contains([]string{"", "page", "callback", "token", "api", "network"}, s.Where) {
				t.Errorf("%s: no place %q", f.ID, s.Where)
			}
		}
	}
	for row := 1; row <= 28; row++ {
		if rows[row] == "" {
			t.Errorf("row %d is missing", row)
		}
	}
	for _, code := range []string{CodeNetworkDNS, CodeNetworkRefused, CodeNetworkTimeout, CodeNetworkReset, CodeNetworkProxy, CodeNetworkTLS, CodeNetworkCaptive, CodeNetworkClock, CodeNetworkRedirect, CodeNetworkGarbled} {
		if !ids[code] {
			t.Errorf("the fault %s is missing", code)
		}
	}
}
