package sandbox

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
)

// request is an authorize URL that Atlassian would show to a person.
type request struct {
	app         *app
	scopes      []string // as asked for, offline_access included
	state       string
	redirectURI string
	challenge   string
	query       string // the raw query; it is judged again when the form comes back
}

// The audiences of a token: commercial and government.
var audiences = []string{"api.atlassian.com", "api.atlassian-us-gov-mod.com"}

// maxAddress is the longest query that the real host's front door lets through.
const maxAddress = 8192

// authorize answers GET /authorize. As on the real host, a browser signs in
// before anything of the request is judged, except for its length.
func (s *Sandbox) authorize(r *http.Request) http.Handler {
	who := s.signedInAs(r)
	if who == nil && !s.options.AutoConsent && len(r.URL.RawQuery) <= maxAddress {
		return redirect(signInAnd(r.URL.RequestURI()))
	}
	ask, refused := s.judge(r.URL.RawQuery)
	if refused != nil {
		return refused.handler()
	}
	if s.options.AutoConsent { // the integration service user picks the first site and presses Accept
		target, refused := s.accept(ask, s.account(ServiceUser), s.company.Sites[0])
		if refused != nil { // a script reads it at its callback
			target = ask.callbackWith(url.Values{"error": {refused.Code}, "error_description": {refused.pageText()}})
		}
		return redirect(target)
	}
	if refused := s.judgeAccount(ask, who); refused != nil {
		return refused.page(true)
	}
	return s.consentPage(ask, who)
}

// judge decides what happens to an authorize URL, for any account; the caller
// holds the lock. Nothing is ever sent to a callback that is not saved.
func (s *Sandbox) judge(raw string) (request, *refusal) {
	if len(raw) > maxAddress {
		return request{}, refuse("too-long")
	}
	query, err := url.ParseQuery(raw)
	if err != nil {
		return request{}, refuse("incomplete", "{reason}", "the address cannot be read")
	}
	for name, values := range query {
		if len(values) > 1 {
			return request{}, refuse("incomplete", "{reason}", name+" is there more than once")
		}
	}
	r := request{
		app: s.app(query.Get("client_id")), state: query.Get("state"), redirectURI: query.Get("redirect_uri"),
		challenge: query.Get("code_challenge"), scopes: splitScopes(query.Get("scope")), query: raw,
	}
	if r.app == nil {
		return r, refuse("client")
	}
	if refused := s.playing.playRequest(r); refused != nil {
		return r, refused
	}
	if !slices.Contains(r.app.callbacks(), r.redirectURI) {
		return r, refuse("callback", "{client}", r.app.ClientID)
	}
	if what := wrongParameter(query); what != "" {
		return r, refuse("incomplete", "{reason}", what)
	}
	return r, judgeScopes(r)
}

// wrongParameter says what is wrong with the parameters other than the scope. prompt may be absent.
func wrongParameter(query url.Values) string {
	challenge, method := query.Get("code_challenge"), query.Get("code_challenge_method")
	switch {
	case !slices.Contains(audiences, query.Get("audience")):
		return "audience must be " + audiences[0]
	case query.Get("response_type") != "code":
		return "response_type must be code"
	case query.Get("state") == "":
		return "state is missing"
	case (challenge != "" || method != "") && (len(challenge) != 43 || method != "S256"):
		return "code_challenge must be an S256 challenge"
	}
	return ""
}

// judgeScopes refuses the whole request when one of its scopes is not added to
// the app. Scopes joined by commas are one unknown scope.
func judgeScopes(r request) *refusal {
	var missing []string
	supported := false
	for _, name := range r.scopes {
		_, known := findScope(name)
		supported = supported || known || strings.Contains(name, ",")
		if name != offlineAccess && !slices.Contains(r.app.Scopes, name) {
			missing = append(missing, name)
		}
	}
	switch {
	case !supported:
		return refuse("no-scopes")
	case len(missing) > 0:
		return refuseScopes(missing...)
	}
	return nil
}

// splitScopes reads the scope parameter: only spaces separate (RFC 6749 section 3.3).
func splitScopes(text string) []string {
	var list []string
	for name := range strings.SplitSeq(text, " ") {
		if name != "" && !slices.Contains(list, name) {
			list = append(list, name)
		}
	}
	return list
}

