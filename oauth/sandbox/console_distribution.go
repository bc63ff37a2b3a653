package sandbox

import (
	"net/http"
	"strings"
)

// distribution answers GET /console/{app}/distribution.
func (s *Sandbox) distribution(r *http.Request, a *app) http.Handler {
	if r.URL.Query().Has("edit") {
		return distributionForm(a, a.vendor, a.privacy, a.Shared)
	}
	return a.consolePage("Distribution", "distribution", values{"shared": a.Shared})
}

func distributionForm(a *app, vendor, privacy string, shared bool) webPage {
	return a.consolePage("Distribution", "distribution-edit", values{"vendor": vendor, "privacy": privacy, "shared": shared})
}

// saveDistribution answers POST /console/{app}/distribution.
func (s *Sandbox) saveDistribution(r *http.Request, a *app) http.Handler {
	vendor, privacy := strings.TrimSpace(r.PostFormValue("vendor")), strings.TrimSpace(r.PostFormValue("privacy"))
	switch {
	case r.PostFormValue("status") != "on":
		a.Shared = false
	case vendor == "" || privacy == "":
		return distributionForm(a, vendor, privacy, true).complaining("Sharing needs a vendor name and a privacy policy: fill in what is empty.")
	default:
		a.Shared, a.vendor, a.privacy = true, vendor, privacy
	}
	return redirect(a.page("distribution?saved"))
}
