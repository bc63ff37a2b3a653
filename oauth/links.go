package oauth

import (
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"
)

// ConsoleLink is one of the ready-made links on the console's Authorization page:
// an authorize URL with the app's saved settings.
type ConsoleLink struct {
	ClientID string
	Callback string
	Scopes   []string // the selected ones of one API and kind; never offline_access
}

const copyLinks = "in the console open Authorization, then OAuth 2.0 (3LO), and copy the links that begin with https://auth.atlassian.com/authorize; they appear once scopes are selected and a Callback URL is saved"

// ReadLinks reads one or several ready-made links from a paste, in any order, with
// other text around them or line breaks inside. Repeated links count once. All of a paste must
// belong to one app.
func ReadLinks(text string) ([]ConsoleLink, error) {
	c := wash(text)
	if c.Problem != "" {
		return nil, errors.New(c.Problem)
	}
	var links []ConsoleLink
	cut := false
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
	}
	switch {
	case len(links) == 0 && cut:
		return nil, errors.New("the link names no client ID, so it was probably cut off: copy it again with the console's copy button, or from https:// to its end")
	case len(links) == 0 && len(list) > 0:
		return nil, errors.New("this address is not a ready-made link: " + copyLinks)
	case len(links) == 0:
		return nil, errors.New("no ready-made link found: " + copyLinks)
	}
	for _, link := range links[1:] {
		if link.ClientID != links[0].ClientID {
			return nil, fmt.Errorf("these links belong to different apps (client IDs %s and %s): paste only the links of the app that you are setting up",
				shortened(links[0].ClientID), shortened(link.ClientID))
		}
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
