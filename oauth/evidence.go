package oauth

import (
	"slices"
	"strconv"
	"strings"
	"unicode"

	"threelo/assets"
	"threelo/oauth/lazyregexp"
)

// evidence is what an answer or a pasted text shows, ready to be compared with
// the signs of failures.
type evidence struct {
	words      folded // the server's error code and text, without tags
	core       folded // the same without a stack trace and what a log puts before it
	all        string // the letters of everything, with tags and path
	statuses   []int
	places     []Where
	error      string // the server's error code, folded; "" when it is in words
	codes      []string
	conditions []string
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
	last, adjacent := rune(0), false // the letter before, and whether nothing lies between
	for i, r := range raw {
		size := len(string(r))
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			adjacent = false
			continue
		}
		r = unicode.ToLower(r)
		switch r {
		case 'i', '1', 'ı':
			r = 'l'
		case '0':
			r = 'o'
		case 'n':
			if last == 'r' && adjacent {
				letters, f.ends, r = letters[:len(letters)-1], f.ends[:len(f.ends)-1], 'm'
			}
		}
		for _, b := range []byte(string(r)) {
			letters, f.ends = append(letters, b), append(f.ends, i+size)
		}
		last, adjacent = r, true
	}
	f.letters = string(letters)
	return f
}

// open reports whether the text stops in the middle of a word or sentence, so
// that its end may be missing.
func (f folded) open() bool {
	if len(f.ends) == 0 {
		return false
	}
	return strings.Trim(f.raw[f.ends[len(f.ends)-1]:], " \t\n….,;:-_=&%/'\"") == ""
}

// evidenceOf reads what the program itself met.
func evidenceOf(seen Seen) evidence {
	e := evidence{
		words:  fold(strings.Join([]string{seen.Error, seen.Category, plainText(seen.Text)}, ": ")),
		error:  fold(seen.Error).letters,
		places: []Where{seen.Where},
		codes:  []string{strings.ToLower(strings.TrimSpace(seen.Error))},
	}
	e.core, e.all = fold(seen.Text), e.words.letters+fold(seen.Path).letters
	if seen.Status != 0 {
		e.statuses = []int{seen.Status}
	}
	e.conditions = e.common(seen.Text)
	if seen.Where != Anywhere {
		e.conditions = append(e.conditions, "atlassian")
	}
	e.conditions = append(e.conditions, "not-foreign", seen.GrantType)
	if strings.TrimSpace(seen.Text) == "" {
		e.conditions = append(e.conditions, "silent")
	}
	if strings.HasSuffix(strings.TrimRight(seen.Path, "?"), "/") {
		e.conditions = append(e.conditions, "trailing-slash")
	}
	return e
}

// evidenceIn reads a pasted text, already cleaned.
func evidenceIn(text string) evidence {
	decoded := unescape(unescape(brokenEscape().ReplaceAllString(text, "%$1$2")))
	words := plainText(decoded)
	core := withoutTrace(words)
	e := evidence{words: fold(words), all: fold(decoded).letters, statuses: statusesIn(core)}
	e.core = fold(leadingStatus().ReplaceAllString(core, ""))
	foreign := e.foreign(decoded)
	if !foreign {
		e.conditions = append(e.conditions, "not-foreign")
		if containsAny(e.all, "atlassian", "jira", "confluence") {
			e.conditions = append(e.conditions, "atlassian")
		}
	}
	e.places = e.placesIn(decoded, foreign)
	e.conditions = append(e.conditions, e.common(decoded)...)
	if endingSlash().MatchString(decoded) {
		e.conditions = append(e.conditions, "trailing-slash")
	}
	e.readAuthorize(strings.ReplaceAll(text, "\n", ""))
	e.readShapes(decoded)
	return e
}

