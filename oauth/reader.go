package oauth

import (
	"slices"
	"strconv"
	"strings"

	"threelo/assets"
	"threelo/oauth/lazyregexp"
)

// Reader names a way to read what a person typed or pasted.
type Reader string

// The readers. Read can't read links, landing addresses and error texts: call
// ReadLinks, ReadLanding and Explain for them.
const (
	LineReader     Reader = "line" // any other value of one line
	ClientIDReader Reader = "client ID"
	SecretReader   Reader = "secret"
	CallbackReader Reader = "callback"
	TenantReader   Reader = "tenant"
	SiteReader     Reader = "site"
	CloudIDReader  Reader = "cloud ID"
	AccountReader  Reader = "account"
	ProjectReader  Reader = "project"
	ScopesReader   Reader = "scopes"
	LinksReader    Reader = "links"
	LandingReader  Reader = "landing address"
	ErrorReader    Reader = "error text"
)

// Known is what a reader may need in addition to the text.
type Known struct {
	Cloud    Cloud
	ClientID string // SecretReader compares it; "" when not known yet
	Pattern  string // TenantReader: the Callback URL with {tenant} in it
	Hosted   bool   // CallbackReader: the product does not run on this computer
	Document string // CallbackReader: the host of the product's document
	Example  bool   // CallbackReader: example addresses are right, as in a rehearsal
}

var readers = map[Reader]func(string, Known) Cleaned{
	ClientIDReader: func(text string, _ Known) Cleaned { return ReadClientID(text) },
	SecretReader:   func(text string, known Known) Cleaned { return ReadSecret(text, known.ClientID) },
	CallbackReader: ReadCallback,
	TenantReader:   readTenant,
	SiteReader:     func(text string, known Known) Cleaned { return ReadSite(text, known.Cloud) },
	CloudIDReader:  func(text string, _ Known) Cleaned { return readCloudID(text) },
	AccountReader:  func(text string, _ Known) Cleaned { return ReadAccount(text) },
	ProjectReader:  func(text string, _ Known) Cleaned { return ReadProject(text) },
	ScopesReader:   func(text string, _ Known) Cleaned { return ReadScopes(text) },
}

// Read reads a text. Its Problem says what is wrong, why, and what to do next.
func (r Reader) Read(text string, known Known) Cleaned {
	if read := readers[r]; read != nil {
		return read(text, known)
	}
	return ReadLine(text)
}

var clientIDAlone = lazyregexp.New(`^[A-Za-z0-9]*[0-9][A-Za-z0-9]*$`)

// Readers says what a paste is, whatever field it was pasted into: the readers
// that it is for, the most certain first. It is empty when the text could be
// anything, such as a name. An error text is recognized only when its failure is
// known.
func Readers(text string, cloud Cloud) []Reader {
	id := ReadClientID(text)
	landing, err := ReadLanding(text)
	hasID := id.Problem == "" && len(id.Text) == clientIDLength
	switch {
	case wash(text).Text == "":
		return nil
	case err == nil && (landing.State != "" || landing.Error != ""): // a product's own page may have an error without a state
		return []Reader{LandingReader}
	case HoldsSecret(text) && hasID:
		return []Reader{SecretReader, ClientIDReader} // both, with their labels
	case HoldsSecret(text):
		return []Reader{SecretReader}
	case holdsLinks(text):
		return []Reader{LinksReader}
	case hasID && clientIDAlone().MatchString(id.Text):
		return []Reader{ClientIDReader}
	case looksLikeSite(text) && ReadSite(text, cloud).Problem == "":
		return []Reader{SiteReader}
	case looksLikeScopes(text):
		return []Reader{ScopesReader}
	case ReadCallback(text, Known{}).Problem == "":
		return []Reader{CallbackReader}
	}
	if _, _, known := Explain(text); known {
		return []Reader{ErrorReader}
	}
	return nil
}

// looksLikeScopes reports whether every word is formed as scopes are. An error that
// lists some has other words too.
func looksLikeScopes(text string) bool {
	c := ReadScopes(text)
	return c.Problem == "" && strings.Contains(c.Text, ":") && !slices.ContainsFunc(SplitScopes(c.Text), func(name string) bool {
		group, rest, _ := strings.Cut(name, ":")
		return name != OfflineAccess && (group == "" || rest == "" || strings.HasPrefix(rest, "//"))
	})
}

