package receiver

import (
	"cmp"
	"errors"
	"net"
	"net/url"
	"strconv"
	"strings"

	"threelo/oauth"
)

// callback is a loopback address taken apart.
type callback struct {
	text  string   // as given
	path  string   // as escaped in text; at least "/"
	host  string   // what a request's Host header must say, in lower case
	binds []string // what to listen on, "127.0.0.1:8976"
}

var (
	errCallback = errors.New("threelo can only listen on this computer: the callback must look like http://127.0.0.1:8976/callback")
	errPort     = errors.New("the callback needs a port from 1024 to 65535, and must be registered with it: it looks like http://127.0.0.1:8976/callback")
)

// parseCallback reads an http address on loopback with a port (RFC 8252 section
// 7.3).
func parseCallback(text string) (callback, error) {
	u, err := url.Parse(text)
	if err != nil || u.Scheme != "http" || u.User != nil || u.Fragment != "" || u.Opaque != "" || !oauth.IsLoopback(u.Hostname()) {
		return callback{}, errCallback
	}
	port := u.Port()
	if n, err := strconv.ParseUint(port, 10, 16); err != nil || n == 0 || port[0] == '0' {
		return callback{}, errPort
	}
	host := strings.ToLower(u.Hostname())
	c := callback{text: text, path: cmp.Or(u.EscapedPath(), "/"), host: net.JoinHostPort(host, port)}
	c.binds = []string{c.host}
	if host == "localhost" {
		c.binds = []string{net.JoinHostPort("127.0.0.1", port), net.JoinHostPort("::1", port)}
	}
	return c, nil
}
