package sandbox

import (
	"crypto/rand"
	"errors"
	"fmt"
	"net"
	"net/url"
	"slices"
	"strings"
)

// Access is the access type of an app, chosen when the app is created.
type Access string

// The access types of the console.
const (
	ResourceLevel Access = "resource-level" // only the site picked at consent
	AccountLevel  Access = "account-level"  // every site of the account
)

// App is an app of the sandbox's console. Its secret opens nothing but the
// sandbox, so it is plain text here.
type App struct {
	ID       string // in the addresses of the console's pages; not the client ID
	ClientID string
	Secret   string
	Name     string
	Callback string   // the saved Callback URLs, one per line; "" for none
	Scopes   []string // as selected, in the console's order
	Owner    Account
	Access   Access
	Shared   bool
}

// app is an App as the sandbox keeps it; guarded by Sandbox.mu.
type app struct {
	App
	apis            []string // IDs of the APIs added under Permissions
	vendor, privacy string   // what the Distribution form needs before an app is shared
	former          string   // the secret that a scenario replaced, "" for none
}

func (a *app) callbacks() []string { return lines(a.Callback) }

const maxName = 60

func newApp(name string, owner Account, access Access) (*app, error) {
	name = strings.TrimSpace(name)
	switch {
	case name == "":
		return nil, errors.New("an app needs a name: type one")
	case len(name) > maxName:
		return nil, fmt.Errorf("the name is longer than %d characters: type a shorter one", maxName)
	case access != ResourceLevel && access != AccountLevel:
		return nil, errors.New("no access type was chosen: choose Resource-level or Account-level")
	}
	return &app{App: App{
		ID: strings.ToLower(rand.Text()), ClientID: randomText(32), Secret: newClientSecret(), Name: name, Owner: owner, Access: access,
	}}, nil
}

// selectScopes selects the named scopes among those that belong to a tab, and
// leaves the others as they are.
func (a *app) selectScopes(names []string, onTab func(scope) bool) error {
	for _, name := range names {
		if name == offlineAccess {
			return errors.New("the console does not have offline_access: it is never added to an app, only asked for when signing in")
		}
		if _, found := findScope(name); !found {
			return fmt.Errorf("the console has no scope %q: check its spelling", name)
		}
	}
	var selected []string
	for _, known := range scopes() {
		wanted := a.Scopes
		if onTab(known) {
			wanted = names
		}
		if slices.Contains(wanted, known.Name) {
			selected = append(selected, known.Name)
			a.addAPI(known.Product)
		}
	}
	a.Scopes = slices.Clip(selected) // callers of the Admin may append to theirs
	return nil
}

func (a *app) addAPI(id string) {
	if !slices.Contains(a.apis, id) {
		a.apis = append(a.apis, id)
	}
}

// The most callbacks of one app, and the longest of them.
const (
	maxCallbacks = 30
	maxCallback  = 2000
)

// saveCallbacks saves the Callback URLs field: one URL per line. Empty lines are
// ignored; everything else is kept as it is. One scenario has a single box.
func (s *Sandbox) saveCallbacks(a *app, text string) error {
	callbacks := lines(text)
	switch {
	case len(callbacks) == 0:
		return errors.New("the callback URL is empty: paste the one that your product shows")
	case len(callbacks) > maxCallbacks:
		return fmt.Errorf("there are more than %d callback URLs: remove some", maxCallbacks)
	case len(callbacks) > 1 && s.playing.ID == "single-callback-box":
		return errors.New("this console takes a single callback URL: leave out the others")
	}
	for _, callback := range callbacks {
		if err := checkCallback(callback); err != nil {
			return err
		}
	}
	a.Callback = strings.Join(callbacks, "\n")
	return nil
}

// lines lists the lines that are not empty.
func lines(text string) []string {
	return strings.FieldsFunc(text, func(r rune) bool { return r == '\r' || r == '\n' })
}

// checkCallback judges one callback as the console does when it is saved.
func checkCallback(text string) error {
	u, err := url.Parse(text)
	switch {
	case len(text) > maxCallback:
		return fmt.Errorf("a callback URL is longer than %d characters", maxCallback)
	case strings.ContainsFunc(text, func(r rune) bool { return r <= ' ' || r == 0x7f }):
		return errors.New("a callback URL has a space in it: remove it")
	case err != nil || u.Host == "" || u.Opaque != "":
		return errors.New("this is not a whole address: a callback URL starts with https:// and a host name")
	case u.Scheme != "https" && (u.Scheme != "http" || !isLoopback(u.Hostname())):
		return errors.New("a callback URL starts with https:// (http:// only for this computer itself)")
	case strings.Contains(text, "#"):
		return errors.New("a callback URL has no part after a # sign: remove it")
	case u.User != nil:
		return errors.New("a callback URL has no user name in it: remove it")
	}
	return nil
}

// isLoopback reports whether a host name means this computer.
func isLoopback(host string) bool {
	ip := net.ParseIP(host)
	return strings.EqualFold(host, "localhost") || ip != nil && ip.IsLoopback()
}

// randomText returns n letters and digits.
func randomText(n int) string {
	var text string
	for len(text) < n {
		text += rand.Text()
	}
	return text[:n]
}

// newClientSecret has the prefix and the length of a real one.
func newClientSecret() string { return "ATOA" + randomText(72) }
