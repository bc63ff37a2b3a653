package oauth

import (
	"slices"
	"strings"

	"threelo/assets"
)

// App is an OAuth 2.0 (3LO) integration of Atlassian's console, with what a sign-in
// needs except the secret.
type App struct {
	ClientID string
	Callback string   // the registered Callback URL; matched exactly by Atlassian
	Scopes   []string // what a sign-in asks for, in order
}

// Equal reports whether a sign-in asks for the same with both apps.
func (a App) Equal(b App) bool {
	return a.ClientID == b.ClientID && a.Callback == b.Callback && slices.Equal(a.Scopes, b.Scopes)
}

// OfflineAccess is the scope that asks for a refresh token. The console lists it
// nowhere, and its ready-made links never have it.
const OfflineAccess = "offline_access"

// MaxScopes is how many scopes an app should have at most: Atlassian asks to
// keep below 50.
const MaxScopes = 49

// ConsoleScopes returns the scopes that the console lists.
func ConsoleScopes(scopes []string) []string {
	return slices.DeleteFunc(slices.Clone(scopes), func(scope string) bool { return scope == OfflineAccess })
}

// NeedsSite reports whether scopes reach a site, and not the account alone.
func NeedsSite(scopes []string) bool { return len(scopes) == 0 || assets.Products(scopes) != "" }

// NeedsJira reports whether scopes reach Jira, or Jira Service Management, on a site.
func NeedsJira(scopes []string) bool {
	return len(scopes) == 0 || strings.Contains(assets.Products(scopes), "Jira")
}

// appendNew appends the texts that the list does not have yet.
func appendNew(list []string, texts ...string) []string {
	for _, text := range texts {
		if !slices.Contains(list, text) {
			list = append(list, text)
		}
	}
	return list
}

// JoinScopes writes scopes as RFC 6749 section 3.3 does: in order, one space between.
func JoinScopes(scopes []string) string { return strings.Join(scopes, " ") }

// SplitScopes reads a space separated list; any run of white space separates.
func SplitScopes(text string) []string { return strings.Fields(text) }
