package oauth

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode"

	"threelo/oauth/lazyregexp"
)

// evidence is what an answer or a pasted text shows, ready to be compared with
// the signs of failures.
type evidence struct {
	seen     Seen   // what threelo itself met; empty for a pasted text
	text     string // decoded, with its line breaks
	joined   string // the same without line breaks
	words    folded // the same without HTML's tags
	all      string // the letters of everything, with tags and path
	statuses []int
	places   []Where
	foreign  bool // another service is named, and no address of Atlassian's
}

// evidenceOf reads what threelo met, or a pasted text when seen is empty.
func evidenceOf(seen Seen, text string) evidence {
	e := evidence{seen: seen}
	if seen == (Seen{}) {
		text = withoutCut(text)
	}
	e.text = unescape(joinEscapes(text))
	e.joined = strings.NewReplacer(",\n", ", ", "\n", "").Replace(e.text)
	words := htmlTag().ReplaceAllString(e.text, " | ")
	e.words, e.all = fold(words), fold(e.text+" "+seen.Path).letters
	if seen != (Seen{}) {
		e.statuses, e.places = []int{seen.Status}, []Where{seen.Where}
		return e
	}
	e.foreign = e.namesOthers()
	e.statuses, e.places = statusesIn(words), e.placesIn()
	return e
}

// withoutCut repairs the end of a text that was cut off there: an escape that is not
// complete goes, and an address that can only be one of Atlassian's is completed.
func withoutCut(text string) string {
	text = cutEscape().ReplaceAllString(strings.TrimRight(text, " \n…\"'"), "")
	end := strings.TrimLeft(strings.ToLower(cutAddress().FindString(text)), "/")
	for _, known := range [...]struct{ least, rest string }{
		{"auth.a", "tlassian.com"}, {"api.at", "lassian.com"}, {"id.at", "lassian.com"}, {"127.0", ".0.1"}, {"auth.atlassian.com/o", "auth/token"},
	} {
		if address := known.least + known.rest; strings.HasPrefix(end, known.least) && strings.HasPrefix(address, end) {
			return text + address[len(end):]
		}
	}
	return text
}

var (
	cutEscape  = lazyregexp.New(`(?:%[2-7]?|\\(?:u[0-9A-Fa-f]{0,3})?|&(?:#\d*|[a-z]{1,4}))$`)
	cutAddress = lazyregexp.New(`[A-Za-z0-9./-]+$`)
)

// joinEscapes repairs percent escapes that a line break or OCR damaged.
func joinEscapes(text string) string {
	return brokenEscape().ReplaceAllStringFunc(text, strings.NewReplacer("\n", "", "O", "0", "o", "0", "I", "1", "l", "1").Replace)
}

// conditions are what a sign may ask for with "if", as an expression for the
// text. An address in it may be broken over lines.
var conditions = map[string]func() *regexp.Regexp{
	"cut-json":                 lazyregexp.New(`\{[^{}]*$`),
	"page":                     lazyregexp.New(`(?i)<(?:!doctype|html|head|body|title)\b`),
	"loopback-address":         lazyregexp.New(`(?i)http://(?:localhost|127\.[\d.]+)(?::\d+)?/?\S*[?&](?:code|state|error)=`),
	"trailing-slash":           lazyregexp.New(`(?i)/(?:rest|wiki|api)/[^\s?"'<>]*[^\s?"'<>/]/(?:\?|["']?\s*(?:$|[^\s\w/]|\d{3}\b))`),
	"sign-in-link":             lazyregexp.New(`(?i)at[l1i]assian[^\s/]*/authorize\?[^\n"'<>]*(?:scope|redirect_uri)=`),
	"audience":                 lazyregexp.New(`(?i)[?&]audience=`),
	"commas-in-link":           lazyregexp.New(`(?i)(?:at[l1i]assian|//127\.|//localhost)[^\s?]*/authorize\?[^\n"'<>]*\bscope=[^&\n"'<>]*,`),
	"commas-in-list":           lazyregexp.New(`(?i)\b(?:offline_access|[a-z]+:[a-z0-9.-]+(?::[a-z-]+)?),(?:offline_access\b|(?:read|write|delete|manage):[a-z])`),
	"no-sites":                 lazyregexp.New(`(?i)accessible-resources[^\[\]]{0,80}\[\s*\]`),
	"token-answer":             lazyregexp.New(`(?i)"access_token"\s*:`),
	"jira-scopes":              lazyregexp.New(`(?i)"scope"\s*:\s*"[^"]*:(?:jira|confluence)`),
	"refresh-token":            lazyregexp.New(`(?i)refresh_token`),
	"grant-authorization-code": lazyregexp.New(`(?i)grant_type\W+authorization_code`),
	"grant-refresh-token":      lazyregexp.New(`(?i)grant_type\W+refresh_token`),
}

