package receiver

import (
	"context"
	"fmt"
	"maps"
	"net"
	"net/http"
	"net/netip"
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"testing"
)

func TestThePortIsHeldBeforeAnybodyIsToldAndFreeAtOnceAfterwards(t *testing.T) {
	r, err := ListenFree()
	if err != nil {
		t.Fatal(err)
	}
	callback := r.Callback()
	if !strings.HasPrefix(callback, "http://127.0.0.1:") || !strings.HasSuffix(callback, "/callback") {
		t.Errorf("the callback is %s", callback)
	}
	for range 20 {
		r.Await(ours)
		pages.Received.shownIn(t, visitAndLeave(t, r)) // its connection is left in TIME_WAIT
		if r, err = Listen(callback); err != nil {
			t.Fatalf("the port was not free again: %v", err)
		}
		if r.Callback() != callback {
			t.Fatalf("the callback became %s", r.Callback())
		}
	}
	_ = r.Close()
}

func TestAChosenPortLiesBelowThoseOfOutgoingConnections(t *testing.T) {
	ports := map[uint16]bool{}
	for range 20 {
		r, err := ListenFree()
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = r.Close() }()
		port := portOf(r.callback.binds[0])
		if port < 20000 || port > 29999 || ports[port] {
			t.Errorf("the port is %d", port)
		}
		ports[port] = true
		if want := fmt.Sprintf("http://127.0.0.1:%d/callback", port); r.Callback() != want {
			t.Errorf("the callback is %s, want %s", r.Callback(), want)
		}
	}
	if slices.Max(slices.Collect(maps.Keys(ports)))-slices.Min(slices.Collect(maps.Keys(ports))) < 100 {
		t.Errorf("the ports are not chosen at random: %v", ports)
	}
}

// visitAndLeave lets the real callback come and closes the receiver meanwhile.
func visitAndLeave(t *testing.T, r *Receiver) reply {
	t.Helper()
	go func() {
		<-r.Arrivals()
		_ = r.Close()
	}()
	got := visit(t, "GET", genuine(r))
	_ = r.Close()
	return got
}

func TestABusyPortSaysHowToFreeItAndWhatElseCanBeDone(t *testing.T) {
	first := listening(t, quick())
	for _, host := range []string{"127.0.0.1", "localhost"} {
		again := strings.Replace(first.Callback(), "127.0.0.1", host, 1)
		_, err := Listen(again)
		if err == nil {
			t.Fatal("a busy port was listened on")
		}
		for _, words := range []string{first.callback.binds[0], "another program listens", "Close that program", "another port", "register the callback"} {
			if !strings.Contains(err.Error(), words) {
				t.Errorf("%q lacks %q", err, words)
			}
		}
		t.Log(err)
	}
}

func TestAPortThatSomebodyHoldsOnEveryAddressIsBusy(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("other systems let the more exact address win, which is ours")
	}
	all, err := net.Listen("tcp", ":0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = all.Close() }()
	_, port, _ := net.SplitHostPort(all.Addr().String())
	if _, err := Listen("http://127.0.0.1:" + port + "/callback"); !isBusy(err) {
		t.Errorf("got %v", err)
	}
}

func TestLocalhostListensOnBothAddresses(t *testing.T) {
	r := listeningOn(t, "localhost", quick())
	_, port, _ := net.SplitHostPort(r.callback.host)
	reached := 0
	for _, ip := range []string{"127.0.0.1", "::1"} {
		if ip == "::1" && !hasIPv6() {
			continue // no IPv6 here: fine
		}
		r.Await(ours)
		address := "http://" + net.JoinHostPort(ip, port) + "/callback?code=" + code + "&state=" + ours
		pages.Received.shownIn(t, visit(t, "GET", address, func(req *http.Request) { req.Host = "LocalHost:" + port }))
		pages.Foreign.shownIn(t, visit(t, "GET", address)) // the callback says localhost, not its number
		arrival(t, r)
		reached++
	}
	t.Logf("reached on %d addresses", reached)
}

