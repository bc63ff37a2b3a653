package assets

import (
	"fmt"
	"strings"

	"github.com/goccy/go-yaml/lexer"
	"github.com/goccy/go-yaml/token"
)

// maxKeys is the most keys that a platform file may have: the YAML library's
// time grows with their square.
const maxKeys = 2000

// UnfitError is something that YAML allows and a platform file does not. It is an error.
type UnfitError struct {
	Line, Column int
	What         string
}

// Error names the line and what is wrong there.
func (u UnfitError) Error() string { return fmt.Sprintf("line %d: %s", u.Line, u.What) }

// PlatformText is a platform file's text without what Windows adds: a byte order
// mark, and line ends whose lines the YAML library miscounts.
func PlatformText(data []byte) string {
	return strings.ReplaceAll(strings.TrimPrefix(string(data), "\ufeff"), "\r\n", "\n")
}

// PlatformTokens cuts a platform file, checked by CheckPlatformBytes, into the
// tokens that the parser takes, and lists what has no place in it: anchors,
// aliases, tags, merge keys and directives. With them a short file could grow
// without bounds, a reader would not find every value where it stands, and the
// YAML library ends the program on some. The tokens are nil when there is too
// much of something to go on.
func PlatformTokens(data []byte) (token.Tokens, []UnfitError) {
	tokens := lexer.Tokenize(PlatformText(data))
	var unfit []UnfitError
	keys := 0
	for _, t := range tokens {
		what := ""
		switch t.Type {
		case token.AnchorType, token.AliasType, token.TagType, token.MergeKeyType, token.DirectiveType:
			what = fmt.Sprintf("“%s” begins something of YAML's that has no place in a platform file", t.Value)
		case token.MappingKeyType:
			what = "a key with ? before it has no place in a platform file"
		case token.MappingValueType:
			keys++
			if keys > maxKeys {
				return nil, append(unfit, UnfitError{t.Position.Line, t.Position.Column, fmt.Sprintf("the file has more than %d keys", maxKeys)})
			}
		}
		if what != "" {
			unfit = append(unfit, UnfitError{t.Position.Line, t.Position.Column, what})
		}
		if len(unfit) > maxNesting {
			return nil, unfit
		}
	}
	return tokens, unfit
}

// checkCharacters refuses what a terminal would obey or would turn the
// direction of writing, also where the file has it spelt out, as in "\x1b".
func checkCharacters(tokens token.Tokens) error {
	for _, t := range tokens {
		for _, r := range t.Value {
			if r < ' ' && r != '\n' && r != '\t' || r >= 0x7f && r < 0xa0 || r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069 {
				return UnfitError{t.Position.Line, t.Position.Column, fmt.Sprintf("a control character (U+%04X) is in this text", r)}
			}
		}
	}
	return nil
}
