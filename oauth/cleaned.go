package oauth

import (
	"fmt"
	"strconv"
	"strings"

	"threelo/assets"
)

// Cleaned is what a reader found in a text.
type Cleaned struct {
	Text    string   // the value; empty when it must not be shown or kept
	Notes   []string // what was removed or looks unusual, in words
	Doubt   string   // "" when nothing speaks against the value; else a question, and why it is asked
	Swap    bool     // it probably belongs into the other field of client ID and secret
	Problem string   // "" when the value can be right; else what is wrong, why, and what to do next
}

// maxPaste bounds how much is looked at, in bytes. The longest honest paste,
// an address with a code or a page of console links, stays below a tenth of it.
const maxPaste = 64 << 10

func (c *Cleaned) note(format string, args ...any) {
	c.Notes = append(c.Notes, fmt.Sprintf(format, args...))
}

// flaw is something that is wrong with a text, if it is. assets/pastes.txt has the
// words for its id, which can name what it is about.
type flaw struct {
	is   bool
	id   string
	what string
}

// firstOf puts the first flaw that is there into words; "" when none is.
func firstOf(flaws []flaw, words assets.Slots) string {
	for _, f := range flaws {
		if f.is {
			words["what"] = f.what
			return assets.PasteWords(f.id, words)
		}
	}
	return ""
}

// refuse says why the text cannot be right, if it has one of the flaws. The words can
// also name what is in the slots. What was refused before stays so.
func (c Cleaned) refuse(words assets.Slots, flaws []flaw) Cleaned {
	if c.Problem == "" {
		c.Problem = firstOf(flaws, words)
	}
	return c
}

// hidden takes the text away where it is refused.
func (c Cleaned) hidden() Cleaned {
	if c.Problem != "" {
		c.Text = ""
	}
	return c
}

// withhold refuses a text that must not stay on the screen, with an empty Text.
// instead says what to do next.
func (c Cleaned) withhold(instead string) Cleaned {
	return c.refuse(assets.Slots{"copy": instead}, []flaw{
		{holdsAnswer(c.Text), "any-answer", ""},
		{HoldsSecret(c.Text), "any-secret", ""},
	}).hidden()
}

// wash removes what cannot be seen and the white space around a text, with a
// note for each. Line breaks and tabs inside stay for the caller to judge.
func wash(text string) Cleaned {
	var c Cleaned
	s := scrub(text[:min(len(text), maxPaste)])
	c = c.refuse(assets.Slots{}, []flaw{
		{len(text) > maxPaste, "any-long", strconv.Itoa(len(text) >> 10)},
		{s.binary, "any-binary", ""},
	})
	if c.Problem != "" {
		return c
	}
	if s.unseen {
		c.note("characters that cannot be seen were removed")
	}
	if s.spaces {
		c.note("unusual spaces became ordinary ones")
	}
	c.Text = strings.TrimSpace(s.text)
	if c.Text != s.text && c.Text != "" {
		c.note("spaces or line breaks around it were removed")
	}
	return c
}

// unquote removes quotes, backticks and angle brackets, also a single one that was
// copied along, and the comma that follows a value in a list.
func (c *Cleaned) unquote(text string) string {
	const quotes = "\"'`<>“”„‘’«»,; \t\n"
	inner := strings.Trim(text, quotes)
	inner = strings.Trim(strings.TrimSuffix(strings.TrimPrefix(inner, "**"), "**"), quotes)
	if inner != text {
		c.note("quotes or brackets around it were removed")
	}
	return inner
}
