package sandbox

import (
	"net/http"
	"strings"
)

// distribution answers GET /console/{app}/distribution.
func (s *Sandbox) distribution(r *http.Request, who *account, a *app) http.Handler {
	page := appPage(who, a, "Distribution", "Distribution")
	if r.URL.Query().Has("edit") {
		return distributionForm(page, a.sharing, a.sharing != nil, "")
	}
	status := "Not sharing: only the account that created the app can use it."
	if a.sharing != nil {
		status = "Sharing: whoever has the link can use the app. It is not published."
	}
	page.Content = join(saved(r),
		el("h2", nil, words("Distribution controls")), para(status),
		el("p", nil, el("a", attributes{"class", "button", "href", "?edit"}, words("Edit"))))
	return page
}

func distributionForm(page webPage, filled *sharing, on bool, complaint string) webPage {
	if filled == nil {
		filled = &sharing{}
	}
	if complaint != "" {
		page.Status = http.StatusBadRequest
		page.Content = notice("bad", para(complaint))
	}
	page.Content = join(page.Content, el("form", attributes{"method", "post", "action", "distribution"},
		group("Distribution status",
			choice("radio", "status", "off", "Not sharing", "only you, the app's owner", !on),
			choice("radio", "status", "on", "Sharing", "whoever has the link", on)),
		el("section", attributes{"aria-labelledby", "vendor"},
			el("h2", attributes{"id", "vendor"}, words("Vendor details")), para("Needed for Sharing."),
			field("vendor", "Vendor name", "", filled.Vendor),
			field("privacy", "Privacy policy", "a URL", filled.Privacy, "inputmode", "url"),
			field("contact", "Customer support contact", "a URL or an e-mail address", filled.Contact),
			group("Does your app store personal data?",
				choice("radio", "personal", "no", "No", "", !filled.PersonalData),
				choice("radio", "personal", "yes", "Yes", "", filled.PersonalData))),
		el("p", attributes{"class", "buttons"}, button("Save changes"), el("a", attributes{"href", "distribution"}, words("Cancel")))))
	return page
}

// saveDistribution answers POST /console/{app}/distribution.
func (s *Sandbox) saveDistribution(r *http.Request, who *account, a *app) http.Handler {
	filled := &sharing{
		Vendor:       shorten(r.PostFormValue("vendor")),
		Privacy:      shorten(r.PostFormValue("privacy")),
		Contact:      shorten(r.PostFormValue("contact")),
		PersonalData: r.PostFormValue("personal") == "yes",
	}
	switch {
	case r.PostFormValue("status") != "on":
		a.sharing = nil
	case filled.Vendor == "" || filled.Privacy == "" || filled.Contact == "":
		return distributionForm(appPage(who, a, "Distribution", "Distribution"), filled, true,
			"Sharing needs a vendor name, a privacy policy and a support contact: fill in what is empty.")
	default:
		a.sharing = filled
	}
	return redirect{"/console/" + a.clientID + "/distribution?saved", http.StatusSeeOther}
}

// shorten bounds what is kept of a field.
func shorten(text string) string {
	const most = 300
	text = strings.TrimSpace(text)
	return strings.ToValidUTF8(text[:min(len(text), most)], "")
}
