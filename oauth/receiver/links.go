package receiver

import (
	"net"
	"net/http"
	"strings"
	"sync"
)

// Links answers short loopback links that lead to long authorize URLs: a URL of
// several lines does not survive being copied out of a terminal. Its methods
// may be called from any goroutine.
type Links struct {
	server *server
	base   string

	mu      sync.Mutex
	targets map[string]string // by code; "" for the links of earlier attempts
}

const linkPath = "/go/"

// NewLinks holds a free port of 127.0.0.1.
func NewLinks() (*Links, error) {
	listener, err := bind("127.0.0.1:0")
	if err != nil {
		return nil, err // the long link serves as well
	}
	host := listener.Addr().String()
	l := &Links{base: "http://" + host + linkPath, targets: map[string]string{}}
	l.server = serve([]net.Listener{listener}, host, l.answer, usual)
	return l, nil
}

// Short points the link with this code, eight random characters, to target and
// returns it. Earlier links then say that they are too old.
func (l *Links) Short(code, target string) string {
	l.mu.Lock()
	defer l.mu.Unlock()
	for earlier := range l.targets {
		l.targets[earlier] = ""
	}
	l.targets[code] = target
	return l.base + code
}

// Close frees the port immediately.
func (l *Links) Close() error { return l.server.close() }

func (l *Links) answer(w http.ResponseWriter, req *http.Request) {
	code, ok := strings.CutPrefix(req.URL.EscapedPath(), linkPath)
	l.mu.Lock()
	target, known := l.targets[code]
	l.mu.Unlock()
	switch {
	case !ok || !known:
		pages.NotFound.write(w)
	case target == "":
		pages.Expired.write(w)
	case req.Method != http.MethodGet:
		refuseMethod(w)
	default:
		setHeaders(w.Header())
		w.Header().Set("Location", target)
		w.WriteHeader(http.StatusTemporaryRedirect)
	}
}
