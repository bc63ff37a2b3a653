package sandbox

import (
	"cmp"
	"errors"
	"fmt"
	"net/url"
)

// Admin does without a browser what a person does in the console and on the
// consent page.
type Admin struct{ s *Sandbox }

// Admin returns the sandbox's admin.
func (s *Sandbox) Admin() *Admin { return &Admin{s} }

// CreateApp makes an app, or makes one of an earlier sandbox again. The app gets
// a new ID and a new secret, and a new client ID if it has none. It belongs to the
// integration service user and is resource-level, unless it says otherwise.
func (a *Admin) CreateApp(wanted App) (App, error) {
	a.s.mu.Lock()
	defer a.s.mu.Unlock()
	owner := cmp.Or(wanted.Owner, ServiceUser)
	if a.s.account(owner) == nil {
		return App{}, noAccount(owner)
	}
	if a.s.app(wanted.ClientID) != nil {
		return App{}, fmt.Errorf("the sandbox has an app with the client ID %q already", wanted.ClientID)
	}
	x, err := newApp(wanted.Name, owner, cmp.Or(wanted.Access, ResourceLevel))
	if err != nil {
		return App{}, err
	}
	x.ClientID = cmp.Or(wanted.ClientID, x.ClientID)
	if wanted.Callback != "" {
		if err := a.s.saveCallbacks(x, wanted.Callback); err != nil {
			return App{}, err
		}
	}
	if err := x.selectScopes(wanted.Scopes, knownScope); err != nil {
		return App{}, err
	}
	x.Shared = wanted.Shared
	a.s.apps = append(a.s.apps, x)
	return x.App, nil
}

// Apps lists the apps of all accounts, the newest last.
func (a *Admin) Apps() []App {
	a.s.mu.Lock()
	defer a.s.mu.Unlock()
	var list []App
	for _, x := range a.s.apps {
		list = append(list, x.App)
	}
	return list
}

// App returns an app as it is set up now.
func (a *Admin) App(clientID string) (App, error) {
	var found App
	err := a.change(clientID, func(x *app) error { found = x.App; return nil })
	return found, err
}

// SelectScopes selects these scopes and no others, on both tabs of the Permissions page.
func (a *Admin) SelectScopes(clientID string, scopes []string) error {
	return a.change(clientID, func(x *app) error { return x.selectScopes(scopes, knownScope) })
}

// SetCallback saves the Callback URLs, one per line, in place of those saved before.
func (a *Admin) SetCallback(clientID, lines string) error {
	return a.change(clientID, func(x *app) error { return a.s.saveCallbacks(x, lines) })
}

// Share sets Distribution to Sharing.
func (a *Admin) Share(clientID string) error {
	return a.change(clientID, func(x *app) error { x.Shared = true; return nil })
}

// Links returns the ready-made links of the Authorization page, one per API and
// kind. There are none before a callback is saved, or for an unknown app. Before
// Start they begin with the path.
func (a *Admin) Links(clientID string) []string {
	var links []string
	_ = a.change(clientID, func(x *app) error {
		for _, link := range readyMadeLinks(a.s.base, x) {
			links = append(links, link.address)
		}
		return nil
	})
	return links
}

// UseSite makes a site, named by its address or its cloud ID, the company's first
// one. A site that the company lacks is made like its usual site.
func (a *Admin) UseSite(address, cloudID string) {
	a.s.mu.Lock()
	defer a.s.mu.Unlock()
	x := cmp.Or(a.s.company.site(address), a.s.company.site(cloudID))
	switch {
	case address+cloudID == "" || x == a.s.company.Sites[0]:
		return
	case x == nil:
		x = sampleCompany().newSite(address, cloudID)
	}
	a.s.usual, a.s.company = x, a.s.company.beginning(x)
}

// Consent opens the authorize URL, signs in as the account (its key, ID or
// name), picks the site (its name, address or cloud ID; "" for the first) and
// presses Accept. It returns the address that the browser is sent
// to. A request that ends on an error page is a *PageError.
func (a *Admin) Consent(authorizeURL, as, site string) (redirect string, err error) {
	u, err := url.Parse(authorizeURL)
	if err != nil || u.Path != "/authorize" {
		return "", errors.New("this is not an authorize URL of the sandbox")
	}
	a.s.mu.Lock()
	defer a.s.mu.Unlock()
	who, picked := a.s.account(Account(as)), a.s.company.Sites[0]
	if site != "" {
		picked = a.s.company.site(site)
	}
	switch {
	case who == nil:
		return "", noAccount(Account(as))
	case picked == nil:
		return "", fmt.Errorf("the sandbox has no site %q", site)
	}
	ask, refused := a.s.judge(u.RawQuery)
	if refused == nil {
		redirect, refused = a.s.accept(ask, who, picked)
	}
	if refused != nil {
		return "", &PageError{refused.pageText()}
	}
	return redirect, nil
}

// change runs f on the app while it holds the lock.
func (a *Admin) change(clientID string, f func(*app) error) error {
	a.s.mu.Lock()
	defer a.s.mu.Unlock()
	x := a.s.app(clientID)
	if x == nil {
		return fmt.Errorf("the sandbox has no app with the client ID %q", clientID)
	}
	return f(x)
}

func noAccount(what Account) error { return fmt.Errorf("the sandbox has no account %q", what) }

// app finds an app by its client ID; nil when there is none.
func (s *Sandbox) app(clientID string) *app {
	return find(s.apps, func(x *app) bool { return x.ClientID == clientID })
}