func TestLocalhostIsBusyWhenOnlyItsIPv6AddressIs(t *testing.T) {
	if !hasIPv6() {
		t.Skip("no IPv6 on this machine")
	}
	other, err := net.Listen("tcp", "[::1]:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = other.Close() }()
	port := portOf(other.Addr().String())
	if _, err := Listen(fmt.Sprintf("http://localhost:%d/callback", port)); !isBusy(err) || !strings.Contains(err.Error(), other.Addr().String()) {
		t.Errorf("got %v", err)
	}
	r, err := Listen(fmt.Sprintf("http://127.0.0.1:%d/callback", port)) // and 127.0.0.1 was given back
	if err != nil {
		t.Fatal(err)
	}
	_ = r.Close()
}

func TestAMachineWithoutIPv6(t *testing.T) {
	c, err := parseCallback("http://localhost:" + freePort(t) + "/callback")
	if err != nil {
		t.Fatal(err)
	}
	c.binds[1] = "[2001:db8::1]:" + fmt.Sprint(portOf(c.binds[0])) // not an address of this computer: as ::1 without IPv6
	listeners, err := bindAll(c)
	if err != nil || len(listeners) != 1 {
		t.Fatalf("%d listeners: %v", len(listeners), err)
	}
	_ = listeners[0].Close()
	c.binds = c.binds[1:]
	if _, err = bindAll(c); err == nil || !strings.Contains(err.Error(), "http://127.0.0.1:") {
		t.Errorf("a callback on a missing address gives %v", err)
	}
}

func TestOnlyLoopbackIsEverListenedOn(t *testing.T) {
	for _, callback := range []string{
		"", "callback", "/callback", "https://127.0.0.1:8976/callback", "http://0.0.0.0:8976/callback", "http://[::]:8976/callback",
		"http://192.168.1.7:8976/callback", "http://128.0.0.1:8976/callback", "http://[::ffff:127.0.0.1]:8976/callback", "http://localhost.example:8976/callback", "http://example.com/callback",
		"http://user:password@127.0.0.1:8976/callback", "http://127.0.0.1:8976/callback#part", "http:127.0.0.1:8976", "ftp://127.0.0.1:8976/",
		"http://127.0.0.1/callback", "http://127.0.0.1:0/callback", "http://127.0.0.1:65536/callback", "http://127.0.0.1:-1/callback", "http://127.0.0.1:http/callback",
		"http://127.0.0.1:08976/callback", "http://[::1%25lo]:8976/callback",
	} {
		if r, err := Listen(callback); err == nil {
			t.Errorf("%q was listened on", callback)
			_ = r.Close()
		}
	}
}

func TestACallbackIsTakenApart(t *testing.T) {
	for text, want := range map[string]callback{
		"http://LocalHost:8976/cb":    {path: "/cb", host: "localhost:8976", binds: []string{"127.0.0.1:8976", "[::1]:8976"}},
		"http://[::1]:80":             {path: "/", host: "[::1]:80", binds: []string{"[::1]:80"}},
		"http://127.0.0.2:8976/":      {path: "/", host: "127.0.0.2:8976", binds: []string{"127.0.0.2:8976"}},
		"http://127.0.0.1:8976/a%2Fb": {path: "/a%2Fb", host: "127.0.0.1:8976", binds: []string{"127.0.0.1:8976"}},
	} {
		want.text = text
		if got, err := parseCallback(text); err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("%s: %+v, %v", text, got, err)
		}
	}
}

func TestAReservedPortIsExplained(t *testing.T) {
	err := explain("127.0.0.1:80", &net.OpError{Op: "listen", Err: os.NewSyscallError("bind", syscall.EACCES)})
	if runtime.GOOS != "windows" && !strings.Contains(err.Error(), "1024 to 65535") {
		t.Error(err)
	}
}

func TestNothingElseIsSharedWithAnotherProgram(t *testing.T) {
	r := listening(t, quick())
	config := net.ListenConfig{Control: sharing}
	if other, err := config.Listen(context.Background(), "tcp", r.callback.binds[0]); err == nil {
		_ = other.Close()
		t.Error("another program that asks to share the port got it")
	}
}

func portOf(address string) uint16 { return netip.MustParseAddrPort(address).Port() }

func hasIPv6() bool {
	listener, err := net.Listen("tcp", "[::1]:0")
	if err != nil {
		return false
	}
	_ = listener.Close()
	return true
}

// openFiles counts this process's open files, sockets included; 0 where that
// cannot be known.
func openFiles() int {
	files, _ := filepath.Glob("/proc/self/fd/*")
	return len(files)
}
