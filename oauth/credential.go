package oauth

import (
	"fmt"
	"strings"

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
type credential struct {
	name  string // "client ID"
	other string
	where string // where to copy it
}

var (
	clientID     = credential{"client ID", "secret", "copy it again in the console under Settings › Authentication details, with the button beside Client ID"}
	clientSecret = credential{"secret", "client ID", "copy it again in the console under Settings › Authentication details, with the button beside Secret"}
)

// ReadClientID reads a client ID. What is probably the secret is refused with an
// empty Text, so that nothing shows or saves it.
func ReadClientID(text string) Cleaned {
	c := cleanCredential(text, clientID)
	if c.Problem != "" {
		return c
	}
	switch n := len(c.Text); {
	case beginsAsSecret(c.Text) && (n != clientIDLength || strings.HasPrefix(c.Text, apiTokenPrefix)),
		!beginsAsSecret(c.Text) && HoldsSecret(c.Text), n > longestID && !uuid().MatchString(c.Text):
		c.Text, c.Swap = "", true
		return c.refuse("this is probably a secret, not the client ID, so it is not shown: paste the client ID here and the secret into its own field")
	case strings.Contains(c.Text, "@") || AtlassianHost(c.Text):
		return c.refuse("this cannot be the client ID: it is an address; %s", clientID.where)
	case uuid().MatchString(c.Text):
		c.Doubt = "is this the client ID? It is probably the app's ID from the console's address. The client ID is under Settings › Authentication details"
	case !idShape().MatchString(c.Text):
		c.Doubt = fmt.Sprintf("is this all of the client ID? Most have %d letters and digits, and this one has %s", clientIDLength, english.Count(n, "character"))
	}
	return c
}

// ReadSecret reads a client secret and compares it with the client ID, which may
// be "" when it is not known yet. Notes and Problem never repeat the secret.
func ReadSecret(text string, clientID string) Cleaned {
	c := cleanCredential(text, clientSecret)
	if c.Problem != "" {
		return c
	}
	switch {
	case clientID != "" && c.Text == clientID:
		return c.refuse("this is the client ID again, so the same value was copied twice: %s", clientSecret.where)
	case strings.HasPrefix(c.Text, apiTokenPrefix):
		c.Doubt = "is this the app's secret? It is probably a personal API token. The app's secret is under Settings › Authentication details"
	case strings.Contains(c.Text, " "):
		c.Doubt = "is this only the secret? It has a space inside, and Atlassian's secrets usually have none"
	case idShape().MatchString(c.Text):
		c.Doubt, c.Swap = "is this the secret? It has 32 letters and digits, as a client ID has", true
	case len(c.Text) < usualSecret:
		c.Doubt = "is this all of the secret? It has " + english.Count(len(c.Text), "character") + ", and most secrets are longer"
	}
	return c
}

var (
	idShape = lazyregexp.New(`^[A-Za-z0-9]{32}$`)
	uuid    = lazyregexp.New(`(?i)^(ari:cloud:.*)?[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$`)
	dots    = lazyregexp.New(`^[•●∙·*…._-]+$`)
)

// cleanCredential does what the two readers have in common.
func cleanCredential(text string, kind credential) Cleaned {
	c := wash(text)
	switch {
	case c.Problem != "":
		return c
	case c.Text == "":
		return c.refuse("nothing was pasted: %s", kind.where)
	}
	c = c.pick(kind)
	if c.Problem != "" {
		c.Text = ""
		return c
	}
	c.Text = c.unquote(c.Text)
	if why := impossible(c.Text, kind); why != "" {
		c.Text = ""
		return c.refuse("this cannot be the %s: %s; %s", kind.name, why, kind.where)
	}
	return c
}

// impossible says why a text can be neither a client ID nor a secret, or "".
// RFC 6749 appendix A.1 and A.2 allow printable ASCII only. One space in a long
// secret is possible.
func impossible(text string, kind credential) string {
	switch spaces := strings.Count(text, " "); {
	case strings.Contains(text, "://"):
		return "it is an address"
	case dots().MatchString(text):
		return "these are the dots that hide it"
	case strings.ContainsAny(text, "\t\n"), spaces > 0 && kind == clientID, spaces > 1, spaces > 0 && len(text) < usualSecret:
		return "it has a space or a line break inside, so probably too much was copied"
	case strings.ContainsFunc(text, func(r rune) bool { return r > '~' }):
		return "it has a character that no such value has, so it was probably shortened on the way"
	case len(text) < minCredential:
		return "it is too short, so probably only a part was copied"
	case len(text) > maxCredential:
		return "it is too long, so probably too much was copied"
	}
	return ""
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
	case len(others) > 0:
		return c.refuse("the label says that this is the %s, and this field is for the %s: %s", kind.other, kind.name, kind.where)
	case label != "":
		return c.refuse("only the label was pasted, without the value: %s", kind.where)
	default:
		c.Text = strings.Join(values[""], "\n")
	}
	return c
}
