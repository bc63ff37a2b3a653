package sandbox

import (
	"net/http"
	"net/url"
	"strings"

	. "maragu.dev/gomponents"
)

// productAddress is the page of the sandbox that takes the place of a product's
// callback page. The whole callback is nested in its address, as many products do.
func (s *Sandbox) productAddress(target string) string {
	how, found := strings.CutPrefix(s.playing.ID, "platform-")
	if !found {
		how = "shows"
	}
	return "/platform/" + how + "?returnUrl=" + url.QueryEscape(target)
}

// productPage answers GET /platform/{how}: what products do with a code that
// they did not ask for. All but the first are scenarios.
func (s *Sandbox) productPage(r *http.Request) http.Handler {
	how, target := r.PathValue("how"), r.URL.Query().Get("returnUrl")
	u, err := url.Parse(target)
	if target != "" && (err != nil || u.Host == "" || !strings.HasPrefix(u.Scheme, "http")) {
		return notFound()
	}
	page := webPage{}
	const otherMethod = " In threelo choose another method: threelo's own address receives the answer."
	switch how {
	case "shows":
		page.Title, page.Content = "Your product's page",
			para("In a rehearsal nothing is sent to your product. This page takes its place. With the real product you copy the address from the browser's address bar. Here, copy this one and paste it into threelo:")
	case "error":
		page.Title, page.Content = "Something went wrong in your product", Group{
			notice("bad", "Invalid state."),
			para("Products often show an error here, because they did not start this sign-in. The code is still in the address. Copy it and paste it into threelo:"),
		}
	case "sign-in":
		page.Title, page.Content, target = "Sign in to your product",
			para("Products often ask you to sign in here. The address of this page holds the callback in its returnUrl part. Copy the whole address from the browser's address bar and paste it into threelo."), ""
	case "redirect":
		if target != "" {
			return redirect{"/platform/redirect?error=invalid_state", http.StatusTemporaryRedirect}
		}
		page.Title, page.Content = "Something went wrong in your product", Group{
			notice("bad", "Invalid state."),
			para("This product went to another page at once, and the code is no longer in the address bar." + otherMethod),
		}
	case "closes":
		if target != "" { // a page cannot close a window that a person opened, so it loses its address instead
			return redirect{"/platform/closes", http.StatusTemporaryRedirect}
		}
		page.Title, page.Content = "Your product's window has closed",
			para("Some products close this window by themselves, so there is no address to copy."+otherMethod)
	default:
		return notFound()
	}
	page.Content = Group{page.Content, If(target != "", toCopy("The whole address", target))}
	return page
}
