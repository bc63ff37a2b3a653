package assets

import (
	_ "embed" // failures.yaml
	"fmt"
	"strings"
	"sync"

	"github.com/goccy/go-yaml"
)

// Failure is one known way in which connecting goes wrong.
type Failure struct {
	ID       string   `yaml:"id"`       // stable, such as "callback-not-registered"
	Row      int      `yaml:"row"`      // number in the list of Atlassian's failures, from 1; 0 for a fault of the network
	Title    string   `yaml:"title"`    // what happened, one plain sentence
	Seen     []string `yaml:"seen"`     // what a person sees of it, with Atlassian's words in “ ” and where they stand
	Cause    string   `yaml:"cause"`    // why
	Cure     []string `yaml:"cure"`     // what to do, click by click, in order
	Step     string   `yaml:"step"`     // kind of the step that cures it; "" when none does
	Who      string   `yaml:"who"`      // who can cure it: "you", "site admin", "platform support", "Atlassian"
	Harmless bool     `yaml:"harmless"` // nothing is wrong: it only looks so, or passes by itself
	Sure     string   `yaml:"sure"`     // how sure cause and cure are: "H", "M+", "M", "L"; M and L are said with "probably"
	Signs    []Sign   `yaml:"signs"`    // how it is recognised; any one is enough
}

// Probably is the word to put before the cause: "" where cause and cure are
// sure, or where title or cause say it themselves.
func (f Failure) Probably() string {
	if f.Sure != "M" && f.Sure != "L" || strings.Contains(f.Title+f.Cause, "probably") {
		return ""
	}
	return "probably"
}

// Sign is one way to recognise a Failure. What it leaves empty does not matter;
// everything that it names must be met.
type Sign struct {
	Where  string   `yaml:"where"`  // "page", "callback", "token", "api", "network"
	Status []int    `yaml:"status"` // one of these
	Error  string   `yaml:"error"`  // the error code: a server's, or one of the Code constants
	Text   []string `yaml:"text"`   // every one occurs; only letters and digits count, case does not
	Path   string   `yaml:"path"`   // what the called path begins with, below /ex/jira/{cloudId}
	Whole  bool     `yaml:"whole"`  // the text is all that was said; with no Text, nothing was said
	Named  bool     `yaml:"named"`  // the text must name Atlassian, since others say the same
}

// Codes of the program's own, for what is met without an error code from
// Atlassian. They stand where otherwise the server's code stands.
const (
	CodeNoRefreshToken    = "no-refresh-token"   // the token answer has no refresh token though offline_access was asked for
	CodeNoSites           = "no-sites"           // accessible-resources is empty
	CodeOtherSite         = "other-site"         // accessible-resources lacks the expected site
	CodeScopesLost        = "scopes-lost"        // the grant has fewer scopes than an earlier one had
	CodeOldToken          = "old-token"          // the gateway refused a token that had worked, or that is past its time
	CodeDevelopmentBanner = "development-banner" // the consent page calls the app unreviewed
	CodeGranularOnly      = "granular-only"      // a scope does not match, and the token has granular scopes only
	CodeCommaScopes       = "comma-scopes"       // the scope parameter joins its scopes by commas
	CodeAddressTooLong    = "address-too-long"   // the authorize URL is longer than Atlassian's front takes
	CodeRateLimited       = "rate-limited"       // a 503 that carries Retry-After

	CodeNetworkDNS      = "network-dns"                // the name was not resolved
	CodeNetworkRefused  = "network-refused"            // nobody listens
	CodeNetworkTimeout  = "network-timeout"            // no answer in time
	CodeNetworkReset    = "network-reset"              // the connection broke off
	CodeNetworkProxy    = "network-proxy"              // the proxy refused, or cannot be reached
	CodeNetworkTLS      = "network-tls-unknown-issuer" // the certificate is by nobody known here
	CodeNetworkCaptive  = "network-captive-portal"     // a page of HTML where JSON was due
	CodeNetworkClock    = "network-clock"              // this computer's time is wrong
	CodeNetworkRedirect = "network-redirect"           // a redirect to another host, not followed
	CodeNetworkGarbled  = "network-garbled"            // an answer that is neither JSON nor a page
)

//go:embed failures.yaml
var failuresYAML []byte

var failures = sync.OnceValue(func() []Failure {
	var list []Failure
	if err := yaml.UnmarshalWithOptions(failuresYAML, &list, yaml.Strict()); err != nil {
		panic(fmt.Sprintf("assets: the built-in failures.yaml is damaged: %v", err)) // a test reads it: never in a release
	}
	return list
})

// Failures returns every known failure in the order of the file: Atlassian's by
// row, then the network's. It is read on first use; the caller changes nothing.
func Failures() []Failure { return failures() }
