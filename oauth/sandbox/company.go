package sandbox

import (
	_ "embed"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/goccy/go-yaml"
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

// everything in company.yaml means all of Jira's permissions.
const everything = "everything"

//go:embed company.yaml
var companyFile []byte

type company struct {
	Domain      string     `yaml:"domain"`
	Sites       []*site    `yaml:"sites"`
	Accounts    []*account `yaml:"accounts"`
	Permissions struct {
		Global  []string `yaml:"global"`
		Project []string `yaml:"project"`
	} `yaml:"permissions"`
}

type site struct {
	Name         string     `yaml:"name"`
	Title        string     `yaml:"title"`
	ID           string     `yaml:"id"`
	ListedTwice  bool       `yaml:"listedTwice"`
	TimeTracking bool       `yaml:"timeTracking"`
	Approval     bool       `yaml:"approval"`
	Blocked      bool       `yaml:"blocked"`
	Projects     []*project `yaml:"projects"`
	Boards       []*board   `yaml:"boards"`
	URL          string     `yaml:"-"`
}

type project struct {
	ID    int    `yaml:"id"`
	Key   string `yaml:"key"`
	Name  string `yaml:"name"`
	Email string `yaml:"email"`
}

type board struct {
	ID      int    `yaml:"id"`
	Name    string `yaml:"name"`
	Type    string `yaml:"type"`
	Project string `yaml:"project"`
}

type account struct {
	Key       Account             `yaml:"key"`
	ID        string              `yaml:"id"`
	Name      string              `yaml:"name"`
	Email     string              `yaml:"email"`
	Role      string              `yaml:"role"`
	SiteAdmin bool                `yaml:"siteAdmin"`
	Sites     map[string][]string `yaml:"sites"` // what the account may do on each
}

// sampleCompany reads the embedded file once. Nothing changes it afterwards.
var sampleCompany = sync.OnceValue(func() *company {
	var c company
	if err := yaml.UnmarshalWithOptions(companyFile, &c, yaml.Strict()); err != nil {
		panic(err) // the tests show that it can be read
	}
	for _, s := range c.Sites {
		s.URL = "https://" + s.Name + c.Domain
	}
	return &c
})

// find returns the first element that matches, the zero one when there is none.
func find[T any](list []T, matches func(T) bool) (found T) {
	if i := slices.IndexFunc(list, matches); i >= 0 {
		return list[i]
	}
	return found
}

// site finds a site by its name, its address or its cloud ID.
func (c *company) site(what string) *site {
	return find(c.Sites, func(s *site) bool { return s.Name == what || s.URL == what || s.ID == what })
}

// knows reports whether Jira has a permission of that key.
func (c *company) knows(permission string) bool {
	return slices.Contains(c.Permissions.Global, permission) || slices.Contains(c.Permissions.Project, permission)
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

// board finds a board of the site by its number.
func (s *site) board(id int) *board {
	return find(s.Boards, func(b *board) bool { return b.ID == id })
}

// project finds a project of the site by its key or its number.
func (s *site) project(what string) *project {
	return find(s.Projects, func(p *project) bool { return p.Key == what || strconv.Itoa(p.ID) == what })
}

// Names are the names of the accounts that a trainee can sign in as.
func (s *Sandbox) Names() map[Account]string {
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
