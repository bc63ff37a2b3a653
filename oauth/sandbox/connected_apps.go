package sandbox

import (
	"net/http"
	"slices"
	"strings"

	. "maragu.dev/gomponents"
	. "maragu.dev/gomponents/html"
)

// connectedApps answers GET /connected: the apps that may act as the account.
func (s *Sandbox) connectedApps(_ *http.Request, who *account) http.Handler {
	var rows []Node
	for _, g := range s.grants {
		if a := s.app(g.app); a != nil && g.account == who.Key && !g.removed {
			name := a.Name
			rows = append(rows, Tr(
				rowHead(name, strings.Join(s.siteTitles(g.sites), ", ")+" · "+count(len(g.scopes), "scopes")),
				Td(Form(Method("post"), Action("/connected"),
					hidden("app", g.app), button("Remove access", Aria("label", "Remove access of "+name), Class("plain")))),
			))
		}
	}
	content := para("No app is connected to this account.")
	if len(rows) > 0 {
		content = Group{
			para("These apps may act as you. Removing one ends all its connections, also your product's."),
			table([]string{"App", "Action"}, rows...),
		}
	}
	return webPage{Title: "Connected apps", Content: content}
}

func (s *Sandbox) siteTitles(ids []string) (titles []string) {
	for _, x := range s.company.Sites {
		if slices.Contains(ids, x.ID) {
			titles = append(titles, x.Title)
		}
	}
	return titles
}

// removeConnectedApp answers POST /connected.
func (s *Sandbox) removeConnectedApp(r *http.Request, who *account) http.Handler {
	if g := s.grantOf(r.PostFormValue("app"), who.Key); g != nil {
		g.removed = true
	}
	return redirect{"/connected?saved", http.StatusSeeOther}
}
