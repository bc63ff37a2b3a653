package sandbox

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
)

// request is an authorize URL that Atlassian would put before a person.
type request struct {
	app         *app
	scopes      []string // as asked, offline_access included
	state       string
	redirectURI string
	challenge   string
	query       string // the raw query, to be judged again when the form comes back
}

// The hosts that a token may be asked for: commercial and government.
var audiences = []string{"api.atlassian.com", "api.atlassian-us-gov-mod.com"}

// maxAddress is where the real host's front door refuses an address for its length.
const maxAddress = 8192

// judge decides what an authorize URL gets before anybody has signed in; the
// caller holds the lock. The order is: the app, its callback, the parameters,
// the scopes. Nothing is ever sent to a callback that is not registered.
func (s *Sandbox) judge(raw string) (request, *refusal) {
	if len(raw) > maxAddress || s.scenario == urlTooLong {
		return request{}, refuseLength()
	}
	query, err := url.ParseQuery(raw)
	if err != nil {
		return request{}, refuseParameters("the address cannot be read")
	}
	for name, values := range query {
		if len(values) > 1 {
			return request{}, refuseParameters(name + " stands there more than once")
		}
	}
	a, ok := s.apps.get(query.Get("client_id"))
	if !ok {
		return request{}, refuseClient(query.Get("client_id"))
	}
	r := request{
		app: a, state: query.Get("state"), redirectURI: query.Get("redirect_uri"),
		challenge: query.Get("code_challenge"), scopes: splitScopes(query.Get("scope")), query: raw,
	}
	if a.callback == "" || r.redirectURI != a.callback || s.scenario == callbackNotRegistered {
		return r, refuseCallback(a.clientID)
	}
	if what := wrongParameter(query); what != "" {
		return r, refuseParameters(what)
	}
	return r, s.judgeScopes(r, query.Get("scope"))
}

func wrongParameter(query url.Values) string {
	if !slices.Contains(audiences, query.Get("audience")) {
		return "audience must be " + audiences[0]
	}
	for _, fixed := range [][2]string{{"response_type", "code"}, {"prompt", "consent"}} {
		if query.Get(fixed[0]) != fixed[1] {
			return fixed[0] + " must be " + fixed[1]
		}
	}
	for _, name := range []string{"scope", "state"} {
		if query.Get(name) == "" {
			return name + " is missing"
		}
	}
	challenge, method := query.Get("code_challenge"), query.Get("code_challenge_method")
	if (challenge != "" || method != "") && (len(challenge) != 43 || method != "S256") {
		return "code_challenge must be an S256 challenge"
	}
	return ""
}

// judgeScopes refuses the whole request when one scope of it is not ticked.
// Scopes joined by commas are one scope that nobody ticked.
func (s *Sandbox) judgeScopes(r request, text string) *refusal {
	var missing []string
	for _, name := range r.scopes {
		if name != offlineAccess && !slices.Contains(r.app.scopes, name) {
			missing = append(missing, name)
		}
	}
	switch s.scenario {
	case scopeNotAdded:
		if ticked := slices.DeleteFunc(slices.Clone(r.scopes), func(name string) bool { return name == offlineAccess }); len(ticked) > 0 {
			missing = append(missing, ticked[len(ticked)-1])
		}
	case scopesByCommas:
		missing = []string{strings.ReplaceAll(text, " ", ",")}
	}
	if len(missing) > 0 {
		return refuseScopes(missing)
	}
	if len(r.scopes) == 1 && r.scopes[0] == offlineAccess {
		return refuseParameters("scope asks for offline_access alone")
	}
	return nil
}

// splitScopes reads the scope parameter: RFC 6749 section 3.3 allows single
// spaces, and nothing else separates.
func splitScopes(text string) []string {
	var list []string
	for name := range strings.SplitSeq(text, " ") {
		if name != "" && !slices.Contains(list, name) {
			list = append(list, name)
		}
	}
	return list
}

// judgeAccount decides what an account gets before it is asked; the caller holds the lock.
func (s *Sandbox) judgeAccount(r request, who *account) *refusal {
	switch {
	case s.scenario == notShared, r.app.sharing == nil && r.app.owner != who.Key:
		return refuseStranger()
	case s.scenario == noJiraAccess, len(who.Sites) == 0:
		return refuseNoAccess()
	}
	return nil
}

