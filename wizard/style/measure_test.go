package style_test

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"threelo/wizard/style"
)

const family = "👨‍👩‍👧‍👦" // one person wide in some terminals, four in others

func TestWidthIsTheLargerOfTwoMeasures(t *testing.T) {
	for _, c := range []struct {
		text string
		want int
	}{
		{"", 0},
		{"plain", 5},
		{"日本", 4},
		{"e\u0301", 1},
		{"שלום", 4},
		{family, 8},
		{"\x1b[31mred\x1b[0m", 3},
		{"❤\ufe0f", 2},
	} {
		if got := style.Width(c.text); got != c.want {
			t.Errorf("Width(%q) = %d, want %d", c.text, got, c.want)
		}
	}
}

func TestTruncateMarksWhatItCuts(t *testing.T) {
	for _, c := range []struct {
		text  string
		width int
		want  string
	}{
		{"Targetprocess", 13, "Targetprocess"},
		{"Targetprocess", 7, "Target…"},
		{"日本語", 5, "日本…"},
		{"日本語", 4, "日…"},
		{"abc", 1, "…"},
		{"abc", 0, ""},
		{"abc", -3, ""},
		{"\x1b[31mred\x1b[0m", 2, "\x1b[31mr…\x1b[0m"},
	} {
		if got := style.Truncate(c.text, c.width); got != c.want {
			t.Errorf("Truncate(%q, %d) = %q, want %q", c.text, c.width, got, c.want)
		}
	}
}

func TestPadIsExact(t *testing.T) {
	for _, text := range []string{"", "a", "日本語テキスト", family + family, "longer than it may be"} {
		for width := range 12 {
			if got := style.Width(style.Pad(text, width)); got != width {
				t.Errorf("Pad(%q, %d) is %d wide", text, width, got)
			}
		}
	}
}

func TestWrapBreaksAtSpacesAndSigns(t *testing.T) {
	for _, c := range []struct {
		text  string
		width int
		want  []string
	}{
		{"", 10, nil},
		{"one two three", 8, []string{"one two", "three"}},
		{"one\ntwo", 80, []string{"one", "two"}},
		{"one\n\ntwo", 80, []string{"one", "", "two"}},
		{"see https://acme.example/oauth/callback now", 19, []string{"see", "https://acme.", "example/oauth/", "callback now"}},
		{"日本語のテキスト", 6, []string{"日本語", "のテキ", "スト"}},
		{"a\x1b[2Jb\x07c", 10, []string{"ab c"}},
	} {
		got := style.Wrap(c.text, c.width)
		if strings.Join(got, "|") != strings.Join(c.want, "|") {
			t.Errorf("Wrap(%q, %d) = %q, want %q", c.text, c.width, got, c.want)
		}
	}
}

func TestChopFillsEveryLine(t *testing.T) {
	got := style.Chop("https://acme.example/oauth?code=1", 10)
	if want := "https://ac|me.example|/oauth?cod|e=1"; strings.Join(got, "|") != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestLineRemovesWhatATerminalWouldObey(t *testing.T) {
	for in, want := range map[string]string{
		"  a \t b\n": "a b",
		"a\u202eb":   "ab",
		"\x1b[31mx":  "x",
		"日 本":        "日 本",
		"a\x00b\r":   "a b",
	} {
		if got := style.Line(in); got != want {
			t.Errorf("Line(%q) = %q, want %q", in, got, want)
		}
	}
}

func FuzzWrap(f *testing.F) {
	f.Add("one two three", 7)
	f.Add("https://acme.example/very/long?code=1&state=2", 10)
	f.Add("日本語 "+family+" e\u0301\u0301", 9)
	f.Add("0000000000 \u0366 00000000", 8) // a word without a width
	f.Add("\x1b]8;;http://a\x07b\u202e\xff", 8)
	f.Fuzz(func(t *testing.T, text string, width int) {
		width = 8 + abs(width)%100
		want := strings.ReplaceAll(style.Line(text), " ", "")
		var got strings.Builder
		for _, line := range style.Wrap(style.Line(text), width) {
			if single := len([]rune(line)) == 1; style.Width(line) > width && !single {
				if cut := style.Truncate(line, width); style.Width(cut) > width {
					t.Fatalf("%q is %d wide, allowed are %d", line, style.Width(line), width)
				}
			}
			got.WriteString(strings.ReplaceAll(line, " ", ""))
		}
		if got.String() != want {
			t.Fatalf("lost something: %q became %q", want, got.String())
		}
	})
}

func FuzzWidth(f *testing.F) {
	for _, text := range []string{
		"plain", "✓ proved · you said so", "● 14 scopes…", "\x1b[1;38;2;1;2;3m✓ READY\x1b[m  ─────", "\x1b[4:3mcurly\x1b[m", "\x1b[31",
		"✓\ufe0f", "→\u0301", "·\u200d·", "日本 → ✗", "日", "\x1b]8;;http://a\x1b\\a\x1b]8;;\x1b\\", "\x1b[2Jx", "a\tb", "\xe2\x9c", "‘’“”›×–↑↓▸━│┃○◉◆◐◑◒◓",
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if got, want := style.Width(text), max(ansi.StringWidth(text), ansi.StringWidthWc(text)); got != want {
			t.Fatalf("Width(%q) = %d, terminals take %d", text, got, want)
		}
	})
}

func abs(n int) int {
	if n < 0 {
		return -(n + 1)
	}
	return n
}
