package oauth

import (
	"fmt"
	"io"
)

// Secret holds a value that must never be shown: a client secret, an
// authorization code, a token, a code verifier. However it is formatted it prints
// the mask, also in an unexported field of another struct. There fmt calls no
// methods and prints a pointer as an address, but follows a pointer to a slice
// for verbs such as %s. It never follows a pointer to a pointer, hence two. The
// zero Secret is unset.
type Secret struct {
	value **[]byte
}

const mask = "•••"

// NewSecret takes a copy of the text. An empty text gives an unset Secret.
func NewSecret(text string) Secret {
	if text == "" {
		return Secret{}
	}
	value := []byte(text)
	inner := &value
	return Secret{value: &inner}
}

// bytes is the value; nil when unset.
func (s Secret) bytes() []byte {
	if s.value == nil {
		return nil
	}
	return **s.value
}

// IsSet reports whether there is a value.
func (s Secret) IsSet() bool { return len(s.bytes()) > 0 }

// Len is the length in bytes; 0 when unset.
func (s Secret) Len() int { return len(s.bytes()) }

// Reveal returns the value itself. Call it only where the value goes to the place
// that it is meant for.
func (s Secret) Reveal() string { return string(s.bytes()) }

// Equal reports whether both hold the same value.
func (s Secret) Equal(other Secret) bool { return s.Reveal() == other.Reveal() }

// Clear overwrites the value for every copy of this Secret. Strings from Reveal
// stay until the garbage collector frees them.
func (s Secret) Clear() {
	if s.value == nil {
		return
	}
	clear(**s.value)
	**s.value = nil
}

// Format implements fmt.Formatter: every verb prints the mask.
func (s Secret) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, mask) }

// String implements fmt.Stringer for callers that do not go through fmt.
func (s Secret) String() string { return mask }

// MarshalText implements encoding.TextMarshaler, for JSON and logs too.
func (s Secret) MarshalText() ([]byte, error) { return []byte(mask), nil }
