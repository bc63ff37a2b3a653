package receiver

import (
	"bufio"
	"bytes"
	"cmp"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/netip"
	"strconv"
	"strings"
	"testing"
	"text/tabwriter"
)

// attack is something that must not end the wait. It returns what was seen, and
// "" or what is wrong with that.
type attack struct {
	name string
	do   func(t *testing.T, r *Receiver) (seen, wrong string)
}

// asks makes an attack of one request.
func asks(name, method, address string, want page, change ...func(*http.Request)) attack {
	return attack{name, func(t *testing.T, r *Receiver) (string, string) {
		address := strings.Replace(address, "{callback}", r.Callback(), 1)
		address = strings.Replace(address, "{root}", strings.TrimSuffix(r.Callback(), "/callback"), 1)
		got := visit(t, method, address, change...)
		checkHeaders(t, name, got)
		if got.status != want.Status || got.body != want.html() && method != http.MethodHead {
			return fmt.Sprint(got.status, " ", titleOf(got.body)), fmt.Sprintf("want %d %q", want.Status, want.Title)
		}
		return fmt.Sprint(got.status, " ", want.Title), ""
	}}
}

// sends makes an attack of bytes on a new connection.
func sends(name, text, want string) attack {
	return attack{name, func(t *testing.T, r *Receiver) (string, string) {
		conn := dial(t, r)
		defer func() { _ = conn.Close() }()
		text := strings.ReplaceAll(text, "{host}", r.callback.host)
		go func() { _, _ = io.WriteString(conn, text) }()
		line, err := bufio.NewReader(conn).ReadString('\n')
		line = strings.TrimSpace(strings.TrimPrefix(line, "HTTP/1.1 "))
		if err != nil && line == "" {
			line = "closed"
		}
		if !strings.HasPrefix(line, want) {
			return line, "want " + want
		}
		return line, ""
	}}
}

func dial(t *testing.T, r *Receiver) net.Conn {
	t.Helper()
	conn, err := net.Dial("tcp", r.callback.binds[0])
	if err != nil {
		t.Fatal(err)
	}
	return conn
}

func host(name string) func(*http.Request) {
	return func(req *http.Request) { req.Host = name }
}

func header(name, value string) func(*http.Request) {
	return func(req *http.Request) { req.Header.Set(name, value) }
}

func form(text string) func(*http.Request) {
	return func(req *http.Request) {
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		req.Body = io.NopCloser(strings.NewReader(text))
	}
}

const (
	answerOurs   = "?state=" + ours + "&code=" + code
	answerTheirs = "?state=" + theirs + "&code=forged"
	script       = "%3Cscript%3Ealert(1)%3C/script%3E"
)

