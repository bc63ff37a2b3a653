package sandbox

import (
	_ "embed"
	"fmt"
	"slices"
	"sync"

	"github.com/goccy/go-yaml"
)

// Account names one of the sample company's accounts.
type Account string

// The accounts that the sample company starts with. Iris and the others are the
// names that the pages show; Accounts tells them.
const (
	Owner       Account = "owner"        // owns apps, an ordinary Jira user
	ServiceUser Account = "service-user" // the integration service user, may do everything on the first site
	NoAccess    Account = "no-access"    // has no Jira site
	SiteAdmin   Account = "site-admin"   // may approve apps for a site
)

// AccountInfo is what the pages show of an account.
type AccountInfo struct {
	Account     Account
	ID          string // Jira's accountId
	DisplayName string
	Email       string
	Role        string   // one line, lower case
	Sites       []string // names of its sites
	SiteAdmin   bool
}

// SiteInfo is one Jira site of the sample company.
type SiteInfo struct {
	Name     string // "acme"
	Title    string
	ID       string // the cloud ID
	URL      string
	Boards   int
	Projects int
	Approval bool // a site admin must approve an app first
	Blocked  bool // apps are blocked
}

// everything stands in company.yaml for all of Jira's permissions.
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

// sampleCompany reads the embedded file once. Nothing changes it afterwards:
// accounts that are added live in the sandbox's own state.
var sampleCompany = sync.OnceValues(func() (*company, error) {
	var c company
	if err := yaml.UnmarshalWithOptions(companyFile, &c, yaml.Strict()); err != nil {
		return nil, fmt.Errorf("the sandbox's sample company cannot be read: %w", err)
	}
	for _, s := range c.Sites {
		s.URL = "https://" + s.Name + c.Domain
	}
	return &c, nil
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

// Sites tells the sample company's Jira sites, the one that a preset grants first.
func (s *Sandbox) Sites() []SiteInfo {
	infos := make([]SiteInfo, 0, len(s.company.Sites))
	for _, x := range s.company.Sites {
		infos = append(infos, SiteInfo{
			Name: x.Name, Title: x.Title, ID: x.ID, URL: x.URL,
			Boards: len(x.Boards), Projects: len(x.Projects), Approval: x.Approval, Blocked: x.Blocked,
		})
	}
	return infos
}

// Accounts tells whom one can sign in as, the integration service user first.
func (s *Sandbox) Accounts() []AccountInfo {
	s.mu.Lock()
	defer s.mu.Unlock()
	infos := make([]AccountInfo, 0, len(s.accounts))
	for _, a := range s.accounts {
		infos = append(infos, a.info())
	}
	return infos
}

func (a *account) info() AccountInfo {
	info := AccountInfo{Account: a.Key, ID: a.ID, DisplayName: a.Name, Email: a.Email, Role: a.Role, SiteAdmin: a.SiteAdmin}
	for _, x := range a.Sites {
		info.Sites = append(info.Sites, x.Site)
	}
	return info
}