// judgeAccount decides whether the account may use the app at all; the caller holds the lock.
func (s *Sandbox) judgeAccount(r request, who *account) *refusal {
	switch {
	case s.playing.Account != "":
		return refuse(s.playing.Account)
	case !r.app.Shared && r.app.Owner != who.Key:
		return refuse("stranger")
	case len(who.Sites) == 0:
		return refuse("no-access")
	}
	return nil
}

// judgeSite decides whether the account may let the app use the site; the caller holds the lock.
func (s *Sandbox) judgeSite(r request, who *account, x *site) *refusal {
	needsApproval := x.Approval || s.playing.ID == "site-admin-approval"
	switch {
	case s.playing.Site != "":
		return refuse(s.playing.Site, "{site}", x.host())
	case !who.reaches(x):
		return refuse("no-access")
	case x.Blocked:
		return refuse("blocked")
	case needsApproval && !who.SiteAdmin && !s.approved[approval{x.ID, r.app.ClientID}]:
		return refuse("unapproved", "{site}", x.host())
	}
	return nil
}

// callbackWith is the callback with the answer of the consent page (RFC 6749 section 4.1.2).
func (r request) callbackWith(answer url.Values) string {
	answer.Set("state", r.state)
	separator := "?"
	if strings.Contains(r.redirectURI, "?") {
		separator = "&"
	}
	return r.redirectURI + separator + percentEncoded(answer)
}

// canceled is where the browser goes after Cancel.
func (r request) canceled() string {
	return r.callbackWith(url.Values{"error": {"access_denied"}, "error_description": {"User did not authorize the request"}})
}

// percentEncoded writes a query with %20 for a space, as Atlassian does.
func percentEncoded(query url.Values) string { return strings.ReplaceAll(query.Encode(), "+", "%20") }

// accept is the Accept button: it returns where the browser goes. An account-level
// app ignores the picked site and uses every site that is open to it. The caller
// holds the lock.
func (s *Sandbox) accept(ask request, who *account, picked *site) (string, *refusal) {
	if refused := s.judgeAccount(ask, who); refused != nil {
		return "", refused
	}
	wanted := []*site{picked}
	if ask.app.Access == AccountLevel {
		wanted = s.reached(who)
	}
	open, refused := s.openSites(ask, who, wanted)
	switch {
	case len(open) == 0:
		return "", refused
	case s.playing.ID == "consent-cancelled":
		return ask.canceled(), nil
	}
	for _, x := range open {
		if who.SiteAdmin { // a site admin who accepts approves the app for everybody
			s.approved[approval{x.ID, ask.app.ClientID}] = true
		}
	}
	return ask.callbackWith(url.Values{"code": {s.allow(ask, who, open)}}), nil
}

// openSites keeps the sites that the account may let the app use. When it drops
// some, refused says why it dropped the first.
func (s *Sandbox) openSites(ask request, who *account, wanted []*site) (open []*site, refused *refusal) {
	for _, x := range wanted {
		why := s.judgeSite(ask, who, x)
		if why == nil {
			open = append(open, x)
		} else if refused == nil {
			refused = why
		}
	}
	return open, refused
}

// reached lists the sites where the account has access to Jira.
func (s *Sandbox) reached(who *account) []*site {
	return slices.DeleteFunc(slices.Clone(s.company.Sites), func(x *site) bool { return !who.reaches(x) })
}

// readyMade is one of the links that the Authorization page shows.
type readyMade struct{ heading, address string }

// readyMadeLinks makes one authorize URL per API and kind, from the selected
// scopes and the first callback. They carry no offline_access, and a placeholder
// for state.
func readyMadeLinks(base string, a *app) []readyMade {
	if a.Callback == "" {
		return nil
	}
	var links []readyMade
	escaped := func(text string) string { return strings.ReplaceAll(url.QueryEscape(text), "+", "%20") }
	for _, x := range apis {
		for _, kind := range []string{classic, granular} {
			selected := a.scopesOf(x.ID, kind)
			if len(selected) == 0 {
				continue
			}
			links = append(links, readyMade{
				capitalized(kind) + " " + x.Section + " authorization URL",
				fmt.Sprintf("%s/authorize?audience=%s&client_id=%s&scope=%s&redirect_uri=%s&state=${YOUR_USER_BOUND_VALUE}&response_type=code&prompt=consent",
					base, audiences[0], a.ClientID, escaped(strings.Join(selected, " ")), escaped(a.callbacks()[0])),
			})
		}
	}
	return links
}
