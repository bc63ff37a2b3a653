package sandbox

import (
	"net/http"
	"net/url"
	"strings"
)

// accountCookie holds the account that a browser is signed in as. It is no
// secret: whoever reaches the sandbox may sign in as anybody.
const accountCookie = "threelo_sandbox_account"

// signedInAs returns the account of a browser, nil when nobody is signed in; the
// caller holds the lock.
func (s *Sandbox) signedInAs(r *http.Request) *account {
	cookie, err := r.Cookie(accountCookie)
	if err != nil {
		return nil
	}
	return s.account(Account(cookie.Value))
}

// signedInPage lets only a signed-in browser through; others sign in first and come back.
func (s *Sandbox) signedInPage(answer func(*http.Request, *account) http.Handler) func(*http.Request) http.Handler {
	return func(r *http.Request) http.Handler {
		who := s.signedInAs(r)
		if who == nil {
			return redirect{signInFor(r), http.StatusSeeOther}
		}
		return answer(r, who)
	}
}

// signInFor is the sign-in page that leads back to where r wanted to go.
func signInFor(r *http.Request) string {
	if r.Method != http.MethodGet {
		return "/signin"
	}
	return "/signin?to=" + url.QueryEscape(r.URL.RequestURI())
}

// signIn answers GET /signin: a choice of sample accounts, no password.
func (s *Sandbox) signIn(r *http.Request) http.Handler {
	now := s.signedInAs(r)
	shown := s.accounts[:len(s.company.Accounts)]
	return webPage{
		Title: "Sign in", Who: now,
		Leaves: true, // after signing in, a scenario may go straight on to a callback
		Content: join(
			para("Choose whom you play. The sandbox asks for no password."),
			el("form", attributes{"method", "post", "action", "/signin"},
				hidden("to", local(r.URL.Query().Get("to"))),
				group("Account", each(shown, func(a *account) markup {
					return choice("radio", "account", string(a.Key), a.Name, a.Email+" – "+a.Role, now == a, "required", "")
				})),
				el("p", nil, button("Sign in")),
			)),
	}
}

// signedIn answers POST /signin.
func (s *Sandbox) signedIn(r *http.Request) http.Handler {
	who := s.account(Account(r.PostFormValue("account")))
	to := local(r.PostFormValue("to"))
	if who == nil {
		return redirect{"/signin?to=" + url.QueryEscape(to), http.StatusSeeOther}
	}
	cookie := &http.Cookie{
		Name: accountCookie, Value: string(who.Key), Path: "/", HttpOnly: true, SameSite: http.SameSiteLaxMode,
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		http.SetCookie(w, cookie)
		redirect{to, http.StatusSeeOther}.ServeHTTP(w, r)
	})
}

// local keeps a way back within the sandbox.
func local(to string) string {
	if !strings.HasPrefix(to, "/") || strings.HasPrefix(to, "//") || strings.ContainsAny(to, "\\\r\n\t") {
		return "/console/"
	}
	return to
}
