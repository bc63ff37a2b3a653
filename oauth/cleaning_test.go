package oauth_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"threelo/oauth"
)

func TestAServersTextCannotStirTheTerminal(t *testing.T) {
	for name, c := range map[string]struct{ in, want string }{
		"colors":                {"\x1b[31mred\x1b[0m", "red"},
		"title of the window":   {"a\x1b]0;owned\x07b", "ab"},
		"string with ST":        {"a\x1b]52;c;c2VjcmV0\x1b\\b", "ab"},
		"device control":        {"a\x1bPq#0\x1b\\b", "ab"},
		"eight-bit controls":    {"a\u009b31m\u009d0;x\u009cb", "a31m0;xb"},
		"unclosed string":       {"a\x1b]0;b", "a"},
		"charset and reset":     {"\x1b(Bx\x1bcy", "xy"},
		"lone escape":           {"a\x1b", "a"},
		"bracketed paste":       {"\x1b[200~text\x1b[201~", "text"},
		"backspaces":            {"safe\b\b\b\bevil", "safeevil"},
		"direction override":    {"user\u202egnp.exe\u2066x\u2069", "usergnp.exex"},
		"zero width":            {"a\u200bb\u2060c\ufeffd\u00ade", "abcde"},
		"line breaks and tabs":  {"a\r\nb\nc\td\re\u2028f", "a b c d e f"},
		"no-break space":        {"a\u00a0b", "a b"},
		"emoji":                 {"done 🎉 ❤️ 👍🏽", "done 🎉 ❤️ 👍🏽"},
		"combining marks":       {"Zoe\u0308 cafe\u0301 नमस्ते", "Zoe\u0308 cafe\u0301 नमस्ते"},
		"a Persian name":        {"علی\u200cرضا می\u200cآید", "علی\u200cرضا می\u200cآید"},
		"a Sinhala name":        {"ශ්\u200dරී", "ශ්\u200dරී"},
		"a Hindi conjunct":      {"क्\u200dष", "क्\u200dष"},
		"a family of emoji":     {"👩🏽\u200d❤️\u200d👨 👨\u200d👩\u200d👧", "👩🏽\u200d❤️\u200d👨 👨\u200d👩\u200d👧"},
		"joiners without sense": {"\u200dadmin\u200d \u200cro\u200cot\u200d é\u200de 👩\u200d 👩\u200d\u200d👧 ب\u200c\u115fب", "admin root ée 👩 👩\u200d👧 بب"},
		"broken UTF-8":          {"a\xffb", "a\ufffdb"},
		"tags that hide a text": {"x\U000e0041\U000e0042y", "xy"},
	} {
		if got := oauth.CleanText(c.in, 0); got != c.want {
			t.Errorf("%s: %q became %q, want %q", name, c.in, got, c.want)
		}
	}
}

func FuzzCleanText(f *testing.F) {
	for _, seed := range []string{"", "\x1b[31m", "\x1b]0;x\x07", "\u009b1m", "\xc2", "\x1b\x1b[[", "a\u202eb"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		got := oauth.CleanText(text, 0)
		if !utf8.ValidString(got) {
			t.Errorf("%q became no valid text: %q", text, got)
		}
		if strings.ContainsFunc(got, func(r rune) bool {
			return r < 0x20 || r >= 0x7f && r < 0xa0 || r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069 || r == 0x200b
		}) {
			t.Errorf("%q kept something unseen: %q", text, got)
		}
		if again := oauth.CleanText(got, 0); again != got {
			t.Errorf("cleaning twice differs: %q, %q", got, again)
		}
	})
}
