package sandbox

import (
	"crypto/rand"
	"encoding/json"
	"net/http"
)

// reply is an answer for programs. Its body is written as JSON, or as it is when
// it is a plainText or htmlText; nil is an empty body.
type reply struct {
	status int
	body   any
	header map[string]string
}

type (
	plainText string
	htmlText  string
)

func ok(body any) reply { return reply{status: http.StatusOK, body: body} }

// ServeHTTP writes the reply, with the trace id that the real gateway puts on each answer.
func (p reply) ServeHTTP(w http.ResponseWriter, _ *http.Request) {
	h := w.Header()
	h.Set("Atl-TraceId", rand.Text())
	h.Set("Cache-Control", "no-store")
	h.Set("X-Content-Type-Options", "nosniff")
	for name, value := range p.header {
		h.Set(name, value)
	}
	var body []byte
	switch b := p.body.(type) {
	case nil:
	case plainText:
		h.Set("Content-Type", "text/plain; charset=utf-8")
		body = []byte(b)
	case htmlText:
		h.Set("Content-Type", "text/html; charset=utf-8")
		body = []byte(b)
	default:
		h.Set("Content-Type", "application/json; charset=utf-8")
		body, _ = json.Marshal(b) // maps and structs of strings and numbers: cannot fail
	}
	w.WriteHeader(p.status)
	_, _ = w.Write(body) // fails when the client has gone
}

// redirect sends a browser elsewhere.
type redirect struct {
	to     string
	status int // 302 where the real host uses it, 303 after a form
}

// ServeHTTP writes the address as it is: net/http's Redirect would clean it, and
// a callback must arrive byte for byte. Don't use it for untrusted addresses.
func (d redirect) ServeHTTP(w http.ResponseWriter, _ *http.Request) {
	h := w.Header()
	h.Set("Location", d.to)
	h.Set("Cache-Control", "no-store")
	h.Set("Referrer-Policy", "no-referrer")
	w.WriteHeader(d.status)
}
