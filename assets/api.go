package assets

import (
	"slices"
	"strings"

	"threelo/assets/english"
)

// API is a row of the console's Permissions page, with the scopes that belong to it.
type API struct {
	Name     string   // as the console writes it
	Product  string   // what answers its calls
	Gateway  string   // what comes before a site's cloud ID in the address of a call; "" for no site's
	paths    []string // parts of its calls' paths
	products []string
}

// apis lists the APIs in the console's order. One whose paths are part of another's
// comes later.
var apis = []API{
	{"Jira API", "Jira", "/ex/jira/", []string{"/rest/"}, []string{"jira-platform", "jira-software"}},
	{"Jira Service Management API", "Jira Service Management", "/ex/jira/", []string{"/rest/servicedeskapi/"}, []string{"jira-service-management"}},
	{"Confluence API", "Confluence", "/ex/confluence/", []string{"/wiki/", "/ex/confluence/"}, []string{"confluence"}},
	{"User identity API", "Atlassian", "", []string{"/me"}, []string{"User Identity API"}},
}

// API is the row of the console that has a scope; zero for offline_access and a scope
// that the catalog lacks.
func (s Scope) API() API {
	api, _ := find(apis, func(a API) bool { return slices.Contains(a.products, s.Product) })
	return api
}

// APIOf is the API that a call belongs to, by its path: Jira's when none fits.
func APIOf(path string) API {
	for _, a := range slices.Backward(apis) {
		if slices.ContainsFunc(a.paths, func(part string) bool {
			return strings.Contains(path, part) && (a.Gateway != "" || strings.HasSuffix(path, part))
		}) {
			return a
		}
	}
	return apis[0]
}

// ofSite lists the APIs that have some of these scopes and reach a site, in the
// console's order: Jira's where the catalog lacks a scope.
func ofSite(scopes []string) []API {
	needed := map[string]bool{}
	for _, name := range scopes {
		s, known := LookupScope(name)
		needed[s.API().Name] = true
		needed[apis[0].Name] = needed[apis[0].Name] || !known
	}
	return slices.DeleteFunc(slices.Clone(apis), func(a API) bool { return a.Gateway == "" || !needed[a.Name] })
}

// APINames names the rows of the console that have the scopes of its two tabs.
func APINames(scopes []string) string { return named(scopes, func(a API) string { return a.Name }) }

// Products names what the calls for these scopes read from: “Jira and Confluence”, ""
// where they reach no site.
func Products(scopes []string) string {
	return named(scopes, func(a API) string { return a.Product })
}

func named(scopes []string, name func(API) string) string {
	var names []string
	for _, api := range ofSite(scopes) {
		names = append(names, name(api))
	}
	return english.And(names)
}
