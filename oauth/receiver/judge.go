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
	if !r.callback.isAt(req.URL) {
		pageNotFound.write(w)
		return
	}
	if req.Method != http.MethodGet {
		w.Header().Set("Allow", http.MethodGet)
		pageMethod.write(w)
		return
	}
	release := keep(req) // before the arrival is passed on: Close may follow immediately
	shown, outcome := r.judge(req.URL.Query())
	switch {
	case outcome != nil:
		shown = r.await(outcome, req.Context().Done())
	case shown.status >= http.StatusBadRequest: // not the real one
		release()
	}
	shown.write(w)
}

// judge decides about one callback and passes on what it brought. When the page
// should wait for the outcome, that arrives on the returned channel.
func (r *Receiver) judge(query url.Values) (page, <-chan oauth.Outcome) {
	code := single(query, "code")
	secrets := []oauth.Secret{oauth.NewSecret(code), oauth.NewSecret(single(query, "state"))}
	failure := Arrival{
		Error:       oauth.CleanText(single(query, "error"), maxError, secrets...),
		Description: oauth.CleanText(single(query, "error_description"), maxDescription, secrets...),
	}

	r.mu.Lock()
	defer r.mu.Unlock()
	if r.state == "" {
		return pageStray, nil
	}
	if !r.isOurs(query["state"]) {
		if failure.Error != "" && !r.used {
			failure.Possibly = true
			r.pass(failure)
		}
		return pageStray, nil
	}
	if r.used {
		return pageUsed, nil
	}
	switch {
	case code != "" && !query.Has("error"):
		r.used = true
		r.outcome = make(chan oauth.Outcome, 1)
		r.pass(Arrival{Code: oauth.NewSecret(code), State: oauth.NewSecret(r.state)})
		return pageReceived, r.outcome
	case failure.Error != "" && !query.Has("code"):
		r.used = true
		failure.State = oauth.NewSecret(r.state)
		r.pass(failure)
		return pageDenied, nil
	default:
		return pageIncomplete, nil
	}
}

// isOurs reports, in constant time, whether exactly one state was sent and it is ours.
func (r *Receiver) isOurs(states []string) bool {
	return len(states) == 1 && subtle.ConstantTimeCompare([]byte(states[0]), []byte(r.state)) == 1
}

// pass hands an arrival on without ever waiting. The lock is held, so that room
// found here stays.
func (r *Receiver) pass(a Arrival) {
	if a.Possibly && len(r.arrivals) >= waiting-1 {
		return
	}
	r.arrivals <- a
}

// single returns a parameter that was given exactly once, else "": RFC 6749
// section 3.1 does not allow a parameter twice.
func single(query url.Values, name string) string {
	if values := query[name]; len(values) == 1 {
		return values[0]
	}
	return ""
}
