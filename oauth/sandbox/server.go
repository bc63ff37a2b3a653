package sandbox

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"time"
)

// listener is the part of a Sandbox that Start sets.
type listener struct {
	server *http.Server
	base   string        // "http://127.0.0.1:40123", "" before Start
	ended  chan struct{} // closed when the server has stopped
}

// ErrNotLoopback is the error of Start for an address that other computers could reach.
var ErrNotLoopback = errors.New("the sandbox listens on this computer only: use an address such as 127.0.0.1:8081")

// Start listens on a loopback address such as "127.0.0.1:0" and serves until
// Close. It refuses any other address with ErrNotLoopback, before it listens.
func (s *Sandbox) Start(listen string) error {
	host, port, err := net.SplitHostPort(listen)
	if err != nil {
		return fmt.Errorf("%q is not an address with a port: %w", listen, ErrNotLoopback)
	}
	if !isLoopback(host) {
		return fmt.Errorf("%q is not on this computer: %w", listen, ErrNotLoopback)
	}
	if host == "localhost" {
		host = "127.0.0.1"
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.server != nil {
		return errors.New("the sandbox was started already")
	}
	bound, err := (&net.ListenConfig{}).Listen(context.Background(), "tcp", net.JoinHostPort(host, port))
	if err != nil {
		return fmt.Errorf("the sandbox cannot listen on %s; choose another port, or 0 for any free one: %w", listen, err)
	}
	server, ended := &http.Server{
		Handler:           s,
		ReadHeaderTimeout: 5 * time.Second,
		ReadTimeout:       15 * time.Second,
		WriteTimeout:      2 * time.Minute, // longer than any scenario waits
		IdleTimeout:       time.Minute,
		MaxHeaderBytes:    32 << 10,
	}, make(chan struct{})
	s.listener = listener{server, "http://" + bound.Addr().String(), ended}
	go func() {
		defer close(ended)
		_ = server.Serve(bound) // ends when Close closes the server
	}()
	return nil
}

// Close stops listening and ends open connections. It may be called at any time,
// also without Start.
func (s *Sandbox) Close() error {
	s.mu.Lock()
	server, ended := s.server, s.ended
	s.mu.Unlock()
	if server == nil {
		return nil
	}
	if err := server.Close(); err != nil {
		return fmt.Errorf("the sandbox did not close: %w", err)
	}
	<-ended
	return nil
}

// URL is the sandbox's address, without a trailing slash; "" before Start.
func (s *Sandbox) URL() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.base
}

// AuthURL is the base of /authorize and /oauth/token.
func (s *Sandbox) AuthURL() string { return s.URL() }

// APIURL is the base of /oauth/token/accessible-resources and /ex/jira/{cloudId}.
func (s *Sandbox) APIURL() string { return s.URL() }

// ConsoleURL is the list of apps.
func (s *Sandbox) ConsoleURL() string { return s.URL() + "/console/" }

// ServeHTTP answers for the console, sign-in, consent, the token endpoint and
// the gateway. It refuses a Host that is not this computer with 421, so that a
// name on the internet cannot be pointed here.
func (s *Sandbox) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	host, _, err := net.SplitHostPort(r.Host)
	if err != nil {
		host = r.Host
	}
	if !isLoopback(host) {
		reply{status: http.StatusMisdirectedRequest, body: plainText("this is a sandbox on another computer's loopback\n")}.ServeHTTP(w, r)
		return
	}
	r.Body = http.MaxBytesReader(w, r.Body, maxBody)
	s.handler.ServeHTTP(w, r)
}

// maxBody is how much is read of any request.
const maxBody = 64 << 10

// decision chooses the reply to a request while the lock is held.
type decision func(*http.Request) http.Handler

// methods are the answers of one path; nil for a method that it does not take.
type methods struct{ get, post decision }

