package receiver

import (
	"bufio"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"net/netip"
	"os"
	"os/user"
	"path/filepath"
	"strconv"
	"strings"

	"threelo/oauth"
)

// holder names the program whose socket is in the way: the kernel's table gives
// the socket's inode, and the open files of the processes tell whose it is. Of
// other users' programs only the user can be known.
func holder(address string) string {
	wanted, err := netip.ParseAddrPort(address)
	if err != nil {
		return ""
	}
	for _, table := range []string{"/proc/net/tcp", "/proc/net/tcp6"} {
		socket, ok := findSocket(table, wanted)
		if !ok {
			continue
		}
		if name := processOf(socket.inode); name != "" {
			return name
		}
		if owner, err := user.LookupId(socket.uid); err == nil && socket.uid != strconv.Itoa(os.Getuid()) {
			return fmt.Sprintf("a program of the user %s", oauth.CleanText(owner.Username, 0))
		}
	}
	return ""
}

// socket is one line of /proc/net/tcp, as far as it matters.
type socket struct{ inode, uid string }

// findSocket looks for a bound socket that takes the wanted address, or all.
func findSocket(table string, wanted netip.AddrPort) (socket, bool) {
	file, err := os.Open(table)
	if err != nil {
		return socket{}, false
	}
	defer func() { _ = file.Close() }()
	lines := bufio.NewScanner(file)
	for lines.Scan() {
		const local, uid, inode = 1, 7, 9
		fields := strings.Fields(lines.Text())
		if len(fields) <= inode || fields[inode] == "0" { // 0: nobody's any more
			continue
		}
		bound, ok := parseSocketAddress(fields[local])
		if !ok || bound.Port() != wanted.Port() {
			continue
		}
		if bound.Addr().IsUnspecified() || bound.Addr() == wanted.Addr() {
			return socket{inode: fields[inode], uid: fields[uid]}, true
		}
	}
	return socket{}, false
}

// parseSocketAddress reads "0100007F:1F90": the address as words of four bytes
// in the machine's own order, the port as a number.
func parseSocketAddress(text string) (netip.AddrPort, bool) {
	host, port, _ := strings.Cut(text, ":")
	raw, err := hex.DecodeString(host)
	if err != nil || len(raw)%4 != 0 {
		return netip.AddrPort{}, false
	}
	for i := 0; i < len(raw); i += 4 {
		binary.NativeEndian.PutUint32(raw[i:], binary.BigEndian.Uint32(raw[i:]))
	}
	addr, ok := netip.AddrFromSlice(raw)
	number, err := strconv.ParseUint(port, 16, 16)
	if !ok || err != nil {
		return netip.AddrPort{}, false
	}
	return netip.AddrPortFrom(addr.Unmap(), uint16(number)), true
}

// processOf finds the process that has a socket open.
func processOf(inode string) string {
	links, err := filepath.Glob("/proc/[0-9]*/fd/*")
	if err != nil {
		return ""
	}
	for _, link := range links {
		if target, err := os.Readlink(link); err != nil || target != "socket:["+inode+"]" {
			continue
		}
		process := filepath.Dir(filepath.Dir(link))
		comm, err := os.ReadFile(filepath.Join(process, "comm"))
		if err != nil {
			return ""
		}
		name := oauth.CleanText(strings.TrimSpace(string(comm)), 0)
		return fmt.Sprintf("%s (process %s)", name, filepath.Base(process))
	}
	return ""
}
