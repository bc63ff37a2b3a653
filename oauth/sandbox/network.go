package sandbox

import "net/http"

// fault is what a broken network does with a call to the token endpoint. It answers
// in the endpoint's place, unless it hangs or closes the connection.
type fault struct {
	Hang bool // never answer
	Drop bool // close the connection without an answer
	reply
}

// ServeHTTP does it.
func (f fault) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	switch {
	case f.Hang:
		<-r.Context().Done()
	case f.Drop:
		panic(http.ErrAbortHandler) // net/http closes the connection
	default:
		f.write(w)
	}
}
