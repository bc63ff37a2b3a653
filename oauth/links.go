package oauth

import (
	"errors"
	"net/url"
	"slices"
	"strings"

	"threelo/assets"
)

// ConsoleLink is one of the ready-made links on the console's Authorization page:
// an authorize URL with the app's saved settings.
type ConsoleLink struct {
	ClientID string
	Callback string
	Scopes   []string // the selected ones of one API and kind; never offline_access
}

// ReadLinks reads one or several ready-made links from a paste, in any order, with
// other text around them or line breaks inside. Repeated links count once. All of a paste must
// belong to one app.
func ReadLinks(text string) ([]ConsoleLink, error) {
	c := wash(text)
	if c.Problem != "" {
		return nil, errors.New(c.Problem)
	}
	var links []ConsoleLink
	cut, apps := false, ""
	list := addresses(c.Text)
	for _, address := range list {
		link, ok := readLink(address)
		switch {
		case !ok:
		case link.ClientID == "":
			cut = true
		case !slices.ContainsFunc(links, func(other ConsoleLink) bool { return App(other).Equal(App(link)) }):
			links = append(links, link)
		}
		if len(links) > 0 && apps == "" && links[len(links)-1].ClientID != links[0].ClientID {
			apps = shortened(links[0].ClientID) + " and " + shortened(links[len(links)-1].ClientID)
		}
	}
	why := firstOf([]flaw{
		{len(links) == 0 && cut, "links-cut", ""},
		{len(links) == 0 && len(list) > 0, "links-other", ""},
		{len(links) == 0, "links-none", ""},
		{apps != "", "links-apps", apps},
	}, assets.Slots{"copy": assets.PasteWords("links-copy", nil)})
	if why != "" {
		return nil, errors.New(why)
	}
	return links, nil
}

// holdsLinks reports whether a text holds ready-made links.
func holdsLinks(text string) bool {
	_, err := ReadLinks(text)
	return err == nil
}

// readLink reads an authorize URL. It reports false for any other address.
func readLink(address string) (ConsoleLink, bool) {
	at, all := splitAddress(address)
	if !isAuthorizePath(at.Path) || !isAtlassianLink(at, all) {
		return ConsoleLink{}, false
	}
	scopes := appendNew(nil, ConsoleScopes(SplitScopes(spaced(all.Get("scope"))))...)
	return ConsoleLink{ClientID: all.Get("client_id"), Callback: all.Get("redirect_uri"), Scopes: scopes}, true
}

// isAtlassianLink reports whether an authorize URL is Atlassian's: by its host, by
// its audience, or because it is a rehearsal on this computer.
func isAtlassianLink(at *url.URL, all url.Values) bool {
	return AtlassianHost(at.Hostname()) || IsLoopback(at.Hostname()) || strings.HasPrefix(all.Get("audience"), "api.atlassian")
}
