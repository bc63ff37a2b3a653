package receiver

import (
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"encoding/json"
	"io"
	"net/http"
	"strings"
)

// page is everything that a browser is ever shown. Its text is fixed: nothing of a
// request gets into an answer.
type page struct {
	Status int
	Title  string
	Text   string
	Mood   string // "bad" colors the line beside it; the title says it in words
}

//go:embed pages.json
var pagesFile []byte

// pages are all that there are.
var pages = func() (all struct {
	Received, Denied                   page // the callback's own
	Stray, Incomplete, Used            page // of a callback that is ignored
	Expired, NotFound, Method, Foreign page // of anything else
},
) {
	if err := json.Unmarshal(pagesFile, &all); err != nil {
		panic(err) // the tests show that it can be read
	}
	return all
}()

//go:embed page.html
var template string

// style is the sandbox's in small: the same colors and letters, and nothing to click.
//
//go:embed page.css
var style string

// policy allows the page its own style and nothing else.
var policy = func() string {
	sum := sha256.Sum256([]byte(style))
	return "default-src 'none'; style-src 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) +
		"'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
}()

// setHeaders keeps an answer out of caches, frames, and the referrer: the
// address that was asked for holds a code.
func setHeaders(h http.Header) {
	h.Set("Cache-Control", "no-store")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("Content-Security-Policy", policy)
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("X-Frame-Options", "DENY")
}

// write sends the page. A browser that went away misses it, and nothing else.
func (p page) write(w http.ResponseWriter) {
	setHeaders(w.Header())
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(p.Status)
	_, _ = io.WriteString(w, p.html())
}

func (p page) html() string {
	return strings.NewReplacer("{style}", style, "{title}", p.Title, "{mood}", p.Mood, "{text}", p.Text).Replace(template)
}

// refuseMethod answers a request that is not a GET.
func refuseMethod(w http.ResponseWriter) {
	w.Header().Set("Allow", http.MethodGet)
	pages.Method.write(w)
}
