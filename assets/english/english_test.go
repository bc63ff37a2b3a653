package english_test

import (
	"testing"

	"threelo/assets/english"
)

func TestSentencesAreWrittenAsPeopleWriteThem(t *testing.T) {
	for want, got := range map[string]string{
		"0 scopes":        english.Count(0, "scope"),
		"1 scope":         english.Count(1, "scope"),
		"13 scopes":       english.Count(13, "scope"),
		"1 activity":      english.Count(1, "activity"),
		"2 activities":    english.Count(2, "activity"),
		"":                english.And(nil),
		"a":               english.And([]string{"a"}),
		"a and b":         english.And([]string{"a", "b"}),
		"a, b or c":       english.Or([]string{"a", "b", "c"}),
		"Élan":            english.UpperFirst("élan"),
		"Note: it works":  english.UpperFirst("note: it works"),
		"read:me is new":  english.UpperFirst("read:me is new"),
		"open the page":   english.LowerFirst("Open the page"),
		"Press Save.":     english.Stop("Press Save"),
		"at https://a.b/": english.Stop("at https://a.b/"),
		"JSON is refused": english.LowerFirst("JSON is refused"),
	} {
		if got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
	if english.UpperFirst("")+english.LowerFirst("") != "" {
		t.Error("an empty text grew")
	}
}
