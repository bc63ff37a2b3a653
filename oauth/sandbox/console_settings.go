package sandbox

import "net/http"

// settings answers GET /console/{app}/settings: the ID and the secret, each in a
// field of its own that a click or a tab selects whole.
func (s *Sandbox) settings(_ *http.Request, who *account, a *app) http.Handler {
	page := appPage(who, a, "Settings", "Settings")
	page.Content = join(
		el("h2", nil, words("Authentication details")),
		field("client-id", "Client ID", "", a.clientID, "readonly", ""),
		field("secret", "Secret", "a sandbox secret: worthless anywhere else", a.secret, "readonly", ""))
	return page
}
