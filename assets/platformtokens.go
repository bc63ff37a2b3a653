package assets

import (
	"fmt"

	"github.com/goccy/go-yaml/lexer"
	"github.com/goccy/go-yaml/token"
)

// maxKeys is the most keys that a platform file may have: the YAML library's
// time grows with their square.
const maxKeys = 2000

const unfitFix = "write the value itself, where it belongs; put a text that begins with this sign into quotes"

// platformTokens cuts a text, checked by tooMuch, into the tokens that the parser
// takes, and reports what YAML allows and a platform file does not: anchors,
// aliases, tags, merge keys and directives. With them a short file could grow
// without bounds, and the YAML library ends the program on some. The tokens are nil
// when there are too many of something.
func platformTokens(text string) (token.Tokens, []Problem) {
	tokens := lexer.Tokenize(text)
	var unfit []Problem
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
				return nil, append(unfit, Problem{t.Position.Line, t.Position.Column, fmt.Sprintf("the file has more than %d keys", maxKeys), unfitFix})
			}
		}
		if what != "" {
			unfit = append(unfit, Problem{t.Position.Line, t.Position.Column, what, unfitFix})
		}
		if len(unfit) > maxNesting {
			return nil, unfit
		}
	}
	return tokens, unfit
}