// routes joins what programs call and what browsers show. Forms are guarded
// against other sites' pages; programs send no Origin and need no guard.
func (s *Sandbox) routes() http.Handler {
	mux := http.NewServeMux()
	endpoint := func(path string, where Endpoint, m methods) { mux.Handle(path, s.faulty(where, s.locked(m))) }
	endpoint("/authorize", AuthorizeEndpoint, methods{get: s.authorize})
	endpoint("/oauth/token", TokenEndpoint, methods{post: s.token})
	endpoint("/oauth/token/accessible-resources", SitesEndpoint, methods{get: s.accessibleResources})
	endpoint("/me", GatewayEndpoint, methods{get: s.me})
	endpoint("/ex/jira/{cloud}/{path...}", GatewayEndpoint, methods{get: s.gateway})
	mux.Handle("/_edge/tenant_info", s.locked(methods{get: s.tenantInfo}))

	signedIn, ownApp, guard := s.signedInPage, s.ownApp, http.NewCrossOriginProtection()
	for path, m := range map[string]methods{
		"/style.css":      {get: file("text/css", styleSheet)},
		"/script.js":      {get: file("text/javascript", script)},
		"/{$}":            {get: func(*http.Request) http.Handler { return redirect{"/console/", http.StatusSeeOther} }},
		"/":               {get: s.nowhere, post: s.nowhere},
		"/signin":         {s.signInForm, s.signIn},
		"/consent":        {post: s.consent},
		"/error":          {get: s.errorPage},
		"/platform/{how}": {get: s.productPage},
		"/faithful":       {get: s.certainties},
		"/connected":      {signedIn(s.connectedApps), signedIn(s.removeConnectedApp)},

		"/console/{$}":                                 {get: signedIn(s.listApps)},
		"/console/create":                              {signedIn(s.createForm), signedIn(s.create)},
		"/console/{app}/{$}":                           {get: ownApp(s.overview)},
		"/console/{app}/permissions":                   {ownApp(s.permissions), ownApp(s.addAPI)},
		"/console/{app}/permissions/{api}":             {ownApp(s.apiScopes), ownApp(s.saveScopes)},
		"/console/{app}/authorization":                 {get: ownApp(s.authorization)},
		"/console/{app}/authorization/auth-code-grant": {ownApp(s.codeGrant), ownApp(s.saveCallbacks)},
		"/console/{app}/distribution":                  {ownApp(s.distribution), ownApp(s.saveDistribution)},
		"/console/{app}/settings":                      {ownApp(s.settings), ownApp(s.replaceSecret)},
	} {
		mux.Handle(path, guard.Handler(s.locked(m)))
	}
	return mux
}

// locked serves the method's answer. It reads the body before it takes the lock
// and writes the reply after it, so a slow client delays no other.
func (s *Sandbox) locked(m methods) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			reply{status: http.StatusRequestEntityTooLarge, body: plainText("the request is too long or did not arrive as a whole\n")}.ServeHTTP(w, r)
			return
		}
		r.Body = io.NopCloser(bytes.NewReader(body))
		m.decide(s, r).ServeHTTP(w, r)
	})
}

func (m methods) decide(s *Sandbox, r *http.Request) http.Handler {
	s.mu.Lock()
	defer s.mu.Unlock()
	switch {
	case r.Method == http.MethodPost && m.post != nil:
		return m.post(r)
	case (r.Method == http.MethodGet || r.Method == http.MethodHead) && m.get != nil:
		return m.get(r)
	case m.post == nil:
		return notAllowed("GET, HEAD")
	case m.get == nil:
		return notAllowed("POST")
	}
	return notAllowed("GET, HEAD, POST")
}

func notAllowed(allowed string) reply {
	return reply{
		status: http.StatusMethodNotAllowed, header: map[string]string{"Allow": allowed},
		body: map[string]any{"code": http.StatusMethodNotAllowed, "message": "Method Not Allowed"},
	}
}

// nowhere answers for paths that the sandbox does not have.
func (s *Sandbox) nowhere(r *http.Request) http.Handler {
	page := notFound()
	page.Who = s.signedInAs(r)
	return page
}

// tenantInfo tells a site's cloud ID without a token. The real one is asked at
// the site's own host; here the site is named in the query.
func (s *Sandbox) tenantInfo(r *http.Request) http.Handler {
	x := s.company.site(r.URL.Query().Get("site"))
	if x == nil {
		return reply{status: http.StatusNotFound}
	}
	return ok(map[string]string{"cloudId": x.ID})
}
