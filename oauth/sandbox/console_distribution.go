package sandbox

import (
	"errors"
	"net/http"
	"strings"
)

// distribution answers GET /console/{app}/distribution.
func (s *Sandbox) distribution(r *http.Request, a *app) http.Handler {
	if r.URL.Query().Has("edit") {
		return a.consolePage("distribution-edit", nil)
	}
	return a.consolePage("distribution", nil)
}

// saveDistribution answers POST /console/{app}/distribution.
func (s *Sandbox) saveDistribution(r *http.Request, a *app) http.Handler {
	vendor, privacy := strings.TrimSpace(r.PostFormValue("vendor")), strings.TrimSpace(r.PostFormValue("privacy"))
	switch {
	case r.PostFormValue("status") != "on":
		a.Shared = false
	case vendor == "" || privacy == "":
		form := a.consolePage("distribution-edit", values{"vendor": vendor, "privacy": privacy, "shared": true})
		return form.complaining(errors.New("sharing needs a vendor name and a privacy policy: fill in what is empty"))
	default:
		a.Shared, a.vendor, a.privacy = true, vendor, privacy
	}
	return redirect(a.page("distribution?saved"))
}
