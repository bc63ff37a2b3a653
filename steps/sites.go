package steps

import (
	"strings"

	"threelo/assets/english"
)

// otherSites explains sites beside the tested one: they look wrong, and are not.
func (j *Journey) otherSites() []Finding {
	c := &j.check
	if c.site == nil {
		return nil
	}
	var others []string
	for _, s := range c.sites {
		if s.ID != c.site.ID {
			others = append(others, s.URL)
		}
	}
	if len(others) == 0 {
		return nil
	}
	return []Finding{{
		Mark:   MarkNote,
		Text:   english.Count(len(others), "other site") + " also reached: chosen at an earlier sign-in with this app, or all sites of the account. This does no harm; the checks used " + siteName(c.site.URL),
		Detail: strings.Join(others, "\n"),
	}}
}

// siteName is the short name of a site: "acme" for https://acme.atlassian.net.
func siteName(site string) string {
	host := strings.TrimPrefix(strings.TrimPrefix(site, "https://"), "http://")
	name, _, _ := strings.Cut(host, ".")
	return name
}
