package lint

import (
	"fmt"
	"slices"
	"strings"
	"sync"

	"threelo/assets"
	"threelo/oauth"
)

var scopeNames = sync.OnceValue(func() []string {
	names := make([]string, len(assets.Scopes()))
	for i, s := range assets.Scopes() {
		names[i] = s.Scope
	}
	return names
})

func (l *linter) checkScopes() {
	p := &l.Platform
	console := 0
	for i, s := range p.Scopes {
		at := l.At(fmt.Sprintf("scopes[%d].scope", i))
		switch {
		case l.twice(at, s.Scope, "scope", "take one of the two out"):
		case strings.ContainsAny(s.Scope, " ,;"):
			l.Add(at, "several scopes are in one entry", "write each as its own entry")
		default:
			l.oneOf(at, s.Scope, scopeNames(), "threelo doesn't know the scope “%s”", "compare it with the document, letter by letter; threelo knows those of Jira, Jira Service Management, Confluence and the User identity API")
		}
		if s.Scope != oauth.OfflineAccess {
			console++
		}
		if console == oauth.MaxScopes+1 {
			l.Add(at, fmt.Sprintf("more than %d scopes", oauth.MaxScopes), "Atlassian asks to keep below 50: leave out what the product does not need")
		}
	}
	if _, there := l.Key("scopes"); !there {
		l.Add(l.At(""), "there are no scopes", "add the list of the document; where the customer chooses, a small one to begin with and “scopesAreFree: true”")
	}
	switch renews := slices.Contains(p.ScopeNames(), oauth.OfflineAccess); {
	case p.Renewal == assets.RenewalListed && !renews:
		l.Add(l.At("renewal"), "“renewal: listed” needs offline_access among the scopes", "add it where the document has it, or write “renewal: unknown”")
	case renews && (p.Renewal == assets.RenewalUnknown || p.Renewal == assets.RenewalNone):
		l.Add(l.At("renewal"), "offline_access is among the scopes, and renewal says otherwise", "write “renewal: listed”")
	}
}

// ticks reports whether the app needs scopes of one tab of the console.
func (l *linter) ticks(kind string) bool {
	return l.Platform.ScopesAreFree || slices.ContainsFunc(l.Platform.Scopes, func(s assets.PlatformScope) bool {
		scope, known := assets.LookupScope(s.Scope)
		return known && scope.Kind == kind
	})
}
