package oauth

import (
	"strings"

	"threelo/assets"
	"threelo/assets/english"
	"threelo/oauth/lazyregexp"
)

// The shapes of IDs and secrets are what most examples show; Atlassian promises
// none of them. So an unusual shape gives a note and is not refused, with one
// exception: a client ID that begins as a secret does, because an ID is shown and
// saved.
const (
	secretPrefix   = "ATOA"
	apiTokenPrefix = "ATATT"
	minCredential  = 8
	maxCredential  = 512
	clientIDLength = 32
	longestID      = 48 // of the client IDs that are shown; a longer text is probably a secret
	usualSecret    = 24
)

// beginsAsSecret reports whether a text begins as Atlassian's secrets do.
func beginsAsSecret(text string) bool {
	return strings.HasPrefix(text, secretPrefix) || strings.HasPrefix(text, apiTokenPrefix)
}

// HoldsSecret reports whether one of Atlassian's secrets, API tokens, access tokens
// or codes is in a text, also with a label or quotes around it. A name may begin
// as they do, but has a space before long.
func HoldsSecret(text string) bool {
	if !strings.Contains(text, secretPrefix) && !strings.Contains(text, apiTokenPrefix) && !strings.Contains(text, "eyJ") {
		return false // nearly every text; the expression is not even compiled then
	}
	return secretInside().MatchString(text)
}

var secretInside = lazyregexp.New(`(?:ATOA|ATATT)[A-Za-z0-9_=-]{20}|eyJ[A-Za-z0-9_-]{10,}\.`)

// credential is one of the two values on the console's Settings page.
type credential struct{ name, other, copy string }

var (
	clientID     = credential{"client ID", "secret", "id-copy"}
	clientSecret = credential{"secret", "client ID", "secret-copy"}
)

// words are for the flaws of such a value.
func (k credential) words() assets.Slots {
	return assets.Slots{"copy": assets.PasteWords(k.copy, nil), "other": k.other}
}

// ReadClientID reads a client ID. What is probably the secret is refused with an
// empty Text, so that nothing shows or saves it.
func ReadClientID(text string) Cleaned {
	c := cleanCredential(text, clientID)
	if c.Problem != "" {
		return c
	}
	n, isUUID := len(c.Text), uuid().MatchString(c.Text)
	switch {
	case n > longestID && !isUUID:
		c.Swap = true
	case beginsAsSecret(c.Text):
		c.Swap = n != clientIDLength || strings.HasPrefix(c.Text, apiTokenPrefix)
	default:
		c.Swap = HoldsSecret(c.Text)
	}
	c = c.refuse(clientID.words(), []flaw{
		{c.Swap, "id-secret", ""},
		{strings.Contains(c.Text, "@") || AtlassianHost(c.Text), "id-address", ""},
	})
	switch {
	case c.Swap:
		return c.hidden()
	case c.Problem != "":
		return c
	}
	c.Doubt = firstOf([]flaw{
		{isUUID, "id-maybe-app", ""},
		{!idShape().MatchString(c.Text), "id-maybe-part", english.Count(n, "character")},
	}, assets.Slots{})
	return c
}

// ReadSecret reads a client secret and compares it with the client ID, which may
// be "" when it is not known yet. Notes and Problem never repeat the secret.
func ReadSecret(text string, clientID string) Cleaned {
	c := cleanCredential(text, clientSecret)
	if c.Problem != "" {
		return c
	}
	if clientID != "" && c.Text == clientID {
		return c.refuse(clientSecret.words(), []flaw{{true, "secret-id", ""}})
	}
	isToken := strings.HasPrefix(c.Text, apiTokenPrefix) || strings.HasPrefix(c.Text, "eyJ") && strings.Count(c.Text, ".") == 2
	likeID := idShape().MatchString(c.Text)
	c.Swap = likeID && !isToken
	c.Doubt = firstOf([]flaw{
		{isToken, "secret-maybe-token", ""},
		{strings.Contains(c.Text, " "), "secret-maybe-space", ""},
		{likeID, "secret-maybe-id", ""},
		{len(c.Text) < usualSecret, "secret-maybe-part", english.Count(len(c.Text), "character")},
	}, assets.Slots{})
	return c
}

