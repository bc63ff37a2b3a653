package browse

import (
	"fmt"
	"net"
	"strings"
)

// Tunnel returns the command that an admin over SSH types on their own machine,
// so that a loopback port of this one can be reached there. An unknown user is
// left out; an unknown host becomes "your-server".
func Tunnel(port int, user, host string) string {
	if !isPlain(host) && net.ParseIP(host) == nil {
		host = "your-server"
	}
	if isPlain(user) {
		host = user + "@" + host
	}
	return fmt.Sprintf("ssh -L %d:127.0.0.1:%d %s", port, port, host)
}

// isPlain reports a name that needs no quoting in any shell.
func isPlain(name string) bool {
	const plain = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-"
	return name != "" && name[0] != '-' && strings.Trim(name, plain) == ""
}
