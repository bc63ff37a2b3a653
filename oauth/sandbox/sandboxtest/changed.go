package sandboxtest

import (
	"bytes"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"testing"

	"threelo/oauth/sandbox"
)

// Changed serves a sandbox with some of its answers changed, until the test ends,
// and returns the address. answer writes the other answer and returns true; for
// everything else the sandbox answers.
func Changed(t *testing.T, box *sandbox.Sandbox, answer func(w http.ResponseWriter, r *http.Request) bool) string {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !answer(w, r) {
			box.ServeHTTP(w, r)
		}
	}))
	t.Cleanup(server.Close)
	return server.URL
}

// Form reads a request's form, and leaves its body for the sandbox to read again.
func Form(r *http.Request) url.Values {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return nil
	}
	r.Body = io.NopCloser(bytes.NewReader(body))
	form, err := url.ParseQuery(string(body))
	if err != nil {
		return nil
	}
	return form
}

// Edit sends the sandbox's own answer with another body.
func Edit(w http.ResponseWriter, r *http.Request, box *sandbox.Sandbox, edit func(body []byte) []byte) {
	own := httptest.NewRecorder()
	box.ServeHTTP(own, r)
	for name, values := range own.Header() {
		w.Header()[name] = values
	}
	w.Header().Del("Content-Length")
	w.WriteHeader(own.Code)
	_, _ = w.Write(edit(own.Body.Bytes())) // the client's side notices
}