var attacks = []attack{
	asks("wrong state", "GET", "{callback}"+answerTheirs, pages.Stray),
	asks("no state", "GET", "{callback}?code=forged", pages.Stray),
	asks("empty state", "GET", "{callback}?code=forged&state=", pages.Stray),
	asks("half of our state", "GET", "{callback}?code=forged&state="+ours[:20], pages.Stray),
	asks("our state in capitals", "GET", "{callback}?code=forged&state="+strings.ToUpper(ours), pages.Stray),
	asks("our state twice", "GET", "{callback}"+answerOurs+"&state="+ours, pages.Stray),
	asks("our state, then another", "GET", "{callback}"+answerOurs+"&state="+theirs, pages.Stray),
	asks("our state, no code", "GET", "{callback}?state="+ours, pages.Incomplete),
	asks("our state, two codes", "GET", "{callback}"+answerOurs+"&code=forged", pages.Incomplete),
	asks("our state, code and error", "GET", "{callback}"+answerOurs+"&error=access_denied", pages.Incomplete),
	asks("forged error, no state", "GET", "{callback}?error=access_denied", pages.Stray),
	asks("forged error, wrong state", "GET", "{callback}?error=access_denied&state="+theirs, pages.Stray),
	asks("<script> in error", "GET", "{callback}?error="+script+"&error_description="+script, pages.Stray),
	asks("<script> in code and state", "GET", "{callback}?state="+script+"&code="+script, pages.Stray),
	asks("<script> in the path", "GET", "{root}/"+script, pages.NotFound),
	asks("favicon", "GET", "{root}/favicon.ico", pages.NotFound),
	asks("empty callback", "GET", "{callback}", pages.Stray),
	asks("prefetch", "GET", "{callback}", pages.Stray, header("Sec-Purpose", "prefetch")),
	asks("the root", "GET", "{root}/", pages.NotFound),
	asks("slash at the end", "GET", "{callback}/"+answerOurs, pages.NotFound),
	asks("path in capitals", "GET", "{root}/CALLBACK"+answerOurs, pages.NotFound),
	asks("path in disguise", "GET", "{root}/%63allback"+answerOurs, pages.NotFound),
	asks("path by way of another", "GET", "{root}/x/../callback"+answerOurs, pages.NotFound),
	asks("two slashes", "GET", "{root}//callback"+answerOurs, pages.NotFound),
	asks("HEAD", "HEAD", "{callback}"+answerOurs, pages.Method),
	asks("POST", "POST", "{callback}"+answerOurs, pages.Method),
	asks("POST of a form", "POST", "{callback}", pages.Method, form("state="+ours+"&code="+code)),
	asks("OPTIONS", "OPTIONS", "{callback}"+answerOurs, pages.Method, header("Origin", "https://evil.example"),
		header("Access-Control-Request-Method", "GET"), header("Access-Control-Request-Private-Network", "true")),
	asks("PUT", "PUT", "{callback}"+answerOurs, pages.Method),
	asks("a made-up method", "EVIL", "{callback}"+answerOurs, pages.Method),
	asks("Host: evil.example", "GET", "{callback}"+answerOurs, pages.Foreign, host("evil.example")),
	asks("Host: localhost, same port", "GET", "{callback}"+answerOurs, pages.Foreign, func(req *http.Request) {
		req.Host = strings.Replace(req.Host, "127.0.0.1", "localhost", 1)
	}),
	asks("Host without the port", "GET", "{callback}"+answerOurs, pages.Foreign, host("127.0.0.1")),
	asks("Host: evil.example, other path", "GET", "{root}/other", pages.Foreign, host("evil.example")),
	sends("no Host, HTTP/1.0", "GET /callback"+answerOurs+" HTTP/1.0\r\n\r\n", "HTTP/1.0 421"),
	sends("no Host, HTTP/1.1", "GET /callback"+answerOurs+" HTTP/1.1\r\n\r\n", "400"),
	sends("a body on GET", "GET /callback HTTP/1.1\r\nHost: {host}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: "+
		strconv.Itoa(len(answerOurs)-1)+"\r\n\r\n"+answerOurs[1:], "400"),
	sends("a request behind another", "GET /x HTTP/1.1\r\nHost: {host}\r\n\r\nGET /callback"+answerOurs+" HTTP/1.1\r\nHost: {host}\r\n\r\n", "404"),
	sends("a request in a body", "POST /x HTTP/1.1\r\nHost: {host}\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /callback"+
		answerOurs+" HTTP/1.1\r\nHost: {host}\r\n\r\n", "404"),
	sends("chunks that are none", "GET /callback HTTP/1.1\r\nHost: {host}\r\nTransfer-Encoding: chunked\r\n\r\nzzzz\r\n", "400"),
	sends("an upgrade to HTTP/2", "GET /callback HTTP/1.1\r\nHost: {host}\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n\r\n", "400"),
	sends("a body without end", "POST /callback HTTP/1.1\r\nHost: {host}\r\nContent-Length: 99999999999999\r\n\r\nx", "405"),
	sends("25,000 parameters", "GET /callback?"+strings.Repeat("a&", 25_000)+" HTTP/1.1\r\nHost: {host}\r\n\r\n", "400"),
	sends("semicolons for ampersands", "GET /callback"+strings.ReplaceAll(answerOurs, "&", ";")+" HTTP/1.1\r\nHost: {host}\r\n\r\n", "400"),
	sends("a state with an end of text", "GET /callback"+answerOurs+"%00&state="+ours+"%00 HTTP/1.1\r\nHost: {host}\r\n\r\n", "400"),
	sends("the address as a number", "GET /callback"+answerOurs+" HTTP/1.1\r\nHost: 2130706433\r\n\r\n", "421"),
	sends("two Hosts", "GET /callback"+answerOurs+" HTTP/1.1\r\nHost: {host}\r\nHost: {host}\r\n\r\n", "400"),
	sends("a proxy's request line", "GET http://evil.example/callback"+answerOurs+" HTTP/1.1\r\nHost: {host}\r\n\r\n", "421"),
	sends("OPTIONS *", "OPTIONS * HTTP/1.1\r\nHost: {host}\r\n\r\n", "404"),
	sends("CONNECT", "CONNECT evil.example:443 HTTP/1.1\r\nHost: {host}\r\n\r\n", "421"),
	sends("HTTP/2 without TLS", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", ""),
	sends("TLS", "\x16\x03\x01\x00\x06\x01\x00\x00\x02\x00\n", "400"), // any line ends its wait
	sends("not HTTP at all", "EHLO evil.example\r\n\r\n", "400"),
	sends("headers of 1 MB", "GET /callback"+answerOurs+" HTTP/1.1\r\nHost: {host}\r\nX: "+strings.Repeat("x", 1<<20)+"\r\n\r\n", "431"),
	sends("a query of 1 MB", "GET /callback"+answerOurs+"&x="+strings.Repeat("x", 1<<20)+" HTTP/1.1\r\nHost: {host}\r\n\r\n", "431"),
	{"favicon and empty callback", func(t *testing.T, r *Receiver) (string, string) {
		pages.NotFound.shownIn(t, visit(t, "GET", strings.Replace(r.Callback(), "/callback", "/favicon.ico", 1)))
		pages.Stray.shownIn(t, visit(t, "GET", r.Callback()))
		return "404, 400", ""
	}},
	{"half a request, then gone", func(t *testing.T, r *Receiver) (string, string) {
		conn := dial(t, r)
		_, _ = io.WriteString(conn, "GET /callback"+answerOurs[:30])
		_ = conn.Close()
		return "ignored", ""
	}},
	{"thousands of junk requests", muchJunk},
	{"200 idle connections", idle},
	{"200 connections with slow headers", slow},
	{"a request split into 40 parts", split},
}

// TestTheTableOfPeers runs every case against its own waiting receiver and
// lets the real callback come afterwards. Run it with -v to read the table.
func TestTheTableOfPeers(t *testing.T) {
	var out bytes.Buffer
	table := tabwriter.NewWriter(&out, 0, 0, 2, ' ', 0)
	row := func(cells ...string) { _, _ = fmt.Fprintln(table, strings.Join(cells, "\t")) }
	row("case", "answer", "the real callback afterwards", "goroutines", "memory", "right?")
	verdict := func(name, wrong string) string {
		if wrong == "" {
			return "yes"
		}
		t.Errorf("%s: %s", name, wrong)
		return "NO: " + wrong
	}

	for _, a := range attacks {
		before := measured()
		var seen, then, wrong string
		t.Run(a.name, func(t *testing.T) { // its cleanup ends what it left open
			r := listening(t, quick())
			r.Await(ours)
			var lost string
			seen, wrong = a.do(t, r)
			then, lost = realStillArrives(t, r)
			wrong = cmp.Or(wrong, lost)
		})
		after, leak := before.leak(t)
		row(a.name, seen, then, fmt.Sprint(before.goroutines, " → ", after.goroutines),
			fmt.Sprintf("%.1f → %.1f MB", megabytes(before.heap), megabytes(after.heap)), verdict(a.name, cmp.Or(wrong, leak)))
	}
	for _, a := range []attack{
		{"binds", whereItBinds},
		{"a second use after success", secondUse},
		{"headers of the good answer", goodHeaders},
		{"secrets in what is printed", printed},
		{"port busy", portBusy},
	} {
		r := listening(t, quick())
		r.Await(ours)
		seen, wrong := a.do(t, r)
		row(a.name, seen, "", "", "", verdict(a.name, wrong))
	}
	if err := table.Flush(); err != nil {
		t.Fatal(err)
	}
	t.Log("\n" + out.String())
}

// realStillArrives lets the service user accept.
func realStillArrives(t *testing.T, r *Receiver) (seen, wrong string) {
	got := visit(t, "GET", genuine(r))
	if got.body != pages.Received.html() {
		return fmt.Sprint(got.status), fmt.Sprintf("the real callback was answered with %d %q", got.status, titleOf(got.body))
	}
	for {
		select {
		case a := <-r.Arrivals():
			if a.Possibly {
				continue
			}
			if a.Code.Reveal() != code {
				return "another", "what arrived is not the real callback"
			}
			return "arrived", ""
		default:
			return "lost", "the real callback was lost"
		}
	}
}

func whereItBinds(_ *testing.T, r *Receiver) (string, string) {
	for _, bound := range r.callback.binds {
		if !netip.MustParseAddrPort(bound).Addr().IsLoopback() {
			return bound, "not on loopback"
		}
	}
	return "127.0.0.1 (also ::1 for localhost)", ""
}

func secondUse(t *testing.T, r *Receiver) (string, string) {
	visit(t, "GET", genuine(r))
	arrival(t, r)
	again := visit(t, "GET", genuine(r))
	pages.Used.shownIn(t, again)
	pages.Used.shownIn(t, visit(t, "GET", r.Callback()+"?error=access_denied&state="+ours))
	pages.Stray.shownIn(t, visit(t, "GET", r.Callback()+answerTheirs))
	nothingArrived(t, r)
	return fmt.Sprint(again.status, " ", titleOf(again.body)), ""
}

func goodHeaders(t *testing.T, r *Receiver) (string, string) {
	got := visit(t, "GET", genuine(r))
	checkHeaders(t, "the good answer", got)
	for _, part := range []string{code, ours} {
		if strings.Contains(got.body, part) || strings.Contains(fmt.Sprint(got.header), part) {
			return "reflected", "the page holds what was asked"
		}
	}
	return "CSP, no-store, no-referrer, nosniff, DENY", ""
}

func printed(t *testing.T, r *Receiver) (string, string) {
	visit(t, "GET", genuine(r))
	a := arrival(t, r)
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x"} {
		text := fmt.Sprintf(verb, a) + fmt.Sprintf(verb, &a)
		if strings.Contains(text, code) || strings.Contains(text, ours) {
			return "shown", "an arrival prints its code or state"
		}
	}
	return "none", ""
}

func portBusy(_ *testing.T, r *Receiver) (string, string) {
	_, err := Listen(r.Callback())
	if !isBusy(err) {
		return fmt.Sprint(err), "not busy"
	}
	return "clear", ""
}
