package client

import (
	"bytes"
	"encoding/json"
	"errors"
	"html"
	"io"
	"maps"
	"math"
	"slices"
	"strings"

	"threelo/oauth"
	"threelo/oauth/lazyregexp"
)

// object is a JSON object. Answers are read field by field, because one field
// of an unexpected type must not cost the others: a code is redeemed only once.
type object map[string]any

// parse reads one JSON value with nothing after it.
func parse(body []byte) (any, error) {
	decoder := json.NewDecoder(bytes.NewReader(bytes.TrimPrefix(body, []byte("\ufeff"))))
	decoder.UseNumber() // a number may have a thousand digits
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

// fields reads an answer's object; an answer of another form has no fields.
func (a answer) fields() object {
	fields, _ := parseObject(a.body)
	return fields
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

// number is a field's whole number within 32 bits, 0 when it is not a number.
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

// texts returns the texts of a list, or the single text given instead of a list.
func (o object) texts(key string) []string {
	switch v := o[key].(type) {
	case string:
		return []string{v}
	case []any:
		return texts(v)
	}
	return nil
}

func texts(list []any) []string {
	var out []string
	for _, one := range list {
		if text, ok := one.(string); ok {
			out = append(out, text)
		}
	}
	return out
}

func (o object) array(key string) []any {
	values, _ := o[key].([]any)
	return values
}

// maxScopes are kept of a list: ten times what the console allows.
const maxScopes = 500

// scopes reads a list of scopes, as an array or as one text (RFC 6749 section
// 3.3), and adds those that known lacks.
func (c *Client) scopes(o object, key string, known []string) []string {
	text := c.clean(strings.Join(o.texts(key), " "), maxRead)
	for _, name := range oauth.SplitScopes(text) {
		name = shorten(name)
		if len(known) < maxScopes && !slices.Contains(known, name) {
			known = append(known, name)
		}
	}
	return known
}

var errTokenForm = errors.New("a token that no header can carry")

// decodeTokens reads the token endpoint's answer (RFC 6749 sections 5.1 and 5.2).
// It reports whether the answer has an error, whatever its status.
func (c *Client) decodeTokens(body []byte) (tokens Tokens, complained bool, err error) {
	fields, err := parseObject(body)
	if err != nil {
		return Tokens{}, false, err
	}
	access, _ := fields["access_token"].(string)
	refresh, _ := fields["refresh_token"].(string)
	if !fitsHeader(access) || !fitsHeader(refresh) {
		return Tokens{}, false, errors.Join(errGarbled, errTokenForm)
	}
	tokens = Tokens{Access: oauth.NewSecret(access), Refresh: oauth.NewSecret(refresh)}
	c.memory.remember(tokens.Access, tokens.Refresh)
	tokens.Grant = oauth.Grant{
		TokenType:    c.clean(fields.text("token_type"), maxName),
		ExpiresIn:    fields.number("expires_in"),
		Scopes:       c.scopes(fields, "scope", nil),
		RefreshToken: refresh != "",
	}
	return tokens, fields.text("error") != "", nil
}

// fitsHeader reports whether a token is visible ASCII (RFC 6749 appendix A.12),
// as a header field needs.
func fitsHeader(token string) bool {
	return strings.IndexFunc(token, func(r rune) bool { return r <= ' ' || r > '~' }) < 0
}

// siteID matches cloud IDs that are safe in a path.
var siteID = lazyregexp.New(`^[A-Za-z0-9][A-Za-z0-9_-]{0,99}$`)

// siteList is what accessible-resources answers. An ID may be in it several
// times, once for each product or sign-in: the scopes are united.
type siteList struct {
	sites    []oauth.Site
	repeated bool // an ID was there more than once
}

func (c *Client) decodeSites(body []byte) (siteList, error) {
	value, err := parse(body)
	if err != nil {
		return siteList{}, err
	}
	entries, ok := value.([]any)
	if !ok {
		return siteList{}, errGarbled
	}
	var list siteList
	index := make(map[string]int, len(entries))
	for _, entry := range entries {
		fields, _ := entry.(map[string]any)
		o := object(fields)
		id, _ := o["id"].(string)
		if !siteID().MatchString(id) {
			continue
		}
		i, known := index[id]
		list.repeated = list.repeated || known
		if !known {
			i = len(list.sites)
			index[id] = i
			list.sites = append(list.sites, oauth.Site{ID: id})
		}
		site := &list.sites[i]
		if site.Name == "" {
			site.Name = c.clean(o.text("name"), maxName)
		}
		if site.URL == "" {
			site.URL = strings.TrimSuffix(c.clean(o.text("url"), maxText), "/")
		}
		site.Scopes = c.scopes(o, "scopes", site.Scopes)
	}
	if len(entries) > 0 && len(list.sites) == 0 {
		return siteList{}, errGarbled
	}
	return list, nil
}

// complaint reads a refusal: its error code where there is one, and its words.
// Atlassian's servers use several forms, and sometimes a page.
func complaint(a answer) (code, words string) {
	fields, err := parseObject(a.body)
	if err != nil {
		return "", pageText(a.body)
	}
	code, _ = fields["error"].(string)
	var all []string
	for _, key := range [...]string{"error_description", "message", "errorMessage", "detail", "errorMessages"} {
		all = append(all, fields.texts(key)...)
	}
	errs := fields.object("errors")
	for _, key := range slices.Sorted(maps.Keys(errs)) {
		all = append(all, key+": "+errs.text(key))
	}
	all = append(all, fields.object("error").text("message"), a.header.Get("RateLimit-Reason"))
	return code, strings.Join(slices.DeleteFunc(all, func(text string) bool { return text == "" }), "; ")
}

// fromJira reports whether a refusal has the form of Jira's own refusals. Then it
// passed the gateway, which is where scopes are checked.
func fromJira(a answer) bool {
	fields := a.fields()
	_, messages := fields["errorMessages"].([]any)
	return messages || fields.object("errors") != nil
}

var (
	titleTag = lazyregexp.New(`(?is)<title[^>]*>(.*?)</title>`)
	anyTag   = lazyregexp.New(`(?s)<(?:script|style)\b.*?</(?:script|style)>|<[^>]*>`)
)

// isPage reports whether an answer is a web page, whatever its header says.
func isPage(a answer) bool {
	return bytes.HasPrefix(bytes.TrimLeft(a.body, "\ufeff \t\r\n"), []byte("<"))
}

// pageText is what a person reads of a web page: its title, and its words.
func pageText(body []byte) string {
	page := string(body)
	title := ""
	if found := titleTag().FindStringSubmatch(page); found != nil {
		title = found[1] + ": "
	}
	return html.UnescapeString(title + anyTag().ReplaceAllString(titleTag().ReplaceAllString(page, " "), " "))
}