// common are the conditions that are read from any text in the same way.
func (e evidence) common(text string) []string {
	var met []string
	if htmlPage().MatchString(text) {
		met = append(met, "page")
	}
	switch all := e.all; {
	case strings.Contains(all, fold("grant_type=refresh_token").letters):
		met = append(met, "refresh_token")
	case strings.Contains(all, fold("grant_type=authorization_code").letters):
		met = append(met, "authorization_code")
	}
	if loopbackLanding().MatchString(strings.ReplaceAll(text, "\n", "")) {
		met = append(met, "loopback-address")
	}
	return met
}

var (
	htmlPage        = lazyregexp.New(`(?i)<(?:!doctype|html|head|body|title)\b`)
	htmlTag         = lazyregexp.New(`<[^<>]{1,400}>`)
	loopbackLanding = lazyregexp.New(`(?i)http://(?:localhost|127\.[\d.]+)(?::\d+)?/?\S*[?&](?:code|state|error)=`)
	brokenEscape    = lazyregexp.New(`%\n?([0-9A-Fa-f])\n?([0-9A-Fa-f])`)
	endingSlash     = lazyregexp.New(`(?i)/(?:rest|wiki|api)/[^\s?"'<>]*[^\s?"'<>/]/(?:\?|["']?\s*(?:$|[^\s\w/]|\d{3}\b))`)
	statusNumber    = lazyregexp.New(`(?i)(?:(\w+)\s+|^|[\s(\[>"'“‘|]|(?:status|code)[a-z _]*["']?\s*[:=]\s*["']?)([45][\dOIl]{2})\b(\s*(?:ms|s|sec|seconds|bytes|kb|rows|items|lines|records)\b)?`)
	leadingStatus   = lazyregexp.New(`(?i)^\s*(?:plain\s+)?(?:http(?:/[\d.]+)?\s+)?[45]\d\d\b[\s:/|,"'` + "`" + `-]*`)
	webHost         = lazyregexp.New(`(?i)\bhttps?://([^\s/:?#"'<>\\|]+)`)
	wordIn          = lazyregexp.New(`[\pL\d]+`)
)

// plainText leaves out HTML's tags.
func plainText(text string) string { return htmlTag().ReplaceAllString(text, " | ") }

// statusesIn finds the HTTP statuses of refusals. A number after "line" or before
// "ms" is not one.
func statusesIn(text string) []int {
	var all []int
	for _, m := range statusNumber().FindAllStringSubmatch(text, -1) {
		if m[3] != "" || slices.Contains([]string{"line", "port", "pid", "after", "took", "in", "of"}, strings.ToLower(m[1])) {
			continue
		}
		n, err := strconv.Atoi(strings.NewReplacer("O", "0", "o", "0", "I", "1", "l", "1").Replace(m[2]))
		if err == nil && !slices.Contains(all, n) {
			all = append(all, n)
		}
	}
	return all
}

// others are names of services and programs whose errors resemble Atlassian's.
var others = strings.Fields("google github gitlab okta slack salesforce azure microsoft entra facebook auth0 docker kubernetes kubelet npm pip maven stripe hubspot zoom dropbox twitter linkedin spotify shopify notion asana trello zendesk servicenow aws amazon oracle ora mysql mariadb postgres postgresql psql redis mongodb kafka rabbitmq elasticsearch smtp imap ldap ssh git terraform ansible openai anthropic paypal twilio keycloak cognito discord figma airtable monday linear sentry datadog")

// foreign reports whether the text speaks of another service, and of none of
// Atlassian's addresses.
func (e evidence) foreign(text string) bool {
	found := false
	for _, m := range webHost().FindAllStringSubmatch(text, -1) {
		if fold(m[1]).atlassian() {
			return false
		}
		host, _, _ := strings.Cut(m[1], "@")
		found = found || !IsLoopback(strings.ToLower(host))
	}
	if e.names("atlassian.com", "atlassian.net", "atlassian-us-gov-mod", "jira.com") {
		return false
	}
	for _, word := range wordIn().FindAllString(text, -1) {
		word = fold(word).letters
		if strings.HasPrefix(word, fold("AADSTS").letters) || slices.ContainsFunc(others, func(name string) bool { return fold(name).letters == word }) {
			return true
		}
	}
	return found
}

