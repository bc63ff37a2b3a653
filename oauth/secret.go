package oauth

import (
	"fmt"
	"io"
	"log/slog"
)

// Secret holds a value that must never be shown: a client secret, an
// authorization code, a token, a code verifier. Whatever formats it prints
// mask, also as an unexported field of another struct, where fmt calls no
// methods but prints a pointer as an address. One pointer is not enough: a verb
// that does not suit a pointer, %s among them, makes fmt complain and print what
// it points to, if that is a slice; a pointer to a pointer it never follows.
// The zero Secret is unset.
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

// bytes is what is held; nil when unset.
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

// Reveal returns the value itself. Call it where the value leaves for the one
// place it is meant for, and nowhere else.
func (s Secret) Reveal() string { return string(s.bytes()) }

// Equal reports whether both hold the same value.
func (s Secret) Equal(other Secret) bool { return s.Reveal() == other.Reveal() }

// Clear overwrites the bytes held here, for every copy of this Secret. Copies
// that Reveal made are strings and stay until the garbage collector takes them.
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

// GoString implements fmt.GoStringer.
func (s Secret) GoString() string { return mask }

// MarshalJSON implements json.Marshaler.
func (s Secret) MarshalJSON() ([]byte, error) { return []byte(`"` + mask + `"`), nil }

// MarshalText implements encoding.TextMarshaler.
func (s Secret) MarshalText() ([]byte, error) { return []byte(mask), nil }

// LogValue implements slog.LogValuer.
func (s Secret) LogValue() slog.Value { return slog.StringValue(mask) }
