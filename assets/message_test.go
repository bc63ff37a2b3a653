package assets

import (
	"slices"
	"strings"
	"testing"
)

func TestEveryFailureHasAMessageForItsReader(t *testing.T) {
	m := ReadMessages()
	for _, f := range Failures() {
		text := m.ForProblem(f.ID, f.Who)
		if text.Subject == "" || text.Text == "" {
			t.Errorf("%s has no message", f.ID)
		}
		if others := f.Who != WhoYou && f.Who != WhoNobody; others != (text.For != "") {
			t.Errorf("%s can be fixed by %s, and the message is for %q", f.ID, f.Who, text.For)
		}
	}
	for _, each := range m.Problems {
		for _, id := range each.Failures {
			if f, ok := LookupFailure(id, nil); !ok || each.Who != "" && f.Who != each.Who {
				t.Errorf("the message for %s, if %q can fix it, is never used", id, each.Who)
			}
		}
	}
	for kind := range m.Steps {
		if _, ok := ReadConsole().Steps[kind]; !ok {
			t.Errorf("the message of the step %s is never used", kind)
		}
	}
}

func TestALineIsLeftOutWhenItsSlotIsEmpty(t *testing.T) {
	s := Slots{"name": "Iris", "list": "a\nb"}
	for text, want := range map[string]string{
		"Dear {name}":                      "Dear Iris",
		"Dear {name}\nYour {thing}\nBye":   "Dear Iris\nBye",
		"Your {thing|things}":              "Your things",
		"[if name] yes\n[no name] no":      "yes",
		"[if thing] yes\n[no thing] no":    "no",
		"  {list}":                         "a\n  b",
		"one\n\n{thing}\n\ntwo":            "one\n\ntwo",
		"[if name] {name}\n[no name] {no}": "Iris",
	} {
		if got := s.Lines(text); got != want {
			t.Errorf("%q becomes %q, want %q", text, got, want)
		}
	}
}

// The words of a failure read well with its slots filled and without.
func TestAFailureNamesWhatTheRunKnows(t *testing.T) {
	known := []string{"api", "account", "permission", "said", "named", "wait", "needed", "asked"}
	for _, e := range entries() {
		for _, part := range strings.Split(e.source, "{")[1:] {
			name, _, _ := strings.Cut(part, "}")
			if slot, _, otherwise := strings.Cut(name, "|"); otherwise && !slices.Contains(known, slot) {
				t.Errorf("%s: nothing fills {%s}", e.id, name)
			}
		}
	}
	f, _ := LookupFailure(PermissionMissing, Slots{"account": "Iris", "permission": "the Jira permission Administer Jira", "needed": "the Jira permission Administer Jira"})
	if f.Title != "Iris lacks the Jira permission Administer Jira" || !strings.Contains(f.Fix[0], "give Iris the Jira permission Administer Jira") {
		t.Errorf("%s: %s", f.Title, f.Fix[0])
	}
	f, _ = LookupFailure(RateLimited, Slots{"wait": "30 seconds"})
	if !strings.Contains(f.Fix[0], "Please wait: 30 seconds.") {
		t.Error(f.Fix[0])
	}
	f, _ = LookupFailure("site-suspended", Slots{"said": "“Tenant is restricted: suspended-payment”"})
	if !strings.Contains(f.Fix[0], "“Tenant is restricted: suspended-payment”") {
		t.Error(f.Fix[0])
	}
}

// A fix with a tag that nothing asks for would never be read by anybody.
func TestEveryTagOfAFixIsUsed(t *testing.T) {
	all := slices.Clone(ReadConsole().Problems)
	for _, e := range entries() {
		all = append(all, e.read())
	}
	for _, f := range all {
		if here, sent := f.filled(nil).Fix, f.filled(nil).Send; len(here) == 0 || len(sent) == 0 || strings.Contains(strings.Join(sent, " "), "into threelo") {
			t.Errorf("%s: here %q, in a message %q", f.ID, here, sent)
		}
		for _, fix := range f.Fix {
			tag, _, tagged := strings.Cut(strings.TrimPrefix(fix, "["), "] ")
			if tagged && fix[0] == '[' && tag != "here" && tag != "sent" && !strings.HasSuffix(tag, " API") {
				t.Errorf("%s: nothing asks for %q", f.ID, fix)
			}
		}
	}
}

func TestNoFailureOfThreelosOwnRequestBlamesTheProduct(t *testing.T) {
	for _, f := range Failures() {
		own := f.OfOwnRequest()
		if own.Who == WhoProductSupport || f.Who != WhoProductSupport && own.ID != f.ID {
			t.Errorf("%s becomes %s, for %s", f.ID, own.ID, own.Who)
		}
	}
}
