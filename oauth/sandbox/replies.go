package sandbox

import (
	"bytes"
	"crypto/rand"
	_ "embed"
	"encoding/json"
	"net/http"
	"sync"
)

// reply is an answer for programs. Its body is written as JSON, or as it is when
// it is text; nil is an empty body.
type reply struct {
	Status int
	Header map[string]string
	Body   any
}

//go:embed replies.json
var repliesFile []byte

// replies are the answers that are always the same, by name.
var replies = embedded[map[string]reply](repliesFile)

func fixed(name string) reply { return replies()[name] }

func ok(body any) reply { return reply{Status: http.StatusOK, Body: body} }

// ServeHTTP writes the reply, with the trace id that the real gateway puts on each answer.
func (p reply) ServeHTTP(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Atl-TraceId", rand.Text())
	p.write(w)
}

func (p reply) write(w http.ResponseWriter) {
	h := w.Header()
	h.Set("Content-Type", "application/json; charset=utf-8")
	for name, value := range p.Header {
		h.Set(name, value)
	}
	w.WriteHeader(p.Status)
	switch body := p.Body.(type) { // writing fails when the client has gone
	case nil:
	case string:
		_, _ = w.Write([]byte(body))
	default:
		_ = json.NewEncoder(w).Encode(body)
	}
}

// embedded reads an embedded JSON file when it is first needed.
func embedded[T any](file []byte) func() T {
	return sync.OnceValue(func() (content T) {
		decoder := json.NewDecoder(bytes.NewReader(file))
		decoder.DisallowUnknownFields()
		if err := decoder.Decode(&content); err != nil {
			panic(err) // the tests show that it can be read
		}
		return content
	})
}

// redirect sends a browser elsewhere, with the status that the real host uses.
type redirect string

// ServeHTTP writes the address as it is: net/http's Redirect would clean it, and
// a callback must arrive byte for byte. Don't use it for untrusted addresses.
func (d redirect) ServeHTTP(w http.ResponseWriter, _ *http.Request) {
	h := w.Header()
	h.Set("Location", string(d))
	h.Set("Referrer-Policy", "no-referrer")
	w.WriteHeader(http.StatusFound)
}
