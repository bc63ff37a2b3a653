package sandbox

import (
	"net/http"
	"time"
)

// Endpoint names one part of the server side, for faults.
type Endpoint string

// The endpoints that can have a Fault.
const (
	AuthorizeEndpoint Endpoint = "authorize"
	TokenEndpoint     Endpoint = "token"
	SitesEndpoint     Endpoint = "sites"
	GatewayEndpoint   Endpoint = "gateway"
)

// Fault is what goes wrong before, or instead of, an endpoint's answer.
type Fault struct {
	Hang   bool              // never answer
	Drop   bool              // close the connection without an answer
	Status int               // answer this instead; 0 for the endpoint's own answer
	Body   string            // with Status
	Header map[string]string // with Status
}

// faulty puts the latency and the faults of an endpoint before its own answer.
func (s *Sandbox) faulty(where Endpoint, own http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		fault := s.fault(where)
		wait := time.After(s.options.Latency)
		if fault.Hang {
			wait = nil // for ever
		}
		select {
		case <-wait:
		case <-r.Context().Done():
			return
		}
		switch {
		case fault.Drop:
			panic(http.ErrAbortHandler) // net/http closes the connection
		case fault.Status != 0:
			fault.answer(w)
		default:
			own.ServeHTTP(w, r)
		}
	})
}

// answer takes the place of the endpoint's answer. It carries none of the real gateway's headers.
func (f Fault) answer(w http.ResponseWriter) {
	for name, value := range f.Header {
		w.Header().Set(name, value)
	}
	w.WriteHeader(f.Status)
	_, _ = w.Write([]byte(f.Body)) // fails when the client has gone
}

// fault finds the fault of an endpoint: the one of the options, or else the scenario's.
func (s *Sandbox) fault(where Endpoint) Fault {
	if fault, found := s.options.Faults[where]; found {
		return fault
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if where == TokenEndpoint {
		return s.playing.Network
	}
	return Fault{}
}
