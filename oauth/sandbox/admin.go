package sandbox

import (
	"errors"
	"fmt"
	"net/url"
	"strings"
)

// Admin does in the console what a person does, on the same state. It is the
// hand that a rehearsal without a browser lends.
type Admin struct{ s *Sandbox }

// Admin returns the sandbox's admin.
func (s *Sandbox) Admin() *Admin { return &Admin{s} }

// CreateApp makes a resource-level app that belongs to the owner.
func (a *Admin) CreateApp(name string, owner Account) (App, error) {
	return a.CreateAppOf(name, owner, ResourceLevel)
}

// CreateAppOf makes an app of the given access type.
func (a *Admin) CreateAppOf(name string, owner Account, access Access) (App, error) {
	a.s.mu.Lock()
	defer a.s.mu.Unlock()
	who := a.s.account(owner)
	if who == nil {
		return App{}, fmt.Errorf("the sandbox has no account %q", owner)
	}
	made, err := a.s.createApp(name, who, access)
	if err != nil {
		return App{}, err
	}
	return made.public(), nil
}

// Restore makes an app again that an earlier sandbox had, as far as it is known:
// with its client ID, unless that is empty, but with a secret of its own.
func (a *Admin) Restore(was App) (App, error) {
	if was.Callback != "" {
		if err := checkCallback(was.Callback); err != nil {
			return App{}, err
		}
	}
	a.s.mu.Lock()
	defer a.s.mu.Unlock()
	owner := a.s.account(was.Owner)
	if owner == nil {
		return App{}, fmt.Errorf("the sandbox has no account %q", was.Owner)
	}
	if _, exists := a.s.apps.get(was.ClientID); exists {
		return App{}, fmt.Errorf("the sandbox has an app with the client ID %q already", was.ClientID)
	}
	made, err := a.s.createApp(was.Name, owner, was.Access)
	if err != nil {
		return App{}, err
	}
	if was.ClientID != "" {
		a.s.apps.delete(made.clientID)
		made.clientID = was.ClientID
		a.s.apps.put(made.clientID, made)
	}
	made.callback = was.Callback
	if was.Shared {
		made.share()
	}
	return made.public(), made.tick(was.Scopes, "", "")
}

// AddAccount makes one more account, with the rights of another one. Tests that
// run many journeys side by side give each its own.
func (a *Admin) AddAccount(name string, like Account) (Account, error) {
	a.s.mu.Lock()
	defer a.s.mu.Unlock()
	model := a.s.account(like)
	if model == nil {
		return "", fmt.Errorf("the sandbox has no account %q", like)
	}
	if len(a.s.accounts) >= maxAccounts {
		return "", fmt.Errorf("this sandbox has %d accounts already and takes no more", maxAccounts)
	}
	added := *model
	added.Key = Account("added-" + strings.ToLower(randomText(12)))
	added.ID = "000000:" + newTraceID()
	added.Name = name
	a.s.accounts = append(a.s.accounts, &added)
	return added.Key, nil
}

// on finds the app and lets change work on it.
func (a *Admin) on(clientID string, change func(*app) error) error {
	a.s.mu.Lock()
	defer a.s.mu.Unlock()
	found, ok := a.s.apps.get(clientID)
	if !ok {
		return fmt.Errorf("the sandbox has no app with the client ID %q", clientID)
	}
	return change(found)
}

// Apps lists the apps of all accounts, the newest last.
func (a *Admin) Apps() []App {
	a.s.mu.Lock()
	defer a.s.mu.Unlock()
	var list []App
	a.s.apps.each(func(_ string, x *app) { list = append(list, x.public()) })
	return list
}

// App tells how an app is set up now.
func (a *Admin) App(clientID string) (App, error) {
	var copied App
	err := a.on(clientID, func(x *app) error { copied = x.public(); return nil })
	return copied, err
}

// Tick saves these scopes, and no others, on both tabs of the Permissions page.
func (a *Admin) Tick(clientID string, scopes []string) error {
	return a.on(clientID, func(x *app) error { return x.tick(scopes, "", "") })
}

// SetCallback saves the Callback URL, byte for byte.
func (a *Admin) SetCallback(clientID, callback string) error {
	return a.on(clientID, func(x *app) error {
		if err := checkCallback(callback); err != nil {
			return err
		}
		x.callback = callback
		return nil
	})
}

// Share sets Distribution to Sharing.
func (a *Admin) Share(clientID string) error {
	return a.on(clientID, func(x *app) error {
		x.share()
		return nil
	})
}

// Links returns the ready-made links of the Authorization page, one per API and
// kind; none before a callback is saved, or for an app that there is not. Before
// Start they begin with the path.
func (a *Admin) Links(clientID string) []string {
	var links []string
	_ = a.on(clientID, func(x *app) error {
		for _, link := range readyMadeLinks(a.s.base, x) {
			links = append(links, link.address)
		}
		return nil
	})
	return links
}

// Credentials returns the client ID and the secret of the Settings page.
func (a *Admin) Credentials(clientID string) (id, secret string, err error) {
	err = a.on(clientID, func(x *app) error { id, secret = x.clientID, x.secret; return nil })
	return id, secret, err
}

// Consent opens the authorize URL, signs in as the account (its key, id or
// name), picks the site (its name, address or cloud ID; an account-level app asks
// for none) and presses Accept. It
// returns the address that the browser is sent to. A request that ends on an
// error page is a *PageError.
func (a *Admin) Consent(authorizeURL string, as, site string) (redirect string, err error) {
	return a.press(authorizeURL, Account(as), func(ask request, who *account) (string, error) {
		picked, err := a.s.siteOr(site)
		if err != nil && ask.app.access != AccountLevel {
			return "", err
		}
		target, refused := a.s.accept(ask, who, picked)
		if refused != nil {
			return "", &PageError{refused.pageText()}
		}
		return target, nil
	})
}

// Cancel opens the authorize URL, signs in and presses Cancel.
func (a *Admin) Cancel(authorizeURL string, as string) (redirect string, err error) {
	return a.press(authorizeURL, Account(as), func(ask request, _ *account) (string, error) {
		return ask.cancelled(), nil
	})
}

// Remove takes the app away under the account's Connected apps.
func (a *Admin) Remove(clientID string, as string) error {
	return a.on(clientID, func(x *app) error {
		who := a.s.account(Account(as))
		if who == nil {
			return fmt.Errorf("the sandbox has no account %q", as)
		}
		a.s.revoke(x.clientID, who.Key)
		return nil
	})
}

func (a *Admin) press(authorizeURL string, name Account, button func(request, *account) (string, error)) (string, error) {
	u, err := url.Parse(authorizeURL)
	if err != nil || u.Path != "/authorize" {
		return "", errors.New("this is not an authorize URL of the sandbox")
	}
	a.s.mu.Lock()
	defer a.s.mu.Unlock()
	who := a.s.account(name)
	if who == nil {
		return "", fmt.Errorf("the sandbox has no account %q", name)
	}
	ask, refused := a.s.judge(u.RawQuery)
	if refused == nil {
		refused = a.s.judgeAccount(ask, who)
	}
	if refused != nil {
		return "", &PageError{refused.pageText()}
	}
	return button(ask, who)
}
