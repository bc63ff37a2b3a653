package oauth_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"testing"

	"threelo/oauth"
)

const treasure = "ATOAsn3vkV4lu3ThatN0b0dyMayS33"

// holder keeps a secret in every way that a careless struct could.
type holder struct {
	Public  oauth.Secret
	hidden  oauth.Secret
	pointer *oauth.Secret
	list    []oauth.Secret
	array   [1]oauth.Secret
	byName  map[string]oauth.Secret
	asKey   map[oauth.Secret]int
	deep    struct{ inner struct{ secret oauth.Secret } }
	boxed   any
}

func newHolder() *holder {
	s := oauth.NewSecret(treasure)
	h := &holder{
		Public: s, hidden: s, pointer: &s, list: []oauth.Secret{s}, array: [1]oauth.Secret{s},
		byName: map[string]oauth.Secret{"a": s}, asKey: map[oauth.Secret]int{s: 1}, boxed: s,
	}
	h.deep.inner.secret = s
	return h
}

// betrays reports whether a text holds the secret: as it is, in hexadecimal, as
// a list of byte values, or quoted byte by byte.
func betrays(text string) bool {
	bytesOf := fmt.Sprintf("%d", []byte(treasure[:6]))
	for _, form := range []string{treasure, treasure[:12], fmt.Sprintf("%x", treasure[:6]), fmt.Sprintf("%X", treasure[:6]), strings.Trim(bytesOf, "[]"), "0x41, 0x54, 0x4f, 0x41"} {
		if strings.Contains(text, form) {
			return true
		}
	}
	return false
}

func TestNoVerbOfFmtPrintsASecret(t *testing.T) {
	h := newHolder()
	things := map[string]any{
		"secret": h.hidden, "pointer": h.pointer, "pointer to pointer": &h.pointer, "struct": *h, "pointer to struct": h,
		"slice": h.list, "map": h.byName, "map by secret": h.asKey, "slice of structs": []holder{*h}, "interface": []any{h.hidden, h.pointer},
	}
	flags := []string{"", "+", "#", "-", " ", "0", "20", "+20.10", "#20", "-20"}
	for name, thing := range things {
		for verb := 'A'; verb <= 'z'; verb++ {
			if verb > 'Z' && verb < 'a' {
				continue
			}
			for _, flag := range flags {
				if format := "%" + flag + string(verb); betrays(fmt.Sprintf(format, thing)) {
					t.Errorf("%s printed with %s shows the secret", name, format)
				}
			}
		}
		if betrays(fmt.Sprint(thing)) || betrays(fmt.Sprintln(thing)) {
			t.Errorf("%s printed without a format shows the secret", name)
		}
	}
}

func TestASecretPrintsAsThreeDotsAndItsTypeByName(t *testing.T) {
	s := oauth.NewSecret(treasure)
	for _, format := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%X", "%d", "%b", "%5.2s"} {
		if got := fmt.Sprintf(format, s); got != "•••" {
			t.Errorf("%s prints %q, not three dots", format, got)
		}
	}
	if got := fmt.Sprintf("%T", s); got != "oauth.Secret" {
		t.Errorf("%%T prints %q", got)
	}
	if s.String() != "•••" {
		t.Error("String prints more than three dots")
	}
}

func TestNoEncoderWritesASecret(t *testing.T) {
	h := newHolder()
	for name, thing := range map[string]any{"secret": h.hidden, "pointer": h.pointer, "struct": h, "map": h.byName, "map by secret": h.asKey, "list": h.list} {
		text, err := json.Marshal(thing)
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if betrays(string(text)) {
			t.Errorf("%s as JSON shows the secret", name)
		}
	}
}

func TestNoLogShowsASecret(t *testing.T) {
	h := newHolder()
	for name, handler := range map[string]func(*bytes.Buffer) slog.Handler{
		"text": func(b *bytes.Buffer) slog.Handler { return slog.NewTextHandler(b, nil) },
		"json": func(b *bytes.Buffer) slog.Handler { return slog.NewJSONHandler(b, nil) },
	} {
		var out bytes.Buffer
		log := slog.New(handler(&out))
		log.Info("plain", "secret", h.hidden, "pointer", h.pointer, "struct", h, "value", *h, "list", h.list, "map", h.byName)
		log.With("secret", h.hidden).WithGroup("g").Error("grouped", slog.Group("inner", "secret", h.hidden), slog.Any("boxed", h.boxed))
		if out.Len() == 0 || betrays(out.String()) {
			t.Errorf("the %s log shows the secret, or nothing: %q", name, out.String())
		}
	}
}

func TestNoErrorCarriesASecret(t *testing.T) {
	h := newHolder()
	err := fmt.Errorf("refused %v: %w", h.hidden, errors.Join(fmt.Errorf("%+v", h), fmt.Errorf("%#v", *h)))
	if betrays(err.Error()) || betrays(fmt.Sprintf("%+v %#v", err, err)) {
		t.Errorf("the error shows the secret")
	}
	var failure any
	func() {
		defer func() { failure = recover() }()
		panic(h)
	}()
	if betrays(fmt.Sprint(failure)) {
		t.Error("the panic shows the secret")
	}
}

func TestASecretGivesItsValueToWhoAsksAndForgetsItEverywhere(t *testing.T) {
	s := oauth.NewSecret(treasure)
	twin := s
	if s.Reveal() != treasure || s.Len() != len(treasure) || !s.IsSet() || !s.Equal(oauth.NewSecret(treasure)) {
		t.Fatal("the secret does not hold its value")
	}
	s.Clear()
	if s.IsSet() || twin.IsSet() || twin.Reveal() != "" || twin.Len() != 0 {
		t.Error("a cleared secret is still held")
	}
	var unset oauth.Secret
	unset.Clear()
	if unset.IsSet() || unset.Len() != 0 || unset.Reveal() != "" || fmt.Sprint(unset) != "•••" || oauth.NewSecret("").IsSet() {
		t.Error("the zero secret is not unset")
	}
}
