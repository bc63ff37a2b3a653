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
	release := keep(req) // before anybody learns of it: Close may follow at once
	shown, said := r.judge(req.URL.Query())
	switch {
	case said != nil:
		shown = r.await(said, req.Context().Done())
	case shown.status >= http.StatusBadRequest: // not the real one
		release()
	}
	shown.write(w)
}

// judge decides about one callback and passes on what it brought. When the page
// should wait for the outcome, said is where that comes.
func (r *Receiver) judge(query url.Values) (shown page, said <-chan oauth.Outcome) {
	code := single(query, "code")
	failure := Arrival{
		Error:       bounded(single(query, "error"), maxError),
		Description: bounded(single(query, "error_description"), maxDescription),
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

// isOurs compares in constant time; a doubled state is nobody's.
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

// bounded cleans a server's words and cuts them after so many characters. The
// first cut spares the cleaning of what would be thrown away.
func bounded(text string, most int) string {
	const widest = 4 // bytes of the longest character
	return oauth.CleanText(text[:min(len(text), 4*widest*most)], most)
}

// single returns a parameter that was given exactly once, else "": RFC 6749
// section 3.1 allows no parameter twice.
func single(query url.Values, name string) string {
	if values := query[name]; len(values) == 1 {
		return values[0]
	}
	return ""
}
