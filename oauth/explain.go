package oauth

import (
	"html"
	"regexp"
	"strconv"
	"strings"

	"threelo/assets"
	"threelo/oauth/lazyregexp"
)

// maxExplained bounds what is looked at in a pasted mess, in bytes.
const maxExplained = 64 << 10

// maxCited bounds the text of a Seen, in characters.
const maxCited = 600

// Explain recognises a failure in whatever was pasted: an address, a JSON body,
// a sentence from a page, a log with a stack trace around. What it met comes
// back as well, also when nothing is known, without codes, tokens and secrets.
func Explain(text string) (assets.Failure, Seen, bool) {
	text = html.UnescapeString(scrub(text[:min(len(text), maxExplained)]).text)
	text = unicodeEscape().ReplaceAllStringFunc(text, func(s string) string {
		n, _ := strconv.ParseUint(s[2:], 16, 32)
		return string(rune(n))
	})
	var best assets.Failure
	all := readings(text)
	met, most := all[0], 0
	for _, seen := range all {
		asked := seen
		if seen.Where == AtCallback {
			asked.Where = Anywhere // whose callback it is cannot be told from a paste
		}
		if f, points := bestFailure(asked); points > most {
			best, met, most = f, seen, points
		}
	}
	met.Error, met.Text = shortened(redact(met.Error)), cite(met.Text)
	return best, met, most > 0
}

var unicodeEscape = lazyregexp.New(`\\u[0-9a-fA-F]{4}`)

// readings are the ways in which a paste can be understood, the plainest first.
func readings(text string) []Seen {
	core := unwrap(withoutTrace(text))
	text = unwrap(text)
	at := placeIn(text)
	plain := at
	plain.Text = text
	plain.Status = statusIn(core)
	all := []Seen{plain, {Text: leadingStatus().ReplaceAllString(core, "")}}
	if strings.Contains(text, "%") {
		decoded := plain
		decoded.Text = unescape(unescape(text))
		all = append(all, decoded)
	}
	for _, address := range addresses(text) {
		all = append(all, seenInAddress(address)...)
	}
	for _, joined := range []string{core, strings.ReplaceAll(core, "\n", ""), strings.ReplaceAll(core, "\n", " ")} {
		if m := codeAndReason().FindStringSubmatch(joined); m != nil {
			all = append(all, Seen{Where: at.Where, Status: plain.Status, Path: at.Path, Error: strings.ToLower(m[1]), Text: strings.Trim(m[2], "\"'`)}] .\t")})
		}
	}
	return append(all, shapes(text, at)...)
}

// codeAndReason is an error code with its description behind it, as JSON, as a
// query or as a log writes them.
var codeAndReason = lazyregexp.New(`(?i)\b(access_denied|unauthorized_client|invalid_[a-z]+)\b["'` + "`" + `\s,:;/|(&+–—-]*(?:error_description["']?\s*[:=]\s*["']?)?([^\n{}&]*)`)

var (
	leadingStatus = lazyregexp.New(`(?i)^\s*(?:plain\s+)?(?:http(?:/[\d.]+)?\s+)?[45]\d\d\b[\s:/|,"'` + "`" + `-]*`)
	statusNumber  = lazyregexp.New(`(?i)(?:^|[\s(\[>"'“‘]|(?:status|code)[a-z _]*["']?\s*[:=]\s*)([45]\d\d)\b`)
	apiPath       = lazyregexp.New(`(?:/ex/jira/[^\s/"']+)?/rest/(?:api|agile)/[^\s?"'<>` + "`" + `,]*`)
)

func statusIn(text string) int {
	m := statusNumber().FindStringSubmatch(text)
	if m == nil {
		return 0
	}
	n, _ := strconv.Atoi(m[1])
	return n
}

// placeIn tells from the addresses that a text names where it comes from.
func placeIn(text string) Seen {
	seen := Seen{Path: apiPath().FindString(text)}
	flat := strings.ReplaceAll(strings.ToLower(text), "\n", "")
	for _, cloud := range []Cloud{Commercial, Government} {
		auth, api := strings.TrimPrefix(cloud.AuthURL, "https://"), strings.TrimPrefix(cloud.APIURL, "https://")
		switch {
		case strings.Contains(flat, api+"/"):
			seen.Where = AtAPI
		case strings.Contains(flat, auth+"/oauth/token"):
			seen.Where = AtToken
		case strings.Contains(flat, auth+"/authorize"), strings.Contains(flat, strings.Replace(auth, "auth.", "id.", 1)+"/error"):
			seen.Where = AtPage
		}
	}
	return seen
}

// longestAddress is what the front of Atlassian's sign-in probably takes, in bytes.
const longestAddress = 8192

// seenInAddress reads what an address says about a failure.
func seenInAddress(address string) []Seen {
	at, all := splitAddress(address)
	if read, ok := readOne(address, "", 0); ok && read.Error != "" {
		return []Seen{{Where: AtCallback, Error: read.Error, Text: read.Description}}
	}
	if !AtlassianHost(at.host()) && !isAuthorize(at, all) {
		return nil
	}
	page := Seen{Where: AtPage, Path: at.path}
	link, isLink := readLink(address, 0)
	switch {
	case all.has("error"):
		page.Error, page.Text = all.get("error"), spaced(all.get("error_description"))
	case isLink && strings.Contains(strings.Join(link.Scopes, " "), ","):
		page.Error = assets.CodeCommaScopes
	case isLink && len(address) > longestAddress:
		page.Error = assets.CodeAddressTooLong
	default:
		return nil
	}
	return []Seen{page}
}

