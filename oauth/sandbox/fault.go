package sandbox

import (
	"net"
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

// Fault is what an endpoint does wrong before, or instead of, answering.
type Fault struct {
	Wait   time.Duration     // before anything else
	Drop   bool              // close the connection without an answer
	Status int               // answer this instead; 0 for the endpoint's own answer
	Body   string            // with Status
	Header map[string]string // with Status
}

// at puts the latency and the faults of an endpoint before its answer.
func (s *Sandbox) at(where Endpoint, answer func(*http.Request) http.Handler) http.Handler {
	own := s.locked(answer)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		fault := s.fault(where)
		if !wait(r, s.options.Latency+fault.Wait) {
			return
		}
		switch {
		case fault.Drop:
			drop(w)
		case fault.Status != 0:
			fault.answer(w)
		default:
			own.ServeHTTP(w, r)
		}
	})
}

// answer is what stands in the endpoint's place: none of the real gateway's marks are on it.
func (f Fault) answer(w http.ResponseWriter) {
	for name, value := range f.Header {
		w.Header().Set(name, value)
	}
	w.WriteHeader(f.Status)
	_, _ = w.Write([]byte(f.Body)) // whoever asked has left when this fails
}

// fault finds what an endpoint does wrong now: what the options say, else what the scenario says.
func (s *Sandbox) fault(where Endpoint) Fault {
	if fault, found := s.options.Faults[where]; found {
		return fault
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	return networkFaults[s.scenario][where]
}

// wait reports whether the caller is still there after that time.
func wait(r *http.Request, long time.Duration) bool {
	if long <= 0 {
		return true
	}
	timer := time.NewTimer(long)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-r.Context().Done():
		return false
	}
}

// drop closes the connection without an answer, as a broken network does.
func drop(w http.ResponseWriter) {
	connection, _, err := http.NewResponseController(w).Hijack()
	if err != nil {
		panic(http.ErrAbortHandler) // HTTP/2 or a recorder: net/http's own way to end an answer
	}
	if tcp, ok := connection.(*net.TCPConn); ok {
		_ = tcp.SetLinger(0) // closing it then says "reset"; without, it just ends
	}
	_ = connection.Close()
}
