package sandbox

import (
	"errors"
	"fmt"
	"net/url"
	"slices"
)

// Admin does without a browser what a person does in the console and on the
// consent page.
type Admin struct{ s *Sandbox }

// Admin returns the sandbox's admin.
func (s *Sandbox) Admin() *Admin { return &Admin{s} }

// CreateApp makes a resource-level app that belongs to the owner.
func (a *Admin) CreateApp(name string, owner Account) (App, error) {
	return a.Restore(App{Name: name, Owner: owner, Access: ResourceLevel})
}

// Restore makes an app as it was in an earlier sandbox. It keeps its client ID,
// unless that is empty, and gets a new secret.
func (a *Admin) Restore(was App) (App, error) {
	a.s.mu.Lock()
	defer a.s.mu.Unlock()
	owner := a.s.account(was.Owner)
	if owner == nil {
		return App{}, noAccount(was.Owner)
	}
	if a.s.app(was.ClientID) != nil {
		return App{}, fmt.Errorf("the sandbox has an app with the client ID %q already", was.ClientID)
	}
	x, err := newApp(was.Name, owner, was.Access)
	if err != nil {
		return App{}, err
	}
	if was.ClientID != "" {
		x.clientID = was.ClientID
	}
	if was.Callback != "" {
		if x.callbacks, err = readCallbacks(was.Callback); err != nil {
			return App{}, err
		}
	}
	if err := x.selectScopes(was.Scopes, knownScope); err != nil {
		return App{}, err
	}
	if was.Shared {
		x.share()
	}
	a.s.apps = append(a.s.apps, x)
	return x.public(), nil
}

// Apps lists the apps of all accounts, the newest last.
func (a *Admin) Apps() []App {
	a.s.mu.Lock()
	defer a.s.mu.Unlock()
	var list []App
	for _, x := range a.s.apps {
		list = append(list, x.public())
	}
	return list
}

// App returns an app as it is set up now.
func (a *Admin) App(clientID string) (App, error) {
	var found App
	err := a.change(clientID, func(x *app) error { found = x.public(); return nil })
	return found, err
}

// SelectScopes selects these scopes and no others, on both tabs of the Permissions page.
func (a *Admin) SelectScopes(clientID string, scopes []string) error {
	return a.change(clientID, func(x *app) error { return x.selectScopes(scopes, knownScope) })
}

// SetCallback saves the Callback URLs, one per line, in place of those saved before.
func (a *Admin) SetCallback(clientID, lines string) error {
	return a.change(clientID, func(x *app) (err error) {
		callbacks, err := a.s.readCallbackForm(lines)
		if err == nil {
			x.callbacks = callbacks
		}
		return err
	})
}

// Share sets Distribution to Sharing.
func (a *Admin) Share(clientID string) error {
	return a.change(clientID, func(x *app) error { x.share(); return nil })
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

// Credentials returns the client ID and the secret of the Settings page.
func (a *Admin) Credentials(clientID string) (id, secret string, err error) {
	found, err := a.App(clientID)
	return found.ClientID, found.Secret, err
}

// Consent opens the authorize URL, signs in as the account (its key, ID or
// name), picks the site (its name, address or cloud ID; an account-level app asks
// for none) and presses Accept. It returns the address that the browser is sent
// to. A request that ends on an error page is a *PageError.
func (a *Admin) Consent(authorizeURL, as, site string) (redirect string, err error) {
	u, err := url.Parse(authorizeURL)
	if err != nil || u.Path != "/authorize" {
		return "", errors.New("this is not an authorize URL of the sandbox")
	}
	a.s.mu.Lock()
	defer a.s.mu.Unlock()
	who, picked := a.s.account(Account(as)), a.s.company.site(site)
	if who == nil {
		return "", noAccount(Account(as))
	}
	ask, refused := a.s.judge(u.RawQuery)
	if refused == nil {
		refused = a.s.judgeAccount(ask, who)
	}
	if refused == nil {
		if picked == nil && ask.app.access != AccountLevel {
			return "", fmt.Errorf("the sandbox has no site %q", site)
		}
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
	i := slices.IndexFunc(s.apps, func(x *app) bool { return x.clientID == clientID })
	if i < 0 {
		return nil
	}
	return s.apps[i]
}