var (
	emptyList    = lazyregexp.New(`\[\s*\]`)
	joinedScopes = lazyregexp.New(`(?i)\b(?:offline_access|[a-z]+:[a-z0-9.-]+(?::[a-z-]+)?),(?:offline_access\b|(?:read|write|delete|manage):[a-z])`)
	tokenAnswer  = lazyregexp.New(`(?i)"access_token"\s*:`)
	jiraScopes   = lazyregexp.New(`(?i)"scope"\s*:\s*"[^"]*:(?:jira|confluence)`)
)

// shapes recognises answers that say nothing in words.
func shapes(text string, at Seen) []Seen {
	switch {
	case strings.Contains(letters(text), "totheapp") && joinedScopes().MatchString(strings.NewReplacer(",\n", ", ", "\n", "").Replace(text)):
		return []Seen{{Where: AtPage, Error: assets.CodeCommaScopes, Text: text}}
	case strings.Contains(letters(text), "accessibleresources") && emptyList().MatchString(text):
		return []Seen{{Where: AtAPI, Error: assets.CodeNoSites, Path: "/oauth/token/accessible-resources", Text: text}}
	case tokenAnswer().MatchString(text) && !strings.Contains(text, "refresh_token") && (at.Where == AtToken || jiraScopes().MatchString(text)):
		return []Seen{{Where: AtToken, Status: 200, Error: assets.CodeNoRefreshToken, Text: text}}
	}
	return nil
}

// Lines of a stack trace, and what programs put before a message.
var (
	traceLine = lazyregexp.New(`^\s*(?:at\s+[\w.$<>/\[\]@: -]+\(.*|at\s+\S+:\d+.*|File ".*", line \d+.*|Traceback \(most recent.*|goroutine \d+.*|created by .*|exit status \d+|\.\.\. \d+ (?:more|common).*|\S+\.(?:go|py|js|ts|rb|java|cs|php):\d+.*|[\w./*()]+\.[\w.*()]+\([^ ]*\))\s*$`)
	preamble  = lazyregexp.New(`(?i)^\s*(?:\[?\d{4}-\d\d-\d\d[T ][\d:.,Z+-]*\]?\s*|\[?(?:info|warn|warning|error|fatal|panic|debug|severe)\]?\s*[:\]]?\s+|(?:caused by|error|fatal|panic|uncaught|unhandled)\s*:\s*|unhandled exception\.\s*|exception in thread "[^"]*"\s*|(?:uncaught\s+)?[\w.$]*(?:exception|error|failure)\s*:\s*)`)
)

// withoutTrace leaves out the lines of a stack trace and what stands before a
// message, so that a short message is seen to be all that was said.
func withoutTrace(text string) string {
	var kept []string
	said := map[string]bool{} // a trace repeats its message for each cause
	inFile := false
	for line := range strings.SplitSeq(text, "\n") {
		trace := traceLine().MatchString(line)
		code := inFile && strings.HasPrefix(line, "    ") // the source line that Python shows below a file's name
		inFile = trace && strings.Contains(line, `File "`)
		if trace || code {
			continue
		}
		for range 4 {
			cut := preamble().FindString(line)
			if cut == "" || len(cut) == len(line) {
				break
			}
			line = line[len(cut):]
		}
		if strings.TrimSpace(line) != "" && !said[line] {
			said[line] = true
			kept = append(kept, line)
		}
	}
	return strings.Join(kept, "\n")
}

var secretsIn = []func() *regexp.Regexp{
	lazyregexp.New(`(?i)((?:access_token|refresh_token|id_token|client_secret|code_verifier|password|secret|authorization)["']?\s*[:=]\s*)(?:"[^"]*"?|[^\s"&,}]+(?:\s+[^\s"&,}]{16,})?)`),
	lazyregexp.New(`(?i)([?&#\s]code=|^code=|code%(?:25)*3d)[^&%\s"']+`),
	lazyregexp.New(`(?i)("code"\s*:\s*")[^"]+`),
	lazyregexp.New(`(?i)\b((?:bearer|basic)\s+)[\w.~+/=-]{8,}`),
	lazyregexp.New(`()\b(?:eyJ[\w-]{8,}|AT(?:OA|ATT|CTT)[\w=-]{8,})[\w.=-]*(?:\n[\w.=-]{8,})*`),
}

// redact masks what looks like a code, a token or a secret.
func redact(text string) string {
	for _, secret := range secretsIn {
		text = secret().ReplaceAllString(text, "${1}"+mask)
	}
	return text
}

func cite(text string) string {
	text = text[:min(len(text), 8*maxCited)]
	text = oneLine(redact(text))
	if runes := []rune(text); len(runes) > maxCited {
		return string(runes[:maxCited]) + "…"
	}
	return text
}