// judgeSite decides whether the account may let the app reach the site; the caller holds the lock.
func (s *Sandbox) judgeSite(r request, who *account, x *site) *refusal {
	switch {
	case s.scenario == somethingWentWrong:
		return refuseSomething()
	case !who.reaches(x):
		return refuseNoAccess()
	case s.scenario == appBlocked, x.Blocked:
		return refuseBlocked()
	case s.scenario == siteAdminMustApprove,
		x.Approval && !who.SiteAdmin && !s.approved[approvalKey(x, r.app)]:
		return refuseUnapproved(x)
	}
	return nil
}

// callbackWithCode is where the browser goes after Accept.
func (r request) callbackWithCode(code string) string {
	return r.callbackWith(url.Values{"code": {code}, "state": {r.state}})
}

// callbackWithError is where the browser goes after Cancel, and some refusals (RFC 6749 section 4.1.2.1).
func (r request) callbackWithError(code, description string) string {
	return r.callbackWith(url.Values{"error": {code}, "error_description": {description}, "state": {r.state}})
}

// cancelled is the callback of a person who pressed Cancel.
func (r request) cancelled() string {
	return r.callbackWithError("access_denied", "User did not authorize the request")
}

func (r request) callbackWith(added url.Values) string {
	separator := "?"
	if strings.Contains(r.redirectURI, "?") {
		separator = "&"
	}
	return r.redirectURI + separator + strings.ReplaceAll(added.Encode(), "+", "%20")
}

// authorize answers GET /authorize.
func (s *Sandbox) authorize(r *http.Request) http.Handler {
	ask, refused := s.judge(r.URL.RawQuery)
	switch {
	case refused != nil:
		return refused.handler(s.signedInAs(r))
	case s.options.AutoConsent:
		return redirect{s.consentAtOnce(ask), http.StatusFound}
	}
	return s.askConsent(r, ask)
}

// consentAtOnce stands for an integration service user who picks the first site
// and presses Accept. What a page would tell a person reaches a script as an
// error on the callback.
func (s *Sandbox) consentAtOnce(ask request) string {
	target, refused := s.accept(ask, s.account(ServiceUser), s.company.Sites[0])
	if refused != nil {
		return ask.callbackWithError(refused.Code, refused.description())
	}
	return target
}

// accept is the Accept button: it returns where the browser goes; the caller
// holds the lock. An account-level app is not asked which site was picked.
func (s *Sandbox) accept(ask request, who *account, picked *site) (string, *refusal) {
	if refused := s.judgeAccount(ask, who); refused != nil {
		return "", refused
	}
	wanted := []*site{picked}
	if ask.app.access == AccountLevel {
		wanted = s.reached(who)
	}
	open, refused := s.openAmong(ask, who, wanted)
	switch {
	case len(open) == 0:
		return "", refused
	case s.scenario == cancelled:
		return ask.cancelled(), nil
	}
	for _, x := range open {
		if who.SiteAdmin { // a site admin who consents approves the app for everybody
			s.approved[approvalKey(x, ask.app)] = true
		}
	}
	return ask.callbackWithCode(s.allow(ask, who, open)), nil
}

// openAmong keeps the sites that the account may let the app reach, and says why not the first other one.
func (s *Sandbox) openAmong(ask request, who *account, wanted []*site) (open []*site, refused *refusal) {
	for _, x := range wanted {
		why := s.judgeSite(ask, who, x)
		switch {
		case why == nil:
			open = append(open, x)
		case refused == nil:
			refused = why
		}
	}
	return open, refused
}

// reached lists the sites where the account has access to Jira.
func (s *Sandbox) reached(who *account) []*site {
	return slices.DeleteFunc(slices.Clone(s.company.Sites), func(x *site) bool { return !who.reaches(x) })
}

func approvalKey(x *site, a *app) string { return x.ID + " " + a.clientID }

// account finds an account by its key, its id or its name; nil when there is none.
func (s *Sandbox) account(what Account) *account {
	for _, a := range s.accounts {
		if a.Key == what || a.ID == string(what) || strings.EqualFold(a.Name, string(what)) {
			return a
		}
	}
	return nil
}

// siteOr finds a site by name, address or cloud ID, or says which there are.
func (s *Sandbox) siteOr(what string) (*site, error) {
	if x := s.company.site(what); x != nil {
		return x, nil
	}
	var names []string
	for _, x := range s.company.Sites {
		names = append(names, x.Name)
	}
	return nil, fmt.Errorf("the sandbox has no site %q; it has %s", what, strings.Join(names, ", "))
}
