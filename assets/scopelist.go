package assets

import "strings"

// ScopeList lists scopes by the console's tabs, with the words to search for.
func ScopeList(names []string) string {
	titles := map[string]string{Classic: "Classic scopes:", Granular: "Granular scopes, and what to search for:", Identity: "User identity scopes:"}
	byKind := map[string][]string{}
	for _, name := range names {
		s, _ := LookupScope(name)
		byKind[s.Kind] = append(byKind[s.Kind], name)
	}
	words := SearchWords(byKind[Granular])
	var lines []string
	for _, kind := range []string{Classic, Granular, Identity} {
		if len(byKind[kind]) > 0 {
			lines = append(lines, titles[kind])
		}
		for _, name := range BySearch(byKind[kind], words) {
			lines = append(lines, strings.TrimSuffix("  "+name+" ("+words[name]+")", " ()"))
		}
	}
	return strings.Join(lines, "\n")
}

// ScopeMeanings says what each scope allows, a line each.
func ScopeMeanings(names []string) string {
	var lines []string
	for _, name := range names {
		s, _ := LookupScope(name)
		lines = append(lines, strings.TrimSuffix(name+": "+s.For, ": "))
	}
	return strings.Join(lines, "\n")
}
