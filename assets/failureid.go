package assets

// FailureID is the ID of a failure in failures.yaml.
type FailureID = string

// The failures that code names: what it finds by itself, or treats in a way of its
// own. All others are known from failures.yaml alone.
const (
	AppAccessRule         FailureID = "app-access-rule"
	AtlassianUnavailable  FailureID = "atlassian-unavailable"
	AuthorizationNotAdded FailureID = "authorization-not-added"
	BoardScopesMissing    FailureID = "board-scopes-missing"
	CallbackNotRegistered FailureID = "callback-not-registered"
	GranularAlone         FailureID = "granular-alone"
	NoRefreshToken        FailureID = "no-refresh-token"
	OldToken              FailureID = "old-token"
	OwnRequest            FailureID = "own-request" // what would be the product's fault, in a request of threelo's
	PermissionMissing     FailureID = "permission-missing"
	RateLimited           FailureID = "rate-limited"
	RefusedBeforeJira     FailureID = "refused-before-jira"
	ScopeNotAdded         FailureID = "scope-not-added"
	ScopeNotGranted       FailureID = "scope-not-granted"
	ScopesLost            FailureID = "scopes-lost"
	SiteNotReached        FailureID = "site-not-reached"
	SiteRenamed           FailureID = "site-renamed"

	NetworkDNS      FailureID = "network-dns"
	NetworkRefused  FailureID = "network-refused"
	NetworkTimeout  FailureID = "network-timeout"
	NetworkReset    FailureID = "network-reset"
	NetworkProxy    FailureID = "network-proxy"
	NetworkTLS      FailureID = "network-tls-unknown-issuer"
	NetworkCaptive  FailureID = "network-captive-portal" // a page instead of data
	NetworkClock    FailureID = "network-clock"
	NetworkRedirect FailureID = "network-redirect"
	NetworkGarbled  FailureID = "network-garbled" // neither data nor a page
)
