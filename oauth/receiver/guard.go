package receiver

import (
	"net"
	"net/http"
	"slices"
	"sync"
	"sync/atomic"
)

// guard bounds the connections of a server without ever keeping a new one out:
// when there are too many, it closes the oldest that has sent nothing yet, else
// the oldest. So idle and slow ones cannot block the real callback.
type guard struct {
	mu     sync.Mutex
	conns  []*guarded // oldest first
	closed bool       // every further connection is closed
}

// guarded is a connection under guard.
type guarded struct {
	net.Conn
	guard *guard
	spoke atomic.Bool // it has sent a byte
}

// Read notes that the other side has sent something.
func (c *guarded) Read(b []byte) (int, error) {
	n, err := c.Conn.Read(b)
	if n > 0 {
		c.spoke.Store(true)
	}
	return n, err
}

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
		at := max(0, slices.IndexFunc(g.conns, func(c *guarded) bool { return !c.spoke.Load() }))
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
