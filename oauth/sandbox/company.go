package sandbox

import (
	_ "embed"
	"fmt"
	"slices"
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
	Name         string    `yaml:"name"`
	Title        string    `yaml:"title"`
	ID           string    `yaml:"id"`
	ListedTwice  bool      `yaml:"listedTwice"`
	TimeTracking bool      `yaml:"timeTracking"`
	Approval     bool      `yaml:"approval"`
	Blocked      bool      `yaml:"blocked"`
	Projects     []project `yaml:"projects"`
	Boards       []board   `yaml:"boards"`
	URL          string    `yaml:"-"`
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
	Key       Account  `yaml:"key"`
	ID        string   `yaml:"id"`
	Name      string   `yaml:"name"`
	Email     string   `yaml:"email"`
	Role      string   `yaml:"role"`
	SiteAdmin bool     `yaml:"siteAdmin"`
	Sites     []access `yaml:"sites"`
}

// access is what one account may do on one site.
type access struct {
	Site        string   `yaml:"site"`
	Permissions []string `yaml:"permissions"`
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

// site finds a site by its name, its address or its cloud ID.
func (c *company) site(what string) *site {
	for _, s := range c.Sites {
		if s.Name == what || s.URL == what || s.ID == what {
			return s
		}
	}
	return nil
}

// knows reports whether Jira has a permission of that key.
func (c *company) knows(permission string) bool {
	return slices.Contains(c.Permissions.Global, permission) || slices.Contains(c.Permissions.Project, permission)
}

// reaches reports whether the account has access to Jira on the site.
func (a *account) reaches(s *site) bool {
	return slices.ContainsFunc(a.Sites, func(x access) bool { return x.Site == s.Name })
}

// may reports whether the account has the permission on the site.
func (a *account) may(s *site, permission string) bool {
	for _, x := range a.Sites {
		if x.Site == s.Name {
			return slices.Contains(x.Permissions, everything) || slices.Contains(x.Permissions, permission)
		}
	}
	return false
}

// host is the site's address as people write it.
func (s *site) host() string { return strings.TrimPrefix(s.URL, "https://") }

// board finds a board of the site by its number.
func (s *site) board(id int) *board {
	for i := range s.Boards {
		if s.Boards[i].ID == id {
			return &s.Boards[i]
		}
	}
	return nil
}

// project finds a project of the site by its key or its number.
func (s *site) project(what string) *project {
	for i := range s.Projects {
		if p := &s.Projects[i]; p.Key == what || fmt.Sprint(p.ID) == what {
			return p
		}
	}
	return nil
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
	for _, a := range s.company.Accounts {
		if a.Key == what || a.ID == string(what) || strings.EqualFold(a.Name, string(what)) {
			return a
		}
	}
	return nil
}
