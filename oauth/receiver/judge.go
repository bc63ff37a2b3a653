package receiver

import (
	"crypto/subtle"
	"net/http"
	"net/url"

	"threelo/oauth"
)

// How much of an authorization server's words is kept, in characters.
const (
	maxError       = 100
	maxDescription = 600
)

// answer serves the callback's own path. It looks at state before anything
// else, the error included (RFC 6749 section 10.12; RFC 9700 section 4.7).
func (r *Receiver) answer(w http.ResponseWriter, req *http.Request) {
	switch {
	case req.URL.EscapedPath() != r.callback.path:
		pages.NotFound.write(w)
	case req.Method != http.MethodGet:
		refuseMethod(w)
	default:
		r.judge(req).write(w)
	}
}

// judge decides about one callback, passes on what it brought, and returns the
// page to show.
func (r *Receiver) judge(req *http.Request) page {
	query := req.URL.Query()
	code := single(query, "code")
	secrets := []oauth.Secret{oauth.NewSecret(code), oauth.NewSecret(single(query, "state"))}
	failure := Arrival{
		Error:       oauth.CleanText(single(query, "error"), maxError, secrets...),
		Description: oauth.CleanText(single(query, "error_description"), maxDescription, secrets...),
	}

	r.mu.Lock()
	defer r.mu.Unlock()
	switch {
	case !r.isOurs(query["state"]):
		if r.open && code+failure.Error != "" && len(r.arrivals) < waiting-1 {
			failure.Possibly = true
			r.arrivals <- failure
		}
		return pages.Stray
	case !r.open:
		return pages.Used
	case query.Has("code") == query.Has("error"), code == "" && failure.Error == "":
		return pages.Incomplete
	}
	r.open = false
	keep(req) // before the arrival is passed on: Close may follow immediately
	if failure.Error != "" {
		failure.State = oauth.NewSecret(r.state)
		r.arrivals <- failure
		return pages.Denied
	}
	r.arrivals <- Arrival{Code: oauth.NewSecret(code), State: oauth.NewSecret(r.state)}
	return pages.Received
}

// isOurs reports, in constant time, whether exactly one state was sent and it is ours.
func (r *Receiver) isOurs(states []string) bool {
	return r.state != "" && len(states) == 1 && subtle.ConstantTimeCompare([]byte(states[0]), []byte(r.state)) == 1
}

// single returns a parameter that was given exactly once, else "": RFC 6749
// section 3.1 does not allow a parameter twice.
func single(query url.Values, name string) string {
	if values := query[name]; len(values) == 1 {
		return values[0]
	}
	return ""
}
