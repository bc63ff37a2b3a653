package desktop

import (
	"fmt"
	"net"
	"net/url"
	"strings"
)

// Tunnel returns the command that a person over SSH types on their own computer,
// so that a loopback callback of this one is reachable there; "" for a callback
// without a port. An unknown user is left out; an unknown host becomes
// "your-server".
func (e Env) Tunnel(callback string) string {
	u, err := url.Parse(callback)
	if err != nil || u.Port() == "" {
		return ""
	}
	host := "your-server"
	// SSH says under which address it was reached: client address, port, server
	// address, port.
	if fields := strings.Fields(e.Get("SSH_CONNECTION")); len(fields) == 4 && net.ParseIP(fields[2]) != nil {
		host = fields[2]
	}
	if user := e.Get("USER"); needsNoQuotes(user) {
		host = user + "@" + host
	}
	return fmt.Sprintf("ssh -L %s:127.0.0.1:%s %s", u.Port(), u.Port(), host)
}

// needsNoQuotes reports whether a name means itself in every shell.
func needsNoQuotes(name string) bool {
	const plain = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-"
	return name != "" && name[0] != '-' && strings.Trim(name, plain) == ""
}