// meets reports whether a condition is met; "!" before it turns it around.
func (e evidence) meets(name string) bool {
	if other, ok := strings.CutPrefix(name, "!"); ok {
		return !e.meets(other)
	}
	switch name {
	case "atlassian":
		return e.seen.Where != Anywhere || ownCall().MatchString(e.text) || !e.foreign && e.names("atlassian", "jira", "confluence")
	case "foreign":
		return e.foreign
	case "long-link":
		return len(authorizeLink().FindString(e.joined)) > longestLink
	case "grant-authorization-code", "grant-refresh-token":
		if grant, _ := strings.CutPrefix(name, "grant-"); e.seen.GrantType != "" {
			return e.seen.GrantType == strings.ReplaceAll(grant, "-", "_")
		}
	case "silent":
		return e.seen.Where != Anywhere && strings.TrimSpace(e.seen.Text) == ""
	}
	expr := conditions[name]()
	return expr.MatchString(e.text) || expr.MatchString(e.joined)
}

// longestLink is what Atlassian's sign-in accepts, in bytes, if reports are right.
const longestLink = 8192

var (
	authorizeLink = lazyregexp.New(`(?i)/authorize\?[^\s"'<>]*`)
	htmlTag       = lazyregexp.New(`<[^<>]{1,400}>`)
	brokenEscape  = lazyregexp.New(`%\n?[2-7OoIl]\n?[0-9A-FOIl]`)
	statusNumber  = lazyregexp.New(`(?i)(?:(\w+)\s+|^|[\s(\[>"'“‘|` + "`" + `]|(?:status|code)[a-z _]*["'”]?\s*[:=]\s*["'“]?)([45][\dOIl]{2})\b(\s*(?:ms|s|sec|seconds|bytes|kb|rows|items|lines|records)\b)?`)
	webHost       = lazyregexp.New(`(?i)\bhttps?://([^\s/:?#"'<>\\|]+)`)
	ownCall       = lazyregexp.New(`\b(?:GET|POST) (?:https?://[^\s/]+)?(/\S*)(?: ·|,) (?:\d{3}|no answer)\b`) // as Request.Line writes it, also spoken
	relativePath  = lazyregexp.New(`(?i)(?:^|[\s"'])/rest/(?:api|agile|servicedeskapi)/`)
	wordIn        = lazyregexp.New(`[\pL\d]+`)
)

// statusesIn finds the HTTP statuses of refusals. A number after "line" or before
// "ms" is not one.
func statusesIn(text string) []int {
	var all []int
	for _, m := range statusNumber().FindAllStringSubmatch(text, -1) {
		if m[3] != "" || slices.Contains([]string{"line", "port", "pid", "after", "took", "in", "of"}, strings.ToLower(m[1])) {
			continue
		}
		n, _ := strconv.Atoi(strings.NewReplacer("O", "0", "o", "0", "I", "1", "i", "1", "l", "1", "L", "1").Replace(m[2]))
		all = append(all, n)
	}
	return all
}

// names reports whether one of the texts occurs anywhere.
func (e evidence) names(texts ...string) bool {
	return slices.ContainsFunc(texts, func(text string) bool { return strings.Contains(e.all, fold(text).letters) })
}

