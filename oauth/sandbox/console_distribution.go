package sandbox

import (
	"net/http"
	"strings"

	. "maragu.dev/gomponents"
	. "maragu.dev/gomponents/html"
)

// distribution answers GET /console/{app}/distribution.
func (s *Sandbox) distribution(r *http.Request, a *app) http.Handler {
	if r.URL.Query().Has("edit") {
		return distributionForm(a, a.vendor, a.privacy, a.Shared)
	}
	status := "Not sharing: only the account that created the app can use it."
	if a.Shared {
		status = "Sharing: anyone with the link can use the app. It is not published."
	}
	return a.consolePage("Distribution", "Distribution",
		titled("Distribution controls", para(status), P(linkButton("?edit", "Edit", "Edit"))))
}

func distributionForm(a *app, vendor, privacy string, on bool) webPage {
	return a.consolePage("Distribution", "Distribution", Form(Method("post"), Action("distribution"),
		group("Distribution status",
			choice("radio", "status", "off", "Not sharing", "only you, the app's owner", !on),
			choice("radio", "status", "on", "Sharing", "anyone with the link", on)),
		titled("Vendor details", para("Sharing needs these."),
			field("vendor", "Vendor name", "", vendor),
			field("privacy", "Privacy policy", "a URL", privacy, Attr("inputmode", "url")),
			group("Does your app store personal data?",
				choice("radio", "personal", "no", "No", "", true),
				choice("radio", "personal", "yes", "Yes", "", false))),
		saveOr("Save changes", "Cancel", "distribution")))
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
