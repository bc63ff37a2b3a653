package steps

import (
	"cmp"
	"slices"

	"threelo/assets"
	"threelo/oauth"
)

// scopeTable follows each scope through the journey: wanted by the platform,
// ticked in the console, asked for, granted (the token's answer), and granted
// for the site (accessible-resources). A sign stands only for what was seen.
func (j *Journey) scopeTable() *Table {
	c := &j.check
	t := &Table{Title: "Scope by scope", Head: []string{"scope", "wanted", "ticked", "asked", "granted", "on " + cmp.Or(siteName(j.setup.Site), "the site")}}
	var granted, onSite []string
	if c.grant != nil {
		granted = c.grant.Scopes
	}
	if c.site != nil {
		onSite = c.site.Scopes
	}
	names := slices.Clone(j.asked())
	for _, more := range [][]string{j.compared().Extra, granted} {
		for _, name := range more {
			if !slices.Contains(names, name) {
				names = append(names, name)
			}
		}
	}
	for _, name := range names {
		asked := slices.Contains(j.asked(), name)
		row := []Cell{{Text: name}, {Text: string(yesNo(slices.Contains(j.wanted(), name)))}, j.tickedCell(name, asked), {Text: string(yesNo(asked))}}
		if name == oauth.OfflineAccess {
			renews := c.grant != nil && c.grant.RefreshToken
			t.Rows = append(t.Rows, append(row, seenCell(true, renews, asked), Cell{Text: "–"}))
			continue
		}
		site := seenCell(len(onSite) > 0, slices.Contains(onSite, name), asked)
		if s, _ := assets.LookupScope(name); s.Kind == assets.Identity {
			site = Cell{Text: "–"} // such a scope belongs to the account, not to a site
		}
		t.Rows = append(t.Rows, append(row, seenCell(len(granted) > 0, slices.Contains(granted, name), asked), site))
	}
	return t
}

// tickedCell is what is known of a scope's tick in the console.
func (j *Journey) tickedCell(name string, asked bool) Cell {
	switch {
	case name == oauth.OfflineAccess:
		return Cell{Text: "–"} // the console does not list it
	case slices.Contains(j.selected(), name):
		return seenCell(true, true, asked)
	case slices.Contains(j.unselected(), name):
		return seenCell(true, false, asked)
	case slices.Contains(j.setup.Ticked, name):
		return Cell{Mark: MarkAttested, Text: "said"}
	}
	return Cell{Mark: MarkUnchecked, Text: "?"}
}

// seenCell is what an answer shows: known is false when it listed nothing.
func seenCell(known, there, asked bool) Cell {
	switch {
	case !known:
		return Cell{Mark: MarkUnchecked, Text: "?"}
	case there:
		return Cell{Mark: MarkProved, Text: "yes"}
	case !asked:
		return Cell{Text: "no"}
	}
	return Cell{Mark: MarkFail, Text: "no"}
}