// others are services and programs whose errors resemble Atlassian's.
var others = sync.OnceValue(func() map[string]bool {
	all := map[string]bool{}
	for _, name := range strings.Fields(`
		google github gitlab okta slack salesforce azure microsoft entra facebook auth0 docker kubernetes kubelet npm
		pip maven stripe hubspot zoom dropbox twitter linkedin spotify shopify notion asana trello zendesk servicenow
		aws amazon oracle ora mysql mariadb postgres postgresql psql redis mongodb kafka rabbitmq elasticsearch smtp
		imap ldap ssh git terraform ansible openai anthropic paypal twilio keycloak cognito discord figma airtable
		monday linear datadog`) {
		all[fold(name).letters] = true
	}
	return all
})

// namesOthers reports whether the text speaks of another service, and of none of
// Atlassian's addresses.
func (e evidence) namesOthers() bool {
	if e.names("atlassian.com", "atlassian.net", "atlassian-us-gov-mod", "jira.com") {
		return false
	}
	for _, m := range webHost().FindAllStringSubmatch(e.text, -1) {
		if !IsLoopback(strings.ToLower(m[1])) {
			return true
		}
	}
	return slices.ContainsFunc(wordIn().FindAllString(e.text, -1), func(word string) bool {
		word = fold(word).letters
		return strings.HasPrefix(word, "aadsts") || others()[word]
	})
}

// placesIn tells from the addresses in a text where it comes from.
func (e evidence) placesIn() []Where {
	var all []Where
	for _, cloud := range []Cloud{Commercial, Government} {
		auth, api := strings.TrimPrefix(cloud.AuthURL, "https://"), strings.TrimPrefix(cloud.APIURL, "https://")
		if e.names(auth + "/oauth/token") {
			all = append(all, AtToken)
		}
		if e.names(auth+"/authorize", strings.Replace(auth, "auth.", "id.", 1)) {
			all = append(all, AtPage)
		}
		if e.names(api+"/ex/", api+"/oauth/", api+"/me") {
			all = append(all, AtAPI)
		}
	}
	for _, m := range ownCall().FindAllStringSubmatch(e.text, -1) {
		if m[1] == "/oauth/token" {
			all = append(all, AtToken)
		} else {
			all = append(all, AtAPI)
		}
	}
	if e.names("/ex/jira/", "/ex/confluence/") || !e.foreign && !e.names("atlassian.net/") && relativePath().MatchString(e.text) {
		all = append(all, AtAPI)
	}
	return all
}

// folded is a text reduced to its letters and digits, in lower case, without the
// differences that a screenshot's OCR gets wrong: l, I and 1, 0 and O, rn and m.
type folded struct {
	letters string
	raw     string
	ends    []int // where in raw each byte of letters ends
}

func fold(raw string) folded {
	f := folded{raw: raw, ends: make([]int, 0, len(raw))}
	letters := make([]byte, 0, len(raw))
	last, adjacent := rune(0), false // the letter before, and whether nothing is between
	for i, r := range raw {
		end := i + len(string(r))
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			adjacent = false
			continue
		}
		r = unicode.ToLower(r)
		switch {
		case r == 'i', r == '1', r == 'ı':
			r = 'l'
		case r == '0':
			r = 'o'
		case r == 'n' && last == 'r' && adjacent:
			letters, f.ends, r = letters[:len(letters)-1], f.ends[:len(f.ends)-1], 'm'
		}
		for _, b := range []byte(string(r)) {
			letters, f.ends = append(letters, b), append(f.ends, end)
		}
		last, adjacent = r, true
	}
	f.letters = string(letters)
	return f
}

// open reports whether the text stops in the middle of a word or sentence, so
// that its end may be missing.
func (f folded) open() bool {
	return len(f.ends) > 0 && strings.Trim(f.raw[f.ends[len(f.ends)-1]:], " \t\n….,;:-_=&%/'\"") == ""
}

// endsAt reports whether a sentence or a value ends after these letters.
func (f folded) endsAt(letters int) bool { return valueEnd().MatchString(f.raw[f.ends[letters-1]:]) }

var valueEnd = lazyregexp.New("^[\\s.\\\\]*(?:$|at |[\"'”’`}\\])|/({\\[<…])|^\\.?\\n\\s*\\n")
