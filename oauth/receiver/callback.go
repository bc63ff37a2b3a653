package receiver

import (
	"errors"
	"fmt"
	"net"
	"net/netip"
	"net/url"
	"strconv"
	"strings"

	"threelo/oauth"
)

// callback is a loopback address taken apart.
type callback struct {
	text  string   // as given
	path  string   // as escaped in text; at least "/"
	hosts []string // what a request's Host header may say, in lower case
	binds []string // what to listen on, "127.0.0.1:8976"
	all   bool     // every address of binds must be had
}

var errCallback = errors.New("threelo can only listen on this computer: the callback must look like http://127.0.0.1:8976/callback")

// parseCallback takes http on loopback, with a port that is
// not 0. RFC 8252 section 7.3.
func parseCallback(text string) (callback, error) {
	u, err := url.Parse(text)
	if err != nil || u.Scheme != "http" || u.User != nil || u.Fragment != "" || u.Opaque != "" {
		return callback{}, errCallback
	}
	c := callback{text: text, path: pathOf(u), all: true}
	port := u.Port()
	if port == "" {
		port = "80"
	}
	if n, err := strconv.ParseUint(port, 10, 16); err != nil || n == 0 || port[0] == '0' {
		return callback{}, fmt.Errorf("the callback's port %q cannot be used: choose a number from 1024 to 65535, because the callback must be registered with it", port)
	}
	host := strings.ToLower(u.Hostname())
	switch {
	case host == "localhost":
		c.binds = []string{net.JoinHostPort("127.0.0.1", port), net.JoinHostPort("::1", port)}
		c.all = false
	case oauth.IsLoopback(host):
		c.binds = []string{net.JoinHostPort(host, port)}
	default:
		return callback{}, errCallback
	}
	c.hosts = []string{net.JoinHostPort(host, port)}
	if port == "80" { // browsers leave the usual port out
		c.hosts = append(c.hosts, strings.TrimSuffix(c.hosts[0], ":80"))
	}
	return c, nil
}

// isAt reports whether a request is for the callback's path, byte for byte.
func (c callback) isAt(u *url.URL) bool { return pathOf(u) == c.path }

func pathOf(u *url.URL) string {
	if path := u.EscapedPath(); path != "" {
		return path
	}
	return "/"
}

// portOf returns the port of an address such as "[::1]:8976".
func portOf(address string) uint16 {
	parsed, err := netip.ParseAddrPort(address)
	if err != nil {
		return 0
	}
	return parsed.Port()
}
