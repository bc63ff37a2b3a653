package oauth

import (
	"fmt"
	"strings"
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

// refuse says why the text cannot be right.
func (c Cleaned) refuse(format string, args ...any) Cleaned {
	c.Problem = fmt.Sprintf(format, args...)
	return c
}

// withhold refuses a text that must not stay on the screen, with an empty Text.
// instead says what to do next.
func (c Cleaned) withhold(instead string) Cleaned {
	switch text := c.Text; {
	case holdsAnswer(text):
		c.Text = ""
		return c.refuse("this is the address that a sign-in ended on, with Atlassian's answer in it. It was not kept; %s", instead)
	case HoldsSecret(text):
		c.Text = ""
		return c.refuse("this is probably a secret or a token, which does not belong here. It was not kept; %s", instead)
	}
	return c
}

// wash removes what cannot be seen and the white space around a text, with a
// note for each. Line breaks and tabs inside stay for the caller to judge.
func wash(text string) Cleaned {
	var c Cleaned
	if len(text) > maxPaste {
		return c.refuse("this is %d KB long, far more than belongs here: copy only what is asked for and paste it again", len(text)>>10)
	}
	s := scrub(text)
	if s.binary {
		return c.refuse("this is not text: the clipboard probably holds a picture or a file; copy it again")
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
