package receiver

import (
	"crypto/sha256"
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

// style is the sandbox's in small: the same colours and letters, and nothing to click.
const style = `:root{color-scheme:light dark;--ink:#1f2328;--paper:#fbfaf7;--line:#6b3fa0;--good:#1a6e34;--bad:#a40e26}` +
	`@media(prefers-color-scheme:dark){:root{--ink:#e8e6e3;--paper:#16181c;--line:#c9a6f5;--good:#7ed195;--bad:#ff9aa5}}` +
	`body{margin:0;background:var(--paper);color:var(--ink);font:1.125rem/1.6 system-ui,sans-serif}` +
	`main{max-width:34rem;margin:18vh max(1.25rem,50% - 17rem) 0;padding:0 0 0 1.25rem;border-left:.25rem solid var(--line)}` +
	`.good{border-color:var(--good)}.bad{border-color:var(--bad)}` +
	`h1{font-size:1.5rem;line-height:1.3;margin:0 0 .5rem}p{margin:0}small{display:block;margin-top:1.5rem}`

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
	return strings.Join([]string{
		`<!doctype html><html lang="en"><head><meta charset="utf-8">`,
		`<meta name="viewport" content="width=device-width,initial-scale=1">`,
		`<title>`, p.title, ` · threelo</title><style>`, style, `</style></head>`,
		`<body><main class="`, p.mood, `"><h1>`, p.title, `</h1><p>`, p.text, `</p><small>threelo</small></main></body></html>`,
	}, "")
}
