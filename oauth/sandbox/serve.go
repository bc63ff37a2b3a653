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

// listener is the part of a Sandbox that Start fills.
type listener struct {
	server *http.Server
	base   string        // "http://127.0.0.1:40123", "" before Start
	ended  chan struct{} // closed when nothing listens any more
}

// ErrNotLoopback is the error of Start for an address that other computers could reach.
var ErrNotLoopback = errors.New("the sandbox listens on this computer alone: give an address such as 127.0.0.1:8081")

// Start listens on a loopback address such as "127.0.0.1:0" and serves until
// Close. Any other address is refused with ErrNotLoopback before anything is bound.
func (s *Sandbox) Start(listen string) error {
	host, port, err := net.SplitHostPort(listen)
	if err != nil {
		return fmt.Errorf("%q is not an address with a port: %w", listen, ErrNotLoopback)
	}
	if host == "localhost" {
		host = "127.0.0.1"
	}
	if ip := net.ParseIP(host); ip == nil || !ip.IsLoopback() {
		return fmt.Errorf("%q is not on this computer: %w", listen, ErrNotLoopback)
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
	s.base = "http://" + bound.Addr().String()
	s.server = &http.Server{
		Handler:           s,
		ReadHeaderTimeout: 5 * time.Second,
		ReadTimeout:       15 * time.Second,
		WriteTimeout:      2 * time.Minute, // longer than any scenario waits
		IdleTimeout:       time.Minute,
		MaxHeaderBytes:    32 << 10,
	}
	s.ended = make(chan struct{})
	go serve(s.server, bound, s.ended)
	return nil
}

// serve ends when Close closes the server.
func serve(server *http.Server, bound net.Listener, ended chan<- struct{}) {
	defer close(ended)
	_ = server.Serve(bound)
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

// URL is where the sandbox is, without a trailing slash; "" before Start.
func (s *Sandbox) URL() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.base
}

// AuthURL is what /authorize and /oauth/token hang below.
func (s *Sandbox) AuthURL() string { return s.URL() }

// APIURL is what /oauth/token/accessible-resources and /ex/jira/{cloudId} hang below.
func (s *Sandbox) APIURL() string { return s.URL() }

// ConsoleURL is the list of apps.
func (s *Sandbox) ConsoleURL() string { return s.URL() + "/console/" }

// ServeHTTP answers for the console, sign-in, consent, the token endpoint and
// the gateway. A Host that is not this computer is refused with 421, so that a
// name somewhere on the internet cannot be pointed here.
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

// routes joins what programs call and what browsers show. Forms are guarded
// against other sites' pages; programs send no Origin and need no guard.
func (s *Sandbox) routes() http.Handler {
	mux := http.NewServeMux()
	mux.Handle("GET /authorize", s.at(AuthorizeEndpoint, s.authorize))
	mux.Handle("POST /oauth/token", s.at(TokenEndpoint, s.token))
	mux.Handle("GET /oauth/token/accessible-resources", s.at(SitesEndpoint, s.accessibleResources))
	mux.Handle("GET /me", s.at(GatewayEndpoint, s.me))
	mux.Handle("/ex/jira/{cloud}/{path...}", s.at(GatewayEndpoint, s.gateway))
	mux.Handle("GET /_edge/tenant_info", s.locked(s.tenantInfo))
	mux.Handle("/", http.NewCrossOriginProtection().Handler(s.pages()))
	return mux
}

// locked serves what answer decides while it holds the lock. The body is read
// before and the answer written after, so a slow client holds up nobody.
func (s *Sandbox) locked(answer func(*http.Request) http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			reply{status: http.StatusRequestEntityTooLarge, body: plainText("the request is too long or did not arrive whole\n")}.ServeHTTP(w, r)
			return
		}
		r.Body = io.NopCloser(bytes.NewReader(body))
		s.decide(r, answer).ServeHTTP(w, r)
	})
}

func (s *Sandbox) decide(r *http.Request, answer func(*http.Request) http.Handler) http.Handler {
	s.mu.Lock()
	defer s.mu.Unlock()
	return answer(r)
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
