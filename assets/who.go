package assets

import "cmp"

// Who can fix a failure.
type Who string

// Everyone who can fix a failure.
const (
	WhoYou            Who = "you"
	WhoAppOwner       Who = "app owner"
	WhoSiteAdmin      Who = "site admin"
	WhoOrgAdmin       Who = "organization admin"
	WhoJiraAdmin      Who = "Jira admin"
	WhoNetwork        Who = "network or identity provider"
	WhoProductSupport Who = "product support"
	WhoMakers         Who = "threelo's makers"
	WhoNobody         Who = "nobody"
)

// whoWords names each Who on screen and, where it differs, in a report.
var whoWords = map[Who]struct{ screen, report string }{
	WhoYou:            {"you", "the admin"},
	WhoAppOwner:       {"the owner of the app", ""},
	WhoSiteAdmin:      {"an admin of {site}", ""},
	WhoOrgAdmin:       {"an organization admin", ""},
	WhoJiraAdmin:      {"a Jira admin of {site}", ""},
	WhoNetwork:        {"the people who run your network or your company's sign-in", "the people who run the admin's network or the company's sign-in"},
	WhoProductSupport: {"the support of {product}", ""},
	WhoMakers:         {"threelo's makers", ""},
	WhoNobody:         {"no one: wait", ""},
}

// OnScreen names a Who for the reader. Product and site may be "".
func (w Who) OnScreen(product, site string) string { return w.named(whoWords[w].screen, product, site) }

// InReport names a Who in what leaves the computer, where "you" is the admin.
func (w Who) InReport(product, site string) string {
	return w.named(cmp.Or(whoWords[w].report, whoWords[w].screen), product, site)
}

func (w Who) named(words, product, site string) string {
	slots := Slots{"product": cmp.Or(product, "the product"), "site": cmp.Or(site, "the Jira site")}
	return slots.fill(cmp.Or(words, string(w)))
}
