package sandbox

import (
	"net/http"
	"net/url"
	"strings"
)

// What a product's own callback page does with a code that it did not ask for,
// as seen with real products. All but the first are scenarios to play.
const (
	platformShows    = "platform-shows"    // shows the whole address, to be copied
	platformError    = "platform-error"    // shows an error and keeps the code in the address
	platformRedirect = "platform-redirect" // goes at once to ?error=invalid_state: the code is gone
	platformSignIn   = "platform-sign-in"  // asks to sign in, with the address nested in returnUrl
	platformCloses   = "platform-closes"   // is a window that closes by itself, its address with it
)

// platformAddress is the sandbox page that plays the platform for a callback.
// The whole callback is nested in its address, as many products' pages do.
func (s *Sandbox) platformAddress(target string) string {
	how := platformShows
	if strings.HasPrefix(s.scenario, "platform-") {
		how = s.scenario
	}
	return "/platform/" + strings.TrimPrefix(how, "platform-") + "?returnUrl=" + url.QueryEscape(target)
}

// platform answers GET /platform/{how}.
func (s *Sandbox) platform(r *http.Request) http.Handler {
	who := s.signedInAs(r) // of the sandbox, for the header
	target := r.URL.Query().Get("returnUrl")
	u, err := url.Parse(target)
	if target != "" && (err != nil || u.Host == "" || !strings.HasPrefix(u.Scheme, "http")) {
		return notFound()
	}
	switch "platform-" + r.PathValue("how") {
	case platformShows:
		return platformPage(who, "Your product's page", target,
			para("In a rehearsal nothing is sent to your product. This page stands in its place. With the real product you would copy the address out of the browser's address bar; here, copy this one and paste it into threelo:"))
	case platformError:
		return platformPage(who, "Something went wrong in your product", target,
			notice("bad", para("Invalid state.")), para("Products often show an error here: they did not start this sign-in. The code is still in the address. Copy it and paste it into threelo:"))
	case platformSignIn:
		return platformPage(who, "Sign in to your product", "",
			para("Products often ask to sign in here. The address of this page holds the callback in its returnUrl part: copy the whole address from the browser's address bar, and paste it into threelo."))
	case platformRedirect:
		if target != "" {
			return redirect{"/platform/redirect?error=invalid_state", http.StatusTemporaryRedirect}
		}
		return platformPage(who, "Something went wrong in your product", "",
			notice("bad", para("Invalid state.")), para("This product went on at once, and the code left the address bar. In threelo take another way: threelo's own address catches the answer."))
	case platformCloses:
		if target != "" { // a page cannot close a window that a person opened: its address goes
			return redirect{"/platform/closes", http.StatusTemporaryRedirect}
		}
		return platformPage(who, "Your product's window has closed", "",
			para("Some products close this window by themselves, and its address with it: there is nothing to copy. In threelo take another way: threelo's own address catches the answer."))
	}
	return notFound()
}

func platformPage(who *account, title, address string, content ...markup) webPage {
	page := webPage{Title: title, Who: who, Content: join(content...)}
	if address != "" {
		page.Content = join(page.Content, toCopy("The whole address", address))
	}
	return page
}
