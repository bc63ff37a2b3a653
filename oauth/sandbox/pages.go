package sandbox

import "net/http"

// pages routes what a browser shows.
func (s *Sandbox) pages() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /style.css", file("text/css", styleSheet))
	mux.HandleFunc("GET /copy.js", file("text/javascript", copyScript))
	page := func(pattern string, answer func(*http.Request) http.Handler) { mux.Handle(pattern, s.locked(answer)) }

	page("GET /{$}", func(*http.Request) http.Handler { return redirect{"/console/", http.StatusSeeOther} })
	page("GET /signin", s.signIn)
	page("POST /signin", s.signedIn)
	page("POST /consent", s.consented)
	page("GET /error", s.errorPage)
	page("GET /platform/{how}", s.platform)
	page("GET /faithful", s.faithful)
	page("GET /connected", s.signedInPage(s.connected))
	page("POST /connected/remove", s.signedInPage(s.removeConnected))
	page("GET /approve/{site}", s.signedInPage(s.approval))
	page("POST /approve/{site}", s.signedInPage(s.approve))

	page("GET /console/{$}", s.signedInPage(s.listApps))
	page("GET /console/create", s.signedInPage(s.createForm))
	page("POST /console/create", s.signedInPage(s.create))
	page("GET /console/{app}/{$}", s.ownApp(s.overview))
	page("GET /console/{app}/permissions", s.ownApp(s.permissions))
	page("POST /console/{app}/permissions", s.ownApp(s.addAPI))
	page("GET /console/{app}/permissions/{product}", s.ownApp(s.picker))
	page("POST /console/{app}/permissions/{product}", s.ownApp(s.saveScopes))
	page("GET /console/{app}/authorization", s.ownApp(s.authorization))
	page("POST /console/{app}/authorization", s.ownApp(s.saveCallback))
	page("GET /console/{app}/distribution", s.ownApp(s.distribution))
	page("POST /console/{app}/distribution", s.ownApp(s.saveDistribution))
	page("GET /console/{app}/settings", s.ownApp(s.settings))
	page("/", func(r *http.Request) http.Handler {
		nowhere := notFound()
		nowhere.Who = s.signedInAs(r)
		return nowhere
	})
	return mux
}

func notFound() webPage {
	return webPage{
		Title: "Not found", Status: http.StatusNotFound,
		Content: join(para("The sandbox has no page at this address."), el("p", nil, link("/console/", "Go to the console"))),
	}
}