// atlassian reports whether a host is Atlassian's, also after OCR.
func (f folded) atlassian() bool { return containsAny(f.letters, "atlassian", ".jira.com") }

func (e evidence) names(texts ...string) bool { return containsAny(e.all, texts...) }

func containsAny(letters string, texts ...string) bool {
	return slices.ContainsFunc(texts, func(text string) bool { return strings.Contains(letters, fold(text).letters) })
}

var relativePath = lazyregexp.New(`(?i)(?:^|[\s"'])/rest/(?:api|agile|servicedeskapi)/`)

// placesIn tells from the addresses in a text where it comes from.
func (e evidence) placesIn(text string, foreign bool) []Where {
	var all []Where
	for _, cloud := range []Cloud{Commercial, Government} {
		auth, api := strings.TrimPrefix(cloud.AuthURL, "https://"), strings.TrimPrefix(cloud.APIURL, "https://")
		if e.names(auth+"/oauth/token") && !e.names("api."+auth) {
			all = append(all, AtToken)
		}
		if e.names(auth+"/authorize", strings.Replace(auth, "auth.", "id.", 1)) {
			all = append(all, AtPage)
		}
		if e.names(api+"/ex/", api+"/oauth/", api+"/me") {
			all = append(all, AtAPI)
		}
	}
	if e.names("/ex/jira/", "/ex/confluence/") || !foreign && !e.names("atlassian.net/") && relativePath().MatchString(text) {
		all = append(all, AtAPI)
	}
	return all
}

// longestAddress is what Atlassian's sign-in accepts as far as known, in bytes.
const longestAddress = 8192

var (
	authorizeLink = lazyregexp.New(`(?i)https?://[^\s"'<>?]*/authorize\?[^\s"'<>]*`)
	commaInScope  = lazyregexp.New(`(?i)[?&]scope=[^&\s]*(?:,|%2c)`)
	joinedScopes  = lazyregexp.New(`(?i)\b(?:offline_access|[a-z]+:[a-z0-9.-]+(?::[a-z-]+)?),(?:offline_access\b|(?:read|write|delete|manage):[a-z])`)
	noSites       = lazyregexp.New(`(?i)accessible-resources[^\[\]]{0,80}\[\s*\]`)
	tokenAnswer   = lazyregexp.New(`(?i)"access_token"\s*:`)
	jiraScopes    = lazyregexp.New(`(?i)"scope"\s*:\s*"[^"]*:(?:jira|confluence)`)
)

// readAuthorize looks at the sign-in link that a product made.
func (e *evidence) readAuthorize(text string) {
	link := authorizeLink().FindString(text)
	host := fold(strings.TrimPrefix(link, "https://"))
	if link == "" || !host.atlassian() && !strings.Contains(link, "audience=") {
		return
	}
	switch {
	case commaInScope().MatchString(link):
		e.codes = append(e.codes, assets.CodeCommaScopes)
	case len(link) > longestAddress:
		e.codes = append(e.codes, assets.CodeAddressTooLong)
	}
	if !strings.Contains(link, "audience=") && strings.Contains(link, "client_id=") && (strings.Contains(link, "scope=") || strings.Contains(link, "redirect_uri=")) {
		e.conditions = append(e.conditions, "no-audience")
	}
}

// readShapes recognises answers that say nothing in words.
func (e *evidence) readShapes(text string) {
	if e.names("to the app") && joinedScopes().MatchString(strings.NewReplacer(",\n", ", ", "\n", "").Replace(text)) {
		e.codes = append(e.codes, assets.CodeCommaScopes)
	}
	if noSites().MatchString(strings.ReplaceAll(text, "\n", "")) {
		e.codes = append(e.codes, assets.CodeNoSites)
	}
	if tokenAnswer().MatchString(text) && !e.names("refresh_token") && (slices.Contains(e.places, AtToken) || jiraScopes().MatchString(text)) {
		e.codes = append(e.codes, assets.CodeNoRefreshToken)
	}
}
