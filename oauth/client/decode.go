package client

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"math"
	"slices"
	"strings"

	"threelo/oauth"
	"threelo/oauth/lazyregexp"
)

// object is a JSON object. Answers are read field by field, because one field
// of an unexpected type must not cost the others: a code is redeemed only once.
type object map[string]any

// parse reads one JSON value with nothing behind it.
func parse(body []byte) (any, error) {
	decoder := json.NewDecoder(bytes.NewReader(bytes.TrimPrefix(body, []byte("\ufeff"))))
	decoder.UseNumber() // a number of a thousand digits is no reason to stop
	var value any
	if err := decoder.Decode(&value); err != nil {
		return nil, errors.Join(errGarbled, err)
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return nil, errGarbled
	}
	return value, nil
}

func parseObject(body []byte) (object, error) {
	value, err := parse(body)
	if err != nil {
		return nil, err
	}
	fields, ok := value.(map[string]any)
	if !ok {
		return nil, errGarbled
	}
	return fields, nil
}

// text is a field's text; a number counts as its digits.
func (o object) text(key string) string {
	switch v := o[key].(type) {
	case string:
		return v
	case json.Number:
		return v.String()
	}
	return ""
}

// number is a field's whole number, 0 when it is none, kept within 32 bits.
func (o object) number(key string) int {
	f, err := json.Number(o.text(key)).Float64()
	if err != nil && !math.IsInf(f, 0) || math.IsNaN(f) {
		return 0
	}
	return int(max(0, min(f, math.MaxInt32)))
}

func (o object) object(key string) object {
	fields, _ := o[key].(map[string]any)
	return fields
}

func (o object) array(key string) []any {
	values, _ := o[key].([]any)
	return values
}

// mostScopes are kept of a list: ten times what the console allows.
const mostScopes = 500

// scopes reads a list of scopes, as an array or as one text (RFC 6749 section
// 3.3), each once and in order.
func (o object) scopes(key string) []string {
	var names []string
	switch v := o[key].(type) {
	case string:
		names = oauth.SplitScopes(v)
	case []any:
		for _, one := range v {
			if name, ok := one.(string); ok {
				names = append(names, oauth.SplitScopes(name)...)
			}
		}
	}
	var out []string
	seen := make(map[string]bool, len(names))
	for _, name := range names {
		name = clean(name, maxName)
		if name == "" || seen[name] || len(out) == mostScopes {
			continue
		}
		seen[name] = true
		out = append(out, name)
	}
	return out
}

// tokenAnswer is the token endpoint's answer (RFC 6749 sections 5.1 and 5.2).
type tokenAnswer struct {
	access, refresh oauth.Secret
	tokenType       string
	expires         int // seconds
	scopes          []string
	refused         bool // it carries an error, whatever its status
}

var errTokenForm = errors.New("a token that no header can carry")

func decodeToken(body []byte) (tokenAnswer, error) {
	fields, err := parseObject(body)
	if err != nil {
		return tokenAnswer{}, err
	}
	access, _ := fields["access_token"].(string)
	refresh, _ := fields["refresh_token"].(string)
	if !carried(access) || !carried(refresh) {
		return tokenAnswer{}, errors.Join(errGarbled, errTokenForm)
	}
	return tokenAnswer{
		access:    oauth.NewSecret(access),
		refresh:   oauth.NewSecret(refresh),
		tokenType: clean(fields.text("token_type"), maxName),
		expires:   fields.number("expires_in"),
		scopes:    fields.scopes("scope"),
		refused:   fields.text("error") != "",
	}, nil
}

// carried reports whether a token is visible ASCII (RFC 6749 appendix A.12), as
// a header field needs.
func carried(token string) bool {
	return strings.IndexFunc(token, func(r rune) bool { return r <= ' ' || r > '~' }) < 0
}

// siteID is the form of a cloud ID as far as it matters for a path.
var siteID = lazyregexp.New(`^[A-Za-z0-9][A-Za-z0-9_-]{0,99}$`)

// decodeSites reads accessible-resources. An id may come several times, once
// for each product or sign-in: its scopes are united.
func decodeSites(body []byte) ([]oauth.Site, error) {
	value, err := parse(body)
	if err != nil {
		return nil, err
	}
	entries, ok := value.([]any)
	if !ok {
		return nil, errGarbled
	}
	sites := make([]oauth.Site, 0, len(entries))
	place := make(map[string]int, len(entries))
	for _, entry := range entries {
		fields, _ := entry.(map[string]any)
		o := object(fields)
		id, _ := o["id"].(string)
		if !siteID().MatchString(id) {
			continue
		}
		i, known := place[id]
		if !known {
			i = len(sites)
			place[id] = i
			sites = append(sites, oauth.Site{ID: id})
		}
		site := &sites[i]
		if site.Name == "" {
			site.Name = clean(o.text("name"), maxName)
		}
		if site.URL == "" {
			site.URL = strings.TrimSuffix(clean(o.text("url"), maxText), "/")
		}
		for _, scope := range o.scopes("scopes") {
			if len(site.Scopes) < mostScopes && !slices.Contains(site.Scopes, scope) {
				site.Scopes = append(site.Scopes, scope)
			}
		}
	}
	if len(entries) > 0 && len(sites) == 0 {
		return nil, errGarbled
	}
	return sites, nil
}

// complaint reads what a refusal says: an error code when there is one, and its
// words. Atlassian's servers use several forms, and a page now and then.
func complaint(a answer) (code, words string) {
	fields, err := parseObject(a.body)
	if err != nil {
		return "", pageText(a.body)
	}
	if text, ok := fields["error"].(string); ok {
		code = text
	}
	var all []string
	for _, key := range [...]string{"error_description", "message", "errorMessage", "detail"} {
		if text, ok := fields[key].(string); ok && text != "" {
			all = append(all, text)
		}
	}
	for _, one := range fields.array("errorMessages") {
		if text, ok := one.(string); ok {
			all = append(all, text)
		}
	}
	errs := fields.object("errors")
	keys := make([]string, 0, len(errs))
	for key := range errs {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	for _, key := range keys {
		all = append(all, key+": "+errs.text(key))
	}
	if nested := fields.object("error"); nested != nil {
		all = append(all, nested.text("message"))
	}
	if reason := a.header.Get("RateLimit-Reason"); reason != "" {
		all = append(all, reason)
	}
	return code, strings.Join(all, "; ")
}

// fromJira reports whether a refusal has the form of Jira's own: then it went
// past the gateway, which is where scopes are checked.
func fromJira(a answer) bool {
	fields, err := parseObject(a.body)
	if err != nil {
		return false
	}
	_, messages := fields["errorMessages"].([]any)
	_, errs := fields["errors"].(map[string]any)
	return messages || errs
}
