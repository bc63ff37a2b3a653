package sandbox

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/url"
	"time"
)

// ErrNotLoopback is the error of Start for an address that other computers could reach.
var ErrNotLoopback = errors.New("the sandbox listens on this computer only: use an address such as 127.0.0.1:8081")

// Start listens on a loopback address such as "127.0.0.1:0" and serves until
// Close. It refuses any other address with ErrNotLoopback, before it listens.
func (s *Sandbox) Start(listen string) error {
	if host, _, err := net.SplitHostPort(listen); err != nil || !isLoopback(host) {
		return fmt.Errorf("%q: %w", listen, ErrNotLoopback)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.server != nil {
		return errors.New("the sandbox was started already")
	}
	bound, err := (&net.ListenConfig{}).Listen(context.Background(), "tcp", listen)
	if err != nil {
		return fmt.Errorf("the sandbox cannot listen on %s; choose another port, or 0 for any free one: %w", listen, err)
	}
	server := &http.Server{
		Handler:           s,
		ReadHeaderTimeout: 5 * time.Second,
		ReadTimeout:       15 * time.Second,
		WriteTimeout:      2 * time.Minute, // longer than any scenario waits
		IdleTimeout:       time.Minute,
		MaxHeaderBytes:    32 << 10,
		ErrorLog:          log.New(io.Discard, "", 0), // its lines would land on the screen
	}
	s.server, s.base = server, "http://"+bound.Addr().String()
	s.serving.Go(func() { _ = server.Serve(bound) }) // ends when Close closes the server
	return nil
}

// Close stops listening and ends open connections. It may be called at any time,
// also without Start.
func (s *Sandbox) Close() error {
	s.mu.Lock()
	server := s.server
	s.mu.Unlock()
	if server == nil {
		return nil
	}
	err := server.Close()
	s.serving.Wait() // Serve closes the listener if it had not begun yet
	return err
}

// URL is the sandbox's address, without a trailing slash: the base of both
// auth.atlassian.com and api.atlassian.com; "" before Start.
func (s *Sandbox) URL() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.base
}

// ConsoleURL is the list of apps.
func (s *Sandbox) ConsoleURL() string { return s.URL() + "/console/" }

// ServeHTTP answers for the console, sign-in, consent, the token endpoint and
// the gateway. It refuses a Host that is not this computer with 421, so that a
// name on the internet cannot be pointed here.
func (s *Sandbox) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.requests.Add(1)
	if host := (&url.URL{Host: r.Host}).Hostname(); !isLoopback(host) {
		http.Error(w, "this is a sandbox on another computer's loopback", http.StatusMisdirectedRequest)
		return
	}
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Set("X-Content-Type-Options", "nosniff")
	r.Body = http.MaxBytesReader(w, r.Body, maxBody)
	s.handler.ServeHTTP(w, r)
}

// maxBody is how much is read of any request.
const maxBody = 64 << 10

// decision chooses the reply to a request while the lock is held.
type decision func(*http.Request) http.Handler

// routes joins what programs call and what browsers show. Forms are guarded
// against other sites' pages; programs send no Origin and need no guard.
func (s *Sandbox) routes() http.Handler {
	mux := http.NewServeMux()
	mux.Handle("GET /authorize", s.locked(s.authorize))
	mux.Handle("POST /oauth/token", s.locked(s.token))
	mux.Handle("GET /oauth/token/accessible-resources", s.locked(s.withToken(s.accessibleResources)))
	mux.Handle("GET /me", s.locked(s.withToken(s.me)))
	mux.Handle("GET /pages/", http.FileServerFS(styles))
	for _, product := range []string{"jira", "confluence"} {
		mux.Handle("GET /ex/"+product+"/{cloud}/{path...}", s.locked(s.gateway(product)))
	}
	for path, allowed := range map[string]string{"/authorize": http.MethodGet, "/oauth/token": http.MethodPost, "/consent": http.MethodPost} {
		refused := reply{Status: http.StatusMethodNotAllowed, Header: map[string]string{"Allow": allowed}}
		for _, method := range []string{"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"} {
			if method != allowed { // HEAD must not use up a consent
				mux.Handle(method+" "+path, refused)
			}
		}
	}

	signedIn, ownApp, guard := s.signedInPage, s.ownApp, http.NewCrossOriginProtection()
	for pattern, decide := range map[string]decision{
		"GET /{$}":            func(*http.Request) http.Handler { return redirect("/console/") },
		"GET /":               func(*http.Request) http.Handler { return notFound() },
		"POST /consent":       s.consent,
		"GET /signin":         s.signInForm,
		"POST /signin":        s.signIn,
		"GET /error":          s.errorPage,
		"GET /platform/{how}": s.productPage,

		"GET /console/{$}":                                  signedIn(s.listApps),
		"GET /console/create-3lo-app/{$}":                   signedIn(func(*http.Request, *account) http.Handler { return createPage("", "") }),
		"POST /console/create-3lo-app/{$}":                  signedIn(s.create),
		"GET /console/{app}/{$}":                            ownApp(shows("overview")),
		"GET /console/{app}/permissions":                    ownApp(s.permissions),
		"POST /console/{app}/permissions":                   ownApp(s.addAPI),
		"GET /console/{app}/permissions/{api}":              ownApp(s.apiScopes),
		"POST /console/{app}/permissions/{api}":             ownApp(s.saveScopes),
		"GET /console/{app}/authorization":                  ownApp(shows("authorization")),
		"GET /console/{app}/authorization/auth-code-grant":  ownApp(s.codeGrant),
		"POST /console/{app}/authorization/auth-code-grant": ownApp(s.saveCodeGrant),
		"GET /console/{app}/distribution":                   ownApp(s.distribution),
		"POST /console/{app}/distribution":                  ownApp(s.saveDistribution),
		"GET /console/{app}/settings":                       ownApp(shows("settings")),
		"POST /console/{app}/settings":                      ownApp(s.replaceSecret),
	} {
		mux.Handle(pattern, guard.Handler(s.locked(decide)))
	}
	return mux
}

// locked serves what a decision chooses. It reads the body before it takes the
// lock and writes the reply after it, so a slow client delays no other.
func (s *Sandbox) locked(decide decision) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			http.Error(w, "the request is too long or did not arrive as a whole", http.StatusRequestEntityTooLarge)
			return
		}
		r.Body = io.NopCloser(bytes.NewReader(body))
		s.decide(decide, r).ServeHTTP(w, r)
	})
}

func (s *Sandbox) decide(decide decision, r *http.Request) http.Handler {
	s.mu.Lock()
	defer s.mu.Unlock()
	answer := decide(r)
	if page, isPage := answer.(webPage); isPage {
		page.who = s.signedInAs(r)
		return page
	}
	return answer
}
