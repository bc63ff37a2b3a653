package sandbox

import "net/http"

// fault is what a broken network does with a call to the token endpoint.
type fault struct {
	Hang   bool // never answer
	Drop   bool // close the connection without an answer
	Status int  // answer this instead; 0 for the endpoint's own answer
	Body   string
	Header map[string]string
}

// overNetwork answers as the scenario's network does, or else as the endpoint.
func (s *Sandbox) overNetwork(endpoint http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.mu.Lock()
		network := s.playing.Network
		s.mu.Unlock()
		switch {
		case network.Hang:
			<-r.Context().Done()
		case network.Drop:
			panic(http.ErrAbortHandler) // net/http closes the connection
		case network.Status != 0:
			for name, value := range network.Header {
				w.Header().Set(name, value)
			}
			w.WriteHeader(network.Status)
			_, _ = w.Write([]byte(network.Body)) // fails when the client has gone
		default:
			endpoint.ServeHTTP(w, r)
		}
	})
}
