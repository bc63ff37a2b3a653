package receiver

import (
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"io"
	"net/http"
	"strings"
)

// page is everything that a browser is ever shown. Its text is fixed: nothing of a
// request gets into an answer.
type page struct {
	status int
	title  string
	text   string
	mood   string // "good" or "bad" colours the line beside it; the title says it in words
}

var (
	pageAccepted = page{
		http.StatusOK, "The sign-in test worked",
		"threelo continues in the terminal. You can close this page.", "good",
	}
	pageRefused = page{
		http.StatusOK, "The sign-in test did not work",
		"The browser's part was done, but what followed failed. The terminal says why and what to do. You can close this page.", "bad",
	}
	pageReceived = page{
		http.StatusOK, "Received: look at the terminal",
		"threelo has the answer and shows the result in the terminal. You can close this page.", "",
	}
	pageDenied = page{
		http.StatusOK, "No permission was given",
		"An error came back instead of a permission. The terminal says what it means and what to do. You can close this page.", "bad",
	}
	pageStray = page{
		http.StatusBadRequest, "Not for this run",
		"This answer does not belong to the sign-in test that threelo runs now, so it was ignored. Open the newest link that the terminal shows.", "",
	}
	pageIncomplete = page{
		http.StatusBadRequest, "The answer is incomplete",
		"It holds neither a code nor an error, or too many of them, so it was ignored. Open the link that the terminal shows once more.", "",
	}
	pageUsed = page{
		http.StatusGone, "Already used",
		"This answer was received before, and nothing was done this time. Look at the terminal.", "",
	}
	pageExpired = page{
		http.StatusGone, "This link is too old",
		"A newer sign-in test has begun. Open the new link that the terminal shows.", "",
	}
	pageNotFound = page{
		http.StatusNotFound, "Nothing is here",
		"threelo answers one address only. Open the link that the terminal shows.", "",
	}
	pageMethod = page{
		http.StatusMethodNotAllowed, "Not in this way",
		"threelo only answers a browser that opens a page. Nothing was done.", "",
	}
	pageForeign = page{
		http.StatusMisdirectedRequest, "Asked for under another name",
		"The request used a name that is not the one in the callback, so nothing was done. Open the link that the terminal shows.", "",
	}
)

//go:embed page.html
var template string

// style is the sandbox's in small: the same colours and letters, and nothing to click.
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
	w.WriteHeader(p.status)
	_, _ = io.WriteString(w, p.html())
}

func (p page) html() string {
	return strings.NewReplacer("{style}", style, "{title}", p.title, "{mood}", p.mood, "{text}", p.text).Replace(template)
}

// refuseMethod answers a request that is not a GET.
func refuseMethod(w http.ResponseWriter) {
	w.Header().Set("Allow", http.MethodGet)
	pageMethod.write(w)
}
