package lint

import (
	"fmt"
	"slices"
	"strings"
	"sync"

	"threelo/assets"
	"threelo/assets/english"
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
	first, console := map[string]int{}, 0
	for i, s := range p.Scopes {
		path := fmt.Sprintf("scopes[%d].scope", i)
		if s.Scope == "" {
			continue
		}
		if line, twice := first[s.Scope]; twice {
			l.Add(l.At(path), fmt.Sprintf("the scope “%s” is listed twice", english.Short(s.Scope)), fmt.Sprintf("take one of the two out; the first is in line %d", line))
			continue
		}
		first[s.Scope] = l.At(path).Line
		if s.Scope != oauth.OfflineAccess {
			console++
			if console == oauth.MaxScopes+1 {
				l.Add(l.At(path), fmt.Sprintf("more than %d scopes", oauth.MaxScopes), "Atlassian asks to keep below 50: leave out what the product does not need")
			}
		}
		l.checkScope(path, s.Scope)
	}
	if len(p.Scopes) == 0 && !l.IsEmpty("scopes") {
		l.Add(l.At(""), "there are no scopes", "add the list of the document; where the customer chooses, a small one to begin with and “scopesAreFree: true”")
	}
	_, renews := first[oauth.OfflineAccess]
	switch {
	case p.Renewal == assets.RenewalListed && !renews:
		l.Add(l.At("renewal"), "“renewal: listed” needs offline_access among the scopes", "add it where the document has it, or write “renewal: unknown”")
	case renews && (p.Renewal == assets.RenewalUnknown || p.Renewal == assets.RenewalNone):
		l.Add(l.At("renewal"), "offline_access is among the scopes, and renewal says otherwise", "write “renewal: listed”")
	}
}

func (l *linter) checkScope(path, scope string) {
	if l.Full() {
		return
	}
	if strings.ContainsAny(scope, " ,;") {
		l.Add(l.At(path), "several scopes are in one entry", "write each as an entry of its own")
		return
	}
	if _, known := assets.LookupScope(scope); known {
		return
	}
	switch near := english.Nearest(scope, scopeNames()); near {
	case "":
		l.Add(l.At(path), fmt.Sprintf("the console has no scope “%s” for Jira", english.Short(scope)), "compare it with the document, letter by letter; scopes of other Atlassian products cannot be used here")
	case oauth.OfflineAccess:
		l.Add(l.At(path), fmt.Sprintf("“%s” is a misspelt offline_access", english.Short(scope)), "write offline_access, with an underscore")
	default:
		l.Add(l.At(path), fmt.Sprintf("unknown scope “%s”", english.Short(scope)), "did you mean "+near+"?")
	}
}

// kindsOfScopes lists the kinds of steps that tick the platform's scopes.
func (l *linter) kindsOfScopes() []string {
	kinds := map[string]string{assets.Classic: "scopes-classic", assets.Granular: "scopes-granular", assets.Identity: "scopes-identity"}
	if l.Platform.ScopesAreFree {
		return []string{kinds[assets.Classic], kinds[assets.Granular], kinds[assets.Identity]}
	}
	var out []string
	for _, s := range l.Platform.Scopes {
		found, known := assets.LookupScope(s.Scope)
		if kind := kinds[found.Kind]; known && kind != "" && !slices.Contains(out, kind) {
			out = append(out, kind)
		}
	}
	return out
}
