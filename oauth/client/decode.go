package client

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"html"
	"maps"
	"slices"
	"strconv"
	"strings"

	"threelo/oauth"
	"threelo/oauth/lazyregexp"
)

// decode reads one JSON value with nothing after it. It leaves out a part of an
// unexpected type and keeps the others, because a code can be redeemed only once.
func decode(body []byte, v any) error {
	err := json.Unmarshal(bytes.TrimPrefix(body, []byte("\ufeff")), v)
	if _, left := errors.AsType[*json.UnmarshalTypeError](err); left {
		return nil
	}
	return err
}

// fields reads what an answer has of T's fields.
func fields[T any](a answer) T {
	var t T
	_ = decode(a.body, &t)
	return t
}

// text is a text in an answer; a number counts as its digits.
type text string

// UnmarshalJSON implements json.Unmarshaler.
func (t *text) UnmarshalJSON(value []byte) error {
	if json.Unmarshal(value, (*string)(t)) != nil && strings.IndexByte("-0123456789", value[0]) >= 0 {
		*t = text(value)
	}
	return nil
}

// texts is a list of texts in an answer, or a single one given instead of a list.
type texts []string

// UnmarshalJSON implements json.Unmarshaler.
func (t *texts) UnmarshalJSON(value []byte) error {
	var one string
	if json.Unmarshal(value, &one) == nil {
		*t = texts{one}
		return nil
	}
	_ = json.Unmarshal(value, (*[]string)(t)) // reads the texts of a mixed list
	return nil
}

// maxScopes bounds a list of scopes: ten times what the console allows.
const maxScopes = 500

// scopes reads a list of scopes, as an array or as one text (RFC 6749 section
// 3.3), and adds those that known lacks.
func (c *Client) scopes(list texts, known []string) []string {
	text := c.clean(strings.Join(list, " "), maxRead)
	for _, name := range oauth.SplitScopes(text) {
		name = shorten(name)
		if len(known) < maxScopes && !slices.Contains(known, name) {
			known = append(known, name)
		}
	}
	return known
}

// decodeTokens reads the token endpoint's answer (RFC 6749 sections 5.1 and 5.2).
// It reports whether the answer has an error, whatever its status.
func (c *Client) decodeTokens(body []byte) (tokens Tokens, complained bool, err error) {
	var fields struct {
		Access    string `json:"access_token"`
		Refresh   string `json:"refresh_token"`
		Type      text   `json:"token_type"`
		ExpiresIn text   `json:"expires_in"`
		Scope     texts
		Error     text
	}
	if err := decode(body, &fields); err != nil {
		return Tokens{}, false, err
	}
	if !fitsHeader(fields.Access) || !fitsHeader(fields.Refresh) {
		return Tokens{}, false, errGarbled
	}
	tokens = Tokens{Access: oauth.NewSecret(fields.Access), Refresh: oauth.NewSecret(fields.Refresh)}
	c.memory.remember(tokens.Access, tokens.Refresh)
	whole, _, _ := strings.Cut(string(fields.ExpiresIn), ".")
	seconds, _ := strconv.ParseInt(whole, 10, 32) // 0 when it is not a number, the most when it is too large
	tokens.Grant = oauth.Grant{
		TokenType:    c.clean(string(fields.Type), maxName),
		ExpiresIn:    int(max(0, seconds)),
		Scopes:       c.scopes(fields.Scope, nil),
		RefreshToken: fields.Refresh != "",
	}
	return tokens, fields.Error != "", nil
}

// fitsHeader reports whether a token is visible ASCII (RFC 6749 appendix A.12),
// as a header field needs.
func fitsHeader(token string) bool {
	return strings.IndexFunc(token, func(r rune) bool { return r <= ' ' || r > '~' }) < 0
}

var idForm = lazyregexp.New(`^[A-Za-z0-9][A-Za-z0-9_-]*$`)

// isID reports whether an ID is safe in a path.
func isID(text string) bool { return len(text) <= 100 && idForm().MatchString(text) }

// siteList is what accessible-resources answers. An ID may be in it several
// times, once for each product or sign-in: their scopes are merged.
type siteList struct {
	sites    []oauth.Site
	repeated bool // an ID was there more than once
}

func (c *Client) decodeSites(body []byte) (siteList, error) {
	var entries []struct {
		ID        string
		Name, URL text
		Scopes    texts
	}
	if err := decode(body, &entries); err != nil || entries == nil {
		return siteList{}, errGarbled
	}
	var list siteList
	index := make(map[string]int, len(entries))
	for _, e := range entries {
		if !isID(e.ID) {
			continue
		}
		i, known := index[e.ID]
		list.repeated = list.repeated || known
		if !known {
			i = len(list.sites)
			index[e.ID] = i
			list.sites = append(list.sites, oauth.Site{ID: e.ID})
		}
		site := &list.sites[i]
		site.Name = cmp.Or(site.Name, c.clean(string(e.Name), maxName))
		site.URL = cmp.Or(site.URL, strings.TrimSuffix(c.clean(string(e.URL), maxText), "/"))
		site.Scopes = c.scopes(e.Scopes, site.Scopes)
	}
	if len(entries) > 0 && len(list.sites) == 0 {
		return siteList{}, errGarbled
	}
	return list, nil
}

// complaint reads a refusal: its error code where there is one, and its words.
// Atlassian's servers use several forms, and sometimes a page.
func complaint(a answer) (code, words string) {
	var said struct {
		Error                                        string
		Description                                  texts `json:"error_description"`
		Message, ErrorMessage, Detail, ErrorMessages texts
		Errors                                       map[string]text
	}
	if err := decode(a.body, &said); err != nil || !begins(a, "{") {
		return "", pageText(a.body)
	}
	all := slices.Concat(said.Description, said.Message, said.ErrorMessage, said.Detail, said.ErrorMessages)
	for _, key := range slices.Sorted(maps.Keys(said.Errors)) {
		all = append(all, key+": "+string(said.Errors[key]))
	}
	nested := fields[struct{ Error struct{ Message text } }](a)
	all = append(all, string(nested.Error.Message), a.header.Get("RateLimit-Reason"))
	return said.Error, strings.Join(slices.DeleteFunc(all, func(text string) bool { return text == "" }), "; ")
}

// fromJira reports whether a refusal has the form of Jira's own refusals. Then it
// passed the gateway, which is where scopes are checked.
func fromJira(a answer) bool {
	jira := fields[struct {
		ErrorMessages []any
		Errors        map[string]any
	}](a)
	return jira.ErrorMessages != nil || jira.Errors != nil
}

var anyTag = lazyregexp.New(`(?is)<(?:script|style)\b.*?</(?:script|style)>|<[^>]*>`)

// isPage reports whether an answer is a web page, whatever its header says.
func isPage(a answer) bool { return begins(a, "<") }

func begins(a answer, sign string) bool {
	return bytes.HasPrefix(bytes.TrimLeft(a.body, "\ufeff \t\r\n"), []byte(sign))
}

// pageText is what a person reads of a web page: its title, and its words.
func pageText(body []byte) string {
	page := strings.Replace(string(body), "</title>", ": ", 1)
	return html.UnescapeString(anyTag().ReplaceAllString(page, " "))
}
