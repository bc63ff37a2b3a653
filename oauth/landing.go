package oauth

import (
	"maps"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"threelo/assets"
	"threelo/oauth/lazyregexp"
)

// Landing is the address where the browser ends after Accept or Cancel (RFC 6749
// section 4.1.2). Its State is not verified yet.
type Landing struct {
	Code        Secret
	State       string
	Error       string
	Description string
	Callback    string // scheme://host[:port]/path without the query; "" when only a query was pasted
}

// LandingError says why a pasted address cannot be used, and what to do next.
type LandingError struct {
	Text string
	Seen *Seen // what Atlassian's error page said; nil for other pastes
}

func (e *LandingError) Error() string { return e.Text }

// ReadLanding finds code, state and error in a paste: an address with text around
// it, broken over lines, inside a parameter of another address, or its query
// alone. Its error is a *LandingError and never repeats a code.
func ReadLanding(text string) (Landing, error) {
	c := wash(text)
	if c = c.refuse(landingWords(), []flaw{{c.Text == "", "landing-empty", ""}}); c.Problem != "" {
		return Landing{}, &LandingError{Text: c.Problem}
	}
	list := addresses(c.Text)
	if len(list) == 0 {
		list = bareQueries(c.Text)
	}
	var best Landing
	for _, address := range list {
		read, ok := readOne(address, &url.URL{}, 0)
		switch {
		case !ok:
		case read.Code.IsSet() && best.Code.IsSet() && !read.Code.Equal(best.Code):
			return Landing{}, &LandingError{Text: assets.PasteWords("landing-two", nil)}
		case read.Code.IsSet(), best.Error == "" && !best.Code.IsSet():
			best = read
		}
	}
	if best.Code.IsSet() || best.Error != "" {
		return best, nil
	}
	return Landing{}, missing(list, c.Text)
}

// holdsAnswer reports whether a text holds a landing address. It must not stay on
// the screen in any field but its own.
func holdsAnswer(text string) bool {
	a, err := ReadLanding(text)
	return err == nil && a.State != ""
}

// bareQueries finds queries without their address, and addresses without their
// scheme.
func bareQueries(text string) []string {
	var found []string
	for word := range strings.FieldsSeq(entity.Replace(unwrap(text))) {
		word = strings.Trim(trimTail(word), "\"'`<>“”")
		if !callbacky().MatchString(word) {
			continue
		}
		if !strings.ContainsAny(word, "?#") {
			word = "?" + strings.TrimPrefix(word, "&")
		}
		found = append(found, word)
	}
	return found
}

const maxNesting = 4

// packedBare is an address in the query of another one, not encoded: all that
// follows its question mark belongs to it.
var packedBare = lazyregexp.New(`[?&#][^=&?#]*=((?:https?:/)?/[^&?#]*\?)`)

// readOne reads one address, then the addresses in its parameters: a server that
// redirects to its sign-in page puts the callback into returnUrl or the like,
// encoded once or twice. Codes on Atlassian's own pages belong to Atlassian's
// sign-in and not to the app.
func readOne(address string, base *url.URL, depth int) (Landing, bool) {
	if inner := packedBare().FindStringSubmatchIndex(address); inner != nil && depth < maxNesting {
		outer, _ := splitAddress(address)
		if read, ok := readOne(address[inner[2]:], outer, depth+1); ok {
			return read, true
		}
	}
	at, all := splitAddress(address)
	if at.Host == "" {
		at.Scheme, at.Host = base.Scheme, base.Host
	}
	if AtlassianHost(at.Hostname()) || isAuthorize(at, all) {
		return Landing{}, false
	}
	read := Landing{Code: NewSecret(all.Get("code")), State: all.Get("state")}
	if at.Host != "" {
		read.Callback = at.Scheme + "://" + at.Host + at.EscapedPath()
	}
	if read.Code.IsSet() {
		return read, true
	}
	read.Error, read.Description = all.Get("error"), spaced(all.Get("error_description"))
	if depth < maxNesting {
		for _, name := range slices.Sorted(maps.Keys(all)) {
			if name == "state" || name == "error_description" {
				continue
			}
			if inner, ok := readNested(all.Get(name), at, depth+1); ok && (inner.Code.IsSet() || read.Error == "") {
				return inner, true
			}
		}
	}
	return read, read.Error != ""
}

// readNested reads the value of a parameter, which may be encoded once more.
func readNested(value string, base *url.URL, depth int) (Landing, bool) {
	for range maxNesting {
		address := value
		if !strings.ContainsAny(address, "?#") {
			address = "?" + address
		}
		if read, ok := readOne(address, base, depth); ok {
			return read, true
		}
		if !strings.Contains(value, "%") {
			break
		}
		value = unescape(value)
	}
	return Landing{}, false
}

// isAuthorizePath reports whether this is the path of an authorization endpoint.
func isAuthorizePath(path string) bool { return strings.HasSuffix(strings.ToLower(path), "/authorize") }

// isAuthorize reports whether an address asks for access, on any host.
func isAuthorize(at *url.URL, all url.Values) bool {
	return isAuthorizePath(at.Path) && all.Has("client_id") && !all.Has("code")
}

// missing explains why a paste has neither a code nor an error.
func missing(list []string, text string) error {
	words := landingWords()
	for _, address := range list {
		at, all := splitAddress(address)
		host, ofAtlassian := shortened(at.Hostname()), AtlassianHost(at.Hostname())
		if ofAtlassian && all.Has("error") {
			seen := Seen{Where: AtPage, Error: all.Get("error"), Text: shortened(spaced(all.Get("error_description"))), Path: at.Path}
			words["said"] = strconv.Quote(strings.TrimSpace(seen.Error + " " + seen.Text))
			return &LandingError{Seen: &seen, Text: firstOf([]flaw{{true, "landing-error", host}}, words)}
		}
		why := firstOf([]flaw{
			{IsLoopback(at.Hostname()) && strings.HasPrefix(at.Path, "/go/"), "landing-start", ""}, // as oauth/receiver makes them
			{isAuthorize(at, all), "landing-before", host},
			{ofAtlassian, "landing-page", host},
		}, words)
		if why != "" {
			return &LandingError{Text: why}
		}
	}
	at, all := &url.URL{}, url.Values{}
	if len(list) > 0 {
		at, all = splitAddress(list[0])
	}
	return &LandingError{Text: firstOf([]flaw{
		{all.Has("code"), "landing-empty-code", ""},
		{len(list) > 0, "landing-no-code", shortened(at.Hostname())},
		{beginsAsSecret(text), "landing-secret", ""},
		{len(text) >= 16 && !strings.ContainsAny(text, " \n"), "landing-part", ""},
		{true, "landing-none", ""},
	}, words)}
}

func landingWords() assets.Slots { return assets.Slots{"copy": assets.PasteWords("landing-copy", nil)} }

// shortened makes a piece of a paste fit to be shown.
func shortened(text string) string { return CleanText(text, 160) }
