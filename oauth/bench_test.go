package oauth_test

import (
	"fmt"
	"strings"
	"testing"

	"threelo/oauth"
)

// sized runs a benchmark on a text of about these lengths, in bytes, and counts
// bytes: a rate that stays says that the time grows with the text and no faster.
func sized(b *testing.B, sentence string, do func(text string)) {
	b.Helper()
	for _, size := range []int{100, 10_000, 1_000_000} {
		text := strings.Repeat(sentence, 1+size/len(sentence))
		b.Run(fmt.Sprint(size), func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			b.ReportAllocs()
			for b.Loop() {
				do(text)
			}
		})
	}
}

// BenchmarkExplain looks a pasted page up in the failures.
func BenchmarkExplain(b *testing.B) {
	for name, sentence := range map[string]string{
		"known":   "Something went wrong. Unauthorized; scope does not match. Trace 4bf92f3577b34da6. ",
		"unknown": "Lorem ipsum dolor sit amet, consectetur adipiscing elit: 403, error, scope. ",
	} {
		b.Run(name, func(b *testing.B) { sized(b, sentence, func(text string) { oauth.Explain(text) }) })
	}
}

// BenchmarkCleanText cleans what a server said for a terminal.
func BenchmarkCleanText(b *testing.B) {
	for name, sentence := range map[string]string{
		"plain":   "Jira answers, and everything is as it should be. ",
		"hostile": "\x1b[2J\x1b]52;c;c2VjcmV0\a\u202Egnp.exe\u0085 \u2066Iris\u2069 ",
	} {
		b.Run(name, func(b *testing.B) { sized(b, sentence, func(text string) { oauth.CleanText(text, 0) }) })
	}
}