var (
	idShape = lazyregexp.New(`^[A-Za-z0-9]{32}$`)
	uuid    = lazyregexp.New(`(?i)^(ari:cloud:.*)?[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$`)
	dots    = lazyregexp.New(`^[•●∙·*…._-]+$`)
)

// cleanCredential does what the two readers have in common. RFC 6749 appendix A.1 and
// A.2 allow printable ASCII only. One space in a long secret is possible.
func cleanCredential(text string, kind credential) Cleaned {
	c := wash(text)
	c = c.refuse(kind.words(), []flaw{{c.Text == "", "credential-empty", ""}})
	if c.Problem != "" {
		return c
	}
	if c = c.pick(kind); c.Problem != "" {
		return c.hidden()
	}
	c.Text = c.unquote(c.Text)
	spaces := strings.Count(c.Text, " ")
	tooMany := spaces > 1 || spaces > 0 && (kind == clientID || len(c.Text) < usualSecret)
	return c.refuse(kind.words(), []flaw{
		{strings.Contains(c.Text, "://"), "credential-address", kind.name},
		{dots().MatchString(c.Text), "credential-dots", kind.name},
		{strings.ContainsAny(c.Text, "\t\n") || tooMany, "credential-space", kind.name},
		{strings.ContainsFunc(c.Text, func(r rune) bool { return r > '~' }), "credential-sign", kind.name},
		{len(c.Text) < minCredential, "credential-short", kind.name},
		{len(c.Text) > maxCredential, "credential-long", kind.name},
	}).hidden()
}

// A label ends with a colon, an equals sign, a space or its line. It may be a key
// of JSON or the end of a variable's name.
var (
	labeled = lazyregexp.New(`(?i)^[\s"'*` + "`" + `•\-]*(?:(?:export|set|the|your|my)\s+)?(?:[a-z0-9]+_)*(?:oauth(?:\s?2(?:\.0)?)?\s)?(` +
		`(?:client|consumer|app|application|api)[ _-]?(?:id|key)|id|key|` +
		`(?:(?:client|consumer|app|application|shared|api)[ _-]?)?secret(?:[ _-]?key)?` +
		`)["'*` + "`" + `]*(?:\s*(?:[:=]|→|->)+\s*|\s+is\s+|\s+|$)(.*)$`)
	nextLabel = lazyregexp.New(`(?i)[\s,;&]+("?(?:client|consumer)[ _-]?(?:id|key|secret)"?\s*[:=]|"?secret"?\s*[:=])`)
)

// pick finds the wanted value by its label, which may be before it or on the line
// above; the other of the two values may be beside it.
func (c Cleaned) pick(kind credential) Cleaned {
	values := map[string][]string{} // by label, "" for those without one
	label := ""
	text := nextLabel().ReplaceAllString(strings.Trim(c.Text, "{} \t\n"), "\n$1")
	for line := range strings.Lines(text) {
		value := strings.TrimSpace(line)
		if m := labeled().FindStringSubmatch(value); m != nil {
			label, value = clientID.name, strings.TrimSpace(m[2])
			if strings.Contains(strings.ToLower(m[1]), "secret") {
				label = clientSecret.name
			}
		}
		if value != "" {
			values[label] = append(values[label], value)
			label = ""
		}
	}
	wanted, others := values[kind.name], values[kind.other]
	switch {
	case len(wanted) > 0:
		c.Text = wanted[0]
		c.note("the label before it was removed")
		if len(others) > 0 {
			c.note("the %s that was pasted with it was not kept", kind.other)
		}
	default:
		c.Text = strings.Join(values[""], "\n")
	}
	return c.refuse(kind.words(), []flaw{
		{len(wanted) == 0 && len(others) > 0, "credential-other", kind.name},
		{len(wanted) == 0 && label != "", "credential-label", ""},
	})
}
