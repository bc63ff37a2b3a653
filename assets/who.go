package assets

import "strings"

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
	WhoNobody         Who = "nobody"
)

var whoWords = []struct {
	who            Who
	screen, report string
}{
	{WhoYou, "you", "the admin"},
	{WhoAppOwner, "the owner of the app", "the owner of the app"},
	{WhoSiteAdmin, "an admin of {site}", "an admin of {site}"},
	{WhoOrgAdmin, "an organization admin", "an organization admin"},
	{WhoJiraAdmin, "a Jira admin of {site}", "a Jira admin of {site}"},
	{WhoNetwork, "whoever runs your network or your company's sign-in", "whoever runs the admin's network or the company's sign-in"},
	{WhoProductSupport, "the support of {product}", "the support of {product}"},
	{WhoNobody, "nobody: wait", "nobody: wait"},
}

// OnScreen names a Who for the reader. Without a name, product and site are "".
func (w Who) OnScreen(product, site string) string {
	for _, each := range whoWords {
		if each.who == w {
			return fillWho(each.screen, product, site)
		}
	}
	return string(w)
}

// InReport names a Who in what leaves the computer, where "you" is the admin.
func (w Who) InReport(product, site string) string {
	for _, each := range whoWords {
		if each.who == w {
			return fillWho(each.report, product, site)
		}
	}
	return string(w)
}

func fillWho(text, product, site string) string {
	if product == "" {
		product = "the product"
	}
	if site == "" {
		site = "the Jira site"
	}
	return strings.NewReplacer("{product}", product, "{site}", site).Replace(text)
}
