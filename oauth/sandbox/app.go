package sandbox

import (
	"errors"
	"fmt"
	"net"
	"net/url"
	"slices"
	"strings"
)

// Access is the access type of an app, chosen when it is made and never changed.
type Access string

// The access types of the console.
const (
	ResourceLevel Access = "resource-level" // only the site picked at consent
	AccountLevel  Access = "account-level"  // every site of the account
)

// App is an app of the sandbox's console. Its secret opens nothing but the
// sandbox, which is why it is plain text here.
type App struct {
	ClientID string
	Secret   string
	Name     string
	Callback string   // "" until one is saved
	Scopes   []string // as ticked, in the picker's order
	Owner    Account
	Access   Access
	Shared   bool
}

// app is an App as the sandbox keeps it; guarded by Sandbox.mu.
type app struct {
	clientID, secret string
	name             string
	callback         string
	apis             []string // products added under Permissions: jira, service, identity
	scopes           []string
	owner            Account
	access           Access
	sharing          *sharing // nil while not shared
}

// sharing is what the distribution form asks before an app is shared.
type sharing struct {
	Vendor, Privacy, Contact string
	PersonalData             bool
}

// share fills in the distribution form of the sample company.
func (a *app) share() {
	a.sharing = &sharing{Vendor: "Acme", Privacy: "https://acme.invalid/privacy", Contact: "help@acme.invalid"}
}

func (a *app) public() App {
	return App{
		ClientID: a.clientID, Secret: a.secret, Name: a.name, Callback: a.callback,
		Scopes: slices.Clone(a.scopes), Owner: a.owner, Access: a.access, Shared: a.sharing != nil,
	}
}

// scopesOf lists the ticked scopes of one API and kind.
func (a *app) scopesOf(product, kind string) []string {
	var list []string
	for _, name := range a.scopes {
		if s, ok := findScope(name); ok && s.Product == product && s.Kind == kind {
			list = append(list, name)
		}
	}
	return list
}

const maxName = 60

// createApp makes an app; the caller holds the lock.
func (s *Sandbox) createApp(name string, owner *account, access Access) (*app, error) {
	name = strings.TrimSpace(name)
	switch {
	case name == "":
		return nil, errors.New("an app needs a name: type one")
	case len(name) > maxName:
		return nil, fmt.Errorf("the name is longer than %d characters: type a shorter one", maxName)
	case access != ResourceLevel && access != AccountLevel:
		return nil, errors.New("no access type was chosen: choose resource-level or account-level")
	case len(s.apps.items) >= maxApps:
		return nil, fmt.Errorf("this sandbox has %d apps already and takes no more: start it anew", maxApps)
	}
	a := &app{clientID: randomText(32), secret: newClientSecret(), name: name, owner: owner.Key, access: access}
	s.apps.put(a.clientID, a)
	return a, nil
}

// tick replaces the ticked scopes of the given kinds, or all of them when no kind is given.
func (a *app) tick(names []string, product, kind string) error {
	for _, name := range names {
		if name == offlineAccess {
			return errors.New("offline_access is not in the picker: it is never added to an app, only asked for when signing in")
		}
		if _, ok := findScope(name); !ok {
			return fmt.Errorf("the picker has no scope %q: check its spelling", name)
		}
	}
	var kept []string
	for _, known := range scopes() {
		elsewhere := product != "" && (known.Product != product || known.Kind != kind)
		if elsewhere && slices.Contains(a.scopes, known.Name) || !elsewhere && slices.Contains(names, known.Name) {
			kept = append(kept, known.Name)
			if !slices.Contains(a.apis, known.Product) {
				a.apis = append(a.apis, known.Product)
			}
		}
	}
	a.scopes = kept
	return nil
}

const maxCallback = 2000

// checkCallback judges a callback as the console's field does when it is saved.
func checkCallback(text string) error {
	u, err := url.Parse(text)
	switch {
	case text == "":
		return errors.New("the callback URL is empty: paste the one that your product shows")
	case len(text) > maxCallback:
		return fmt.Errorf("the callback URL is longer than %d characters", maxCallback)
	case strings.ContainsFunc(text, func(r rune) bool { return r <= ' ' || r == 0x7f }):
		return errors.New("the callback URL has a space or a line break in it: remove it")
	case err != nil || u.Host == "" || u.Opaque != "":
		return errors.New("this is not a whole address: a callback URL starts with https:// and a host name")
	case u.Scheme != "https" && (u.Scheme != "http" || !isLoopback(u.Hostname())):
		return errors.New("a callback URL starts with https:// (http:// only for this computer itself)")
	case u.Fragment != "" || strings.Contains(text, "#"):
		return errors.New("a callback URL has no part after a # sign: remove it")
	case u.User != nil:
		return errors.New("a callback URL has no user name in it: remove it")
	}
	return nil
}

// isLoopback reports whether a host name means this computer.
func isLoopback(host string) bool {
	if host == "localhost" {
		return true
	}
	ip := net.ParseIP(host)
	return ip != nil && ip.IsLoopback()
}
