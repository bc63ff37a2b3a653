package sandbox

import (
	"net/http"
	"net/url"
	"strings"
)

// readyMade is one of the links that the Authorization page offers.
type readyMade struct{ heading, address string }

// readyMadeLinks makes an authorize URL per API and kind, of the scopes as they
// are ticked and the callback as it is saved. They carry no offline_access, and
// a placeholder in the place of state.
func readyMadeLinks(base string, a *app) []readyMade {
	var links []readyMade
	if a.callback == "" {
		return nil
	}
	for _, x := range apis {
		for _, kind := range []string{classic, granular} {
			ticked := a.scopesOf(x.Product, kind)
			if len(ticked) == 0 {
				continue
			}
			pairs := [][2]string{
				{"audience", audiences[0]},
				{"client_id", a.clientID},
				{"scope", strings.Join(ticked, " ")},
				{"redirect_uri", a.callback},
				{"state", "${YOUR_USER_BOUND_VALUE}"},
				{"response_type", "code"},
				{"prompt", "consent"},
			}
			var query []string
			for _, pair := range pairs {
				value := pair[1]
				if pair[0] != "state" { // the placeholder stands there as it is
					value = strings.ReplaceAll(url.QueryEscape(value), "+", "%20")
				}
				query = append(query, pair[0]+"="+value)
			}
			heading := strings.ToUpper(kind[:1]) + kind[1:] + " " + x.Name + " authorization URL"
			links = append(links, readyMade{heading, base + "/authorize?" + strings.Join(query, "&")})
		}
	}
	return links
}

// authorization answers GET /console/{app}/authorization.
func (s *Sandbox) authorization(r *http.Request, who *account, a *app) http.Handler {
	return authorizationPage(r, who, a, a.callback, "")
}

func authorizationPage(r *http.Request, who *account, a *app, callback, complaint string) webPage {
	page := appPage(who, a, "Authorization", "Authorization")
	action := "Add"
	if a.callback != "" {
		action = "Configure"
	}
	if complaint != "" {
		page.Status = http.StatusBadRequest
		page.Content = notice("bad", para(complaint))
	}
	if complaint == "" && !r.URL.Query().Has("edit") {
		page.Content = join(saved(r),
			el("h2", nil, words("OAuth 2.0 (3LO)")),
			el("dl", nil, el("dt", nil, words("Callback URL")), el("dd", nil, callbackText(a))),
			el("p", nil, el("a", attributes{"class", "button", "href", "?edit", "aria-label", action + " OAuth 2.0 (3LO)"}, words(action))),
			linksSection("http://"+r.Host, a))
		return page
	}
	page.Content = join(page.Content,
		el("form", attributes{"method", "post", "action", "authorization"},
			field("callback", "Callback URL", "compared character by character with the one of each sign-in", callback, "inputmode", "url", "required", ""),
			el("p", attributes{"class", "buttons"}, button("Save changes"), el("a", attributes{"href", "authorization"}, words("Cancel")))))
	return page
}

// callbackText is the callback as it is saved.
func callbackText(a *app) markup {
	if a.callback == "" {
		return words("none yet")
	}
	return codeText(a.callback)
}

func linksSection(base string, a *app) markup {
	links := readyMadeLinks(base, a)
	if len(links) == 0 {
		return para("Once a callback is saved and scopes are ticked, ready-made links stand here.")
	}
	return el("section", attributes{"aria-labelledby", "links"},
		el("h2", attributes{"id", "links"}, words("Authorization URL generator")),
		each(links, func(l readyMade) markup {
			return toCopy(l.heading, l.address)
		}))
}

// saveCallback answers POST /console/{app}/authorization.
func (s *Sandbox) saveCallback(r *http.Request, who *account, a *app) http.Handler {
	callback := r.PostFormValue("callback")
	if err := checkCallback(callback); err != nil {
		return authorizationPage(r, who, a, callback, sentence(err))
	}
	a.callback = callback
	return redirect{"/console/" + a.clientID + "/authorization?saved", http.StatusSeeOther}
}
