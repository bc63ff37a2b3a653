package sandbox

import (
	"net/http"
	"strings"

	. "maragu.dev/gomponents"
	. "maragu.dev/gomponents/html"
)

// distribution answers GET /console/{app}/distribution.
func (s *Sandbox) distribution(r *http.Request, who *account, a *app) http.Handler {
	if r.URL.Query().Has("edit") {
		return distributionForm(who, a, a.sharing, a.sharing != nil)
	}
	status := "Not sharing: only the account that created the app can use it."
	if a.sharing != nil {
		status = "Sharing: anyone with the link can use the app. It is not published."
	}
	page := a.consolePage(who, "Distribution", "Distribution")
	page.Content = Group{saved(r), titled("Distribution controls", para(status), P(linkButton("?edit", "Edit", "Edit")))}
	return page
}

func distributionForm(who *account, a *app, filled *sharing, on bool) webPage {
	if filled == nil {
		filled = &sharing{}
	}
	page := a.consolePage(who, "Distribution", "Distribution")
	page.Content = Form(Method("post"), Action("distribution"),
		group("Distribution status",
			choice("radio", "status", "off", "Not sharing", "only you, the app's owner", !on),
			choice("radio", "status", "on", "Sharing", "anyone with the link", on)),
		titled("Vendor details", para("Needed for Sharing."),
			field("vendor", "Vendor name", "", filled.Vendor),
			field("privacy", "Privacy policy", "a URL", filled.Privacy, Attr("inputmode", "url")),
			group("Does your app store personal data?",
				choice("radio", "personal", "no", "No", "", !filled.PersonalData),
				choice("radio", "personal", "yes", "Yes", "", filled.PersonalData))),
		saveOr("Save changes", "Cancel", "distribution"))
	return page
}

// saveDistribution answers POST /console/{app}/distribution.
func (s *Sandbox) saveDistribution(r *http.Request, who *account, a *app) http.Handler {
	filled := &sharing{
		Vendor:       strings.TrimSpace(r.PostFormValue("vendor")),
		Privacy:      strings.TrimSpace(r.PostFormValue("privacy")),
		PersonalData: r.PostFormValue("personal") == "yes",
	}
	switch {
	case r.PostFormValue("status") != "on":
		a.sharing = nil
	case filled.Vendor == "" || filled.Privacy == "":
		return complain(distributionForm(who, a, filled, true), "Sharing needs a vendor name and a privacy policy: fill in what is empty.")
	default:
		a.sharing = filled
	}
	return redirect{a.page("distribution?saved"), http.StatusSeeOther}
}
