package oauth

import (
	"regexp"

	"threelo/assets"
	"threelo/oauth/lazyregexp"
)

// maxCited bounds the text of a Seen, in characters.
const maxCited = 600

// Explain recognizes a failure in whatever was pasted: an address, a JSON body,
// a sentence from a page, a log with a stack trace. It also returns the text that it
// read, without codes, tokens and secrets, even when it knows no failure.
func Explain(text string) (assets.Failure, Seen, bool) {
	f, ok := first(ExplainAll(text))
	text = unescaped(text)
	return f, Seen{Text: CleanText(redact(text[:min(len(text), 8*maxCited)]), maxCited)}, ok
}

// ExplainAll is Explain for a text with several failures, the best first.
func ExplainAll(text string) []Recognized { return failuresIn(evidenceOf(Seen{}, unescaped(text))) }

// unescaped is the text that was pasted, without its disguises.
func unescaped(text string) string { return decode(scrub(text[:min(len(text), maxPaste)]).text) }

var secretsIn = []func() *regexp.Regexp{
	lazyregexp.New(`(?i)((?:access_token|refresh_token|id_token|client_secret|code_verifier|password|secret|authorization)["']?\s*[:=]\s*)(?:"[^"]*"?|[^\s"&,}]+(?:\s+[^\s"&,}]{16,})?)`),
	lazyregexp.New(`(?i)([?&#\s]code=|^code=|code%3d)[^&%\s"']+`),
	lazyregexp.New(`(?i)("code"\s*:\s*")[^"]+`),
	lazyregexp.New(`(?i)\b((?:bearer|basic)\s+)[\w.~+/=-]{8,}`),
	lazyregexp.New(`()\b(?:eyJ[\w-]{8,}|AT(?:OA|ATT|CTT)[\w=-]{8,})[\w.=-]*(?:\n[\w.=-]{8,})*`),
}

// redact masks what looks like a code, a token or a secret.
func redact(text string) string {
	for _, secret := range secretsIn {
		text = secret().ReplaceAllString(text, "${1}"+mask)
	}
	return text
}