// looksLikeSite reports whether a text names a site by more than its short name,
// which could be any word.
func looksLikeSite(text string) bool {
	for _, address := range append(addresses(text), "https://"+strings.TrimSpace(text)) {
		if at, _ := splitAddress(address); AtlassianHost(at.Hostname()) {
			return true
		}
	}
	return CloudID(text) != ""
}

// maxLine bounds a field of one line, in characters.
const maxLine = 300

// ReadLine reads a line without further rules. It removes what is around it and what
// is invisible in it, and refuses more than 300 characters. The line may be empty. A
// text that probably holds a secret or a code is refused with an empty Text, so that
// nothing shows it.
func ReadLine(text string) Cleaned {
	c := wash(text).withhold("copy again what belongs here")
	if strings.ContainsAny(c.Text, "\n\t") {
		c.Text = strings.Join(strings.Fields(c.Text), " ")
		c.note("a line break or tab inside became a space")
	}
	if runes := []rune(c.Text); len(runes) > maxLine {
		c.Text = string(runes[:maxLine])
		return c.refuse(assets.Slots{}, []flaw{{true, "line-long", strconv.Itoa(len(runes))}})
	}
	return c
}

// ReadAccount reads the name of the account that will press Accept, or its
// account ID. It may be empty.
func ReadAccount(text string) Cleaned {
	c := ReadLine(text)
	if c.Problem == "" && (strings.Contains(c.Text, "://") || strings.ContainsAny(c.Text, "{}<>")) {
		return c.refuse(assets.Slots{}, []flaw{{true, "account-signs", ""}}).hidden()
	}
	return c
}

var (
	projectKey = lazyregexp.New(`^[A-Z][A-Z0-9_]{0,63}$`)
	projectIn  = lazyregexp.New(`(?i)/(?:browse|projects)/([A-Z][A-Z0-9_]*)|^([A-Z][A-Z0-9_]*)-[0-9]+$`)
)

// ReadProject reads the key of a Jira project, in capitals, also out of an
// issue's key or of the address of either. It may be empty.
func ReadProject(text string) Cleaned {
	c := ReadLine(text)
	if c.Problem != "" || c.Text == "" {
		return c
	}
	if part := projectIn().FindStringSubmatch(c.Text); part != nil {
		c.Text = part[1] + part[2] // one of them is empty
		c.note("only the project's part of it was kept")
	}
	c.Text = strings.ToUpper(c.Text)
	return c.refuse(assets.Slots{}, []flaw{{!projectKey().MatchString(c.Text), "project-signs", ""}})
}

// maxScope bounds the name of a scope, in bytes.
const maxScope = 120

// IsScope reports whether a text is a scope-token of RFC 6749 section 3.3.
func IsScope(text string) bool {
	return text != "" && len(text) <= maxScope && !strings.ContainsFunc(text, func(r rune) bool { return r <= ' ' || r > '~' || r == '"' || r == '\\' })
}

// ReadScopes reads names of scopes with spaces, commas, plus signs or line breaks
// between, as a product's document or a link has them, and writes one space
// between. They may be empty.
func ReadScopes(text string) Cleaned {
	c := wash(text).withhold("copy the scopes again")
	c.Text = unescape(c.unquote(c.Text))
	var scopes []string
	for _, name := range strings.FieldsFunc(c.Text, func(r rune) bool { return strings.ContainsRune(" \t\n,;+\"'`", r) }) {
		if strings.EqualFold(name, "offline-access") {
			name = OfflineAccess
		}
		if !IsScope(name) {
			return c.refuse(assets.Slots{}, []flaw{{true, "scope-signs", strconv.Quote(shortened(name))}})
		}
		scopes = appendNew(scopes, name)
	}
	if n := len(ConsoleScopes(scopes)); n > MaxScopes {
		c.note("these are %d scopes, and an app should have at most %d: leave out what the product does not need", n, MaxScopes)
	}
	c.Text = JoinScopes(scopes)
	return c
}
