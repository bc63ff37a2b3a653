package receiver

import (
	"bytes"
	"crypto/subtle"
	"net"
	"net/http"
	"slices"
	"sync"
	"sync/atomic"
)

// guard bounds the connections of a server without ever keeping a new one out:
// when there are too many, it closes the oldest that has sent nothing yet, else
// the oldest. So idle, slow and countless ones cannot block the real callback, which
// it closes last.
type guard struct {
	mu      sync.Mutex
	conns   []*guarded             // oldest first
	closed  bool                   // every further connection is closed
	awaited atomic.Pointer[string] // the state that the real callback brings
}

// guarded is a connection under guard.
type guarded struct {
	net.Conn
	guard *guard
	spoke atomic.Bool // it has sent a byte
	real  atomic.Bool // it has sent the awaited state
}

// Read notes what the other side has sent.
func (c *guarded) Read(b []byte) (int, error) {
	n, err := c.Conn.Read(b)
	c.hear(b[:max(0, n)])
	return n, err
}

// hear decides only which connection stays open: what a request is worth, judge says.
func (c *guarded) hear(sent []byte) {
	if len(sent) == 0 {
		return
	}
	c.spoke.Store(true)
	_, state, found := bytes.Cut(sent, []byte("state="))
	if want := c.guard.awaited.Load(); found && want != nil && len(*want) > 0 {
		state = state[:min(len(state), len(*want))]
		c.real.Store(subtle.ConstantTimeCompare(state, []byte(*want)) == 1)
	}
}

// isSilent also hears what arrived and was not read yet: on a busy computer that may
// take long.
func (c *guarded) isSilent() bool {
	if !c.spoke.Load() {
		c.hear(peek(c.Conn))
	}
	return !c.spoke.Load()
}

func (c *guarded) isStray() bool { return !c.real.Load() }

// Close ends the connection and takes it off the guard's list.
func (c *guarded) Close() error {
	c.guard.forget(c)
	return c.Conn.Close()
}

func (g *guard) admit(c *guarded) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.closed {
		_ = c.Conn.Close()
		return
	}
	if len(g.conns) >= maxConnections {
		at := slices.IndexFunc(g.conns, (*guarded).isSilent)
		if at < 0 {
			at = max(0, slices.IndexFunc(g.conns, (*guarded).isStray))
		}
		_ = g.conns[at].Conn.Close()
		g.conns = slices.Delete(g.conns, at, at+1)
	}
	g.conns = append(g.conns, c)
}

func (g *guard) forget(c *guarded) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.conns = slices.DeleteFunc(g.conns, func(each *guarded) bool { return each == c })
}

// close closes every connection on the list, now and from now on.
func (g *guard) close() {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.closed = true
	for _, c := range g.conns {
		_ = c.Conn.Close()
	}
}

// guardedListener puts what it accepts under guard.
type guardedListener struct {
	net.Listener
	guard *guard
}

// Accept waits for the next connection.
func (l guardedListener) Accept() (net.Conn, error) {
	conn, err := l.Listener.Accept()
	if err != nil {
		return nil, err
	}
	c := &guarded{Conn: conn, guard: l.guard}
	l.guard.admit(c)
	return c, nil
}

// connKey is where a request's context holds its connection.
type connKey struct{}

// keep takes a request's connection off the guard's list, so that it stays open
// until its page is written.
func keep(req *http.Request) {
	if c, ok := req.Context().Value(connKey{}).(*guarded); ok {
		c.guard.forget(c)
	}
}
