package style_test

import (
	"strings"
	"testing"

	"threelo/wizard/style"
)

func TestColumnsAlignWhatIsBesideEachOther(t *testing.T) {
	got := style.Columns([][]string{
		{"scope", "search for"},
		{"read:jql:jira", "jql\nand more"},
		{"  indented", "\x1b[2m\x1b[m"},
		{"\x1b[1m日本\x1b[m", "x"},
	})
	want := [][]string{
		{"scope          search for"},
		{"read:jql:jira  jql", "               and more"},
		{"  indented"},
		{"\x1b[1m日本\x1b[m           x"},
	}
	for i := range want {
		if strings.Join(got[i], "\n") != strings.Join(want[i], "\n") {
			t.Errorf("row %d is %q, want %q", i, got[i], want[i])
		}
	}
}

func FuzzColumnsLoseNothing(f *testing.F) {
	f.Add("read:board-scope.admin:jira-software", "board-scope", "a name, of a-site")
	f.Add("شرکت", "日本 → ✗", family)
	f.Add("", "-", "e\u0301")
	f.Add("\u06e2", "0", "0") // a mark without its letter
	squeezed := func(text string) string { return strings.NewReplacer(" ", "", "\n", "").Replace(text) }
	f.Fuzz(func(t *testing.T, a, b, c string) {
		a, b, c = style.Line(a), style.Line(b), style.Line(c)
		rows := style.Columns([][]string{{a, b}, {a + "\n" + b}, {c, a}, {"", b + "\n" + c}})
		for i, want := range []string{a + b, a + b, c + a, b + c} {
			if got := squeezed(strings.Join(rows[i], "")); got != squeezed(want) || len(rows[i]) != i%2+1 {
				t.Errorf("row %d of %q, %q and %q is %q", i, a, b, c, rows[i])
			}
		}
	})
}
