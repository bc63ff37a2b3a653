package oauth

import (
	"strings"
	"testing"
)

func TestEveryConditionOfASignExists(t *testing.T) {
	known := []string{"alone", "atlassian", "foreign", "long-link", "silent"}
	for _, s := range signs() {
		for name := range strings.FieldsSeq(s.Get("if")) {
			name = strings.TrimPrefix(name, "!")
			if _, ok := conditions[name]; !ok && !strings.Contains(" "+strings.Join(known, " ")+" ", " "+name+" ") {
				t.Errorf("%s: the condition %q is unknown", s.Failure, name)
			}
		}
	}
}
