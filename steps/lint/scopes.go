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
	p := &l.platform
	first, console := map[string]int{}, 0
	for i, s := range p.Scopes {
		path := fmt.Sprintf("scopes[%d].scope", i)
		if s.Scope == "" {
			continue
		}
		if line, twice := first[s.Scope]; twice {
			l.add(l.at(path), fmt.Sprintf("the scope “%s” is listed twice", short(s.Scope)), fmt.Sprintf("take one of the two out; the first is in line %d", line))
			continue
		}
		first[s.Scope] = l.at(path).line
		if s.Scope != oauth.OfflineAccess {
			console++
			if console == oauth.MaxScopes+1 {
				l.add(l.at(path), fmt.Sprintf("more than %d scopes", oauth.MaxScopes), "Atlassian asks to keep below 50: leave out what the product does not need")
			}
		}
		l.checkScope(path, s.Scope)
	}
	if len(p.Scopes) == 0 && !l.empty["scopes"] {
		l.add(l.at(""), "there are no scopes", "add the list of the document; where the customer chooses, a small one to begin with and “scopesAreFree: true”")
	}
	_, renews := first[oauth.OfflineAccess]
	switch {
	case p.Renewal == assets.RenewalListed && !renews:
		l.add(l.at("renewal"), "“renewal: listed” needs offline_access among the scopes", "add it where the document has it, or write “renewal: unknown”")
	case renews && (p.Renewal == assets.RenewalUnknown || p.Renewal == assets.RenewalNone):
		l.add(l.at("renewal"), "offline_access is among the scopes, and renewal says otherwise", "write “renewal: listed”")
	}
}

func (l *linter) checkScope(path, scope string) {
	if l.full() {
		return
	}
	if strings.ContainsAny(scope, " ,;") {
		l.add(l.at(path), "several scopes are in one entry", "write each as an entry of its own")
		return
	}
	if _, known := assets.LookupScope(scope); known {
		return
	}
	switch near := Nearest(scope, scopeNames()); near {
	case "":
		l.add(l.at(path), fmt.Sprintf("the console has no scope “%s” for Jira", short(scope)), "compare it with the document, letter by letter; scopes of other Atlassian products cannot be used here")
	case oauth.OfflineAccess:
		l.add(l.at(path), fmt.Sprintf("“%s” is a misspelt offline_access", short(scope)), "write offline_access, with an underscore")
	default:
		l.add(l.at(path), fmt.Sprintf("unknown scope “%s”", short(scope)), "did you mean "+near+"?")
	}
}

// kindsOfScopes lists the kinds of steps that tick the platform's scopes.
func (l *linter) kindsOfScopes() []string {
	kinds := map[string]string{assets.Classic: "scopes-classic", assets.Granular: "scopes-granular", assets.Identity: "scopes-identity"}
	if l.platform.ScopesAreFree {
		return []string{kinds[assets.Classic], kinds[assets.Granular], kinds[assets.Identity]}
	}
	var out []string
	for _, s := range l.platform.Scopes {
		found, known := assets.LookupScope(s.Scope)
		if kind := kinds[found.Kind]; known && kind != "" && !slices.Contains(out, kind) {
			out = append(out, kind)
		}
	}
	return out
}
