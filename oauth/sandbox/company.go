package sandbox

import (
	"cmp"
	"crypto/sha256"
	_ "embed"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// Account is the key of one of the sample company's accounts.
type Account string

// The sample company's accounts.
const (
	Owner       Account = "owner"        // owns apps, an ordinary Jira user
	ServiceUser Account = "service-user" // the integration service user, may do everything on the first site
	NoAccess    Account = "no-access"    // has no Jira site
	SiteAdmin   Account = "site-admin"   // whose Accept approves an app for a site
)

// everything among an account's permissions means all of Jira's.
const everything = "everything"

//go:embed company.json
var companyFile []byte

// sampleCompany is the embedded company. Every check of a verification finds both of its
// outcomes in it: a site with boards and one without, an account that may and one
// that may not. No name, ID or address in it belongs to anybody.
var sampleCompany = embedded[*company](companyFile)

type company struct {
	Sites       []*site
	Accounts    []*account
	Permissions struct{ Global, Project []string } // those that Jira knows
}

type site struct {
	Name           string // whose permissions it has: see account.Sites
	Title, ID, URL string
	formerly       string // its label before the site was renamed
	ListedTwice    bool   // among the accessible resources, when scopes of two products were granted
	TimeTracking   bool
	Approval       bool // a site admin must approve apps
	Blocked        bool // apps are blocked
	Projects       []project
	Boards         []board
}

type project struct {
	ID    int
	Key   string
	Name  string
	Email string // "" for none
}

type board struct {
	ID      int
	Name    string
	Type    string // scrum or kanban
	Project string // its key
}

type account struct {
	Key                   Account
	ID, Name, Email, Role string
	SiteAdmin             bool
	Sites                 map[string][]string // what the account may do on each
}

// find returns the first element that matches, the zero one when there is none.
func find[T any](list []T, matches func(T) bool) (found T) {
	if i := slices.IndexFunc(list, matches); i >= 0 {
		return list[i]
	}
	return found
}

// site finds a site by its name, its address, now or before, or its cloud ID.
func (c *company) site(what string) *site {
	name := labelOf(what)
	return find(c.Sites, func(s *site) bool { return name != "" && (s.label() == name || s.formerly == name || s.ID == what) })
}

// newSite is a site like the sample company's first. Its cloud ID is always the
// same for the same address, so that a saved rehearsal finds it again.
func (c *company) newSite(address, cloudID string) *site {
	x := *c.Sites[0]
	x.Title = "the site that you entered"
	x.URL = cmp.Or(address, "https://site-"+cloudID[:min(8, len(cloudID))]+siteDomain)
	sum := sha256.Sum256([]byte(address))
	x.ID = cmp.Or(cloudID, fmt.Sprintf("5a4db0c5-0000-4000-8000-%x", sum[:6]))
	return &x
}

// beginning is the company with this site as its first.
func (c *company) beginning(first *site) *company {
	changed := *c
	changed.Sites = append([]*site{first}, slices.DeleteFunc(slices.Clone(c.Sites), func(s *site) bool { return s.ID == first.ID })...)
	return &changed
}

// reaches reports whether the account has access to Jira on the site.
func (a *account) reaches(s *site) bool {
	_, found := a.Sites[s.Name]
	return found
}

// may reports whether the account has the permission on the site.
func (a *account) may(s *site, permission string) bool {
	granted := a.Sites[s.Name]
	return slices.Contains(granted, everything) || slices.Contains(granted, permission)
}

// host is the site's address as people write it.
func (s *site) host() string { return strings.TrimPrefix(s.URL, "https://") }

// label is the site's name in its address.
func (s *site) label() string { return labelOf(s.URL) }

func labelOf(address string) string {
	return strings.TrimSuffix(strings.TrimPrefix(address, "https://"), siteDomain)
}

const siteDomain = ".atlassian.net"

// renamed is the company after its first site got another name and address. The
// site keeps its cloud ID.
func (c *company) renamed() *company {
	first := *c.Sites[0]
	first.URL, first.formerly = "https://"+first.label()+"-renamed"+siteDomain, first.label()
	return c.beginning(&first)
}

// project finds a project of the site by its key or its number.
func (s *site) project(what string) project {
	return find(s.Projects, func(p project) bool { return p.Key == what || strconv.Itoa(p.ID) == what })
}

// Names are the names of the accounts that a trainee can sign in as.
func (s *Sandbox) Names() map[Account]string {
	s.mu.Lock()
	defer s.mu.Unlock()
	names := map[Account]string{}
	for _, a := range s.company.Accounts {
		names[a.Key] = a.Name
	}
	return names
}

// account finds an account by its key, its ID or its name; nil when there is none.
func (s *Sandbox) account(what Account) *account {
	return find(s.company.Accounts, func(a *account) bool {
		return a.Key == what || a.ID == string(what) || strings.EqualFold(a.Name, string(what))
	})
}
