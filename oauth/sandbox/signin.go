package sandbox

import (
	"net/http"
	"net/url"
	"strings"
)

// accountCookie holds the account that a browser is signed in as. It is not
// secret: anyone who reaches the sandbox may sign in as anybody.
const accountCookie = "threelo_sandbox_account"

// signedInAs returns the account of a browser, nil when none is signed in; the
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
			return redirect(signInAnd(r.URL.RequestURI()))
		}
		return answer(r, who)
	}
}

// signInAnd is the sign-in page that leads on to an address.
func signInAnd(to string) string { return "/signin?to=" + url.QueryEscape(to) }

// signInForm answers GET /signin: a choice of sample accounts, no password.
func (s *Sandbox) signInForm(r *http.Request) http.Handler {
	now := s.signedInAs(r)
	return webPage{file: "signin", values: values{
		"to": local(r.URL.Query().Get("to")),
		"accounts": each(s.company.Accounts, func(a *account) values {
			return values{"key": a.Key, "name": a.Name, "role": a.Role, "email": a.Email, "chosen": now == a}
		}),
	}}
}

// signIn answers POST /signin.
func (s *Sandbox) signIn(r *http.Request) http.Handler {
	who := s.account(Account(r.PostFormValue("account")))
	to := local(r.PostFormValue("to"))
	if who == nil {
		return redirect(signInAnd(to))
	}
	cookie := &http.Cookie{
		Name: accountCookie, Value: string(who.Key), Path: "/", HttpOnly: true, SameSite: http.SameSiteLaxMode,
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		http.SetCookie(w, cookie)
		redirect(to).ServeHTTP(w, r)
	})
}

// local returns an address within the sandbox: to, if it is one.
func local(to string) string {
	if !strings.HasPrefix(to, "/") || strings.HasPrefix(to, "//") || strings.ContainsAny(to, "\\\r\n\t") {
		return "/console/"
	}
	return to
}
