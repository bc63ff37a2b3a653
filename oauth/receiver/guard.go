package receiver

import (
	"context"
	"net"
	"net/http"
	"slices"
	"sync"
	"sync/atomic"
)

// guard bounds the connections of a server without ever keeping a new one out:
// when there are too many, the oldest that has said nothing yet goes, else the
// oldest. So idle and slow ones cannot block the real callback.
type guard struct {
	most int

	mu     sync.Mutex
	conns  []*guarded // oldest first
	closed bool       // no connection is admitted any more
}

// guarded is a connection under guard.
type guarded struct {
	net.Conn
	guard *guard
	spoke atomic.Bool // a byte came
	kept  atomic.Bool // it is being judged, or brought the real callback: not given up
}

// Read notes that the other side says something.
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

// admit takes a connection in, and gives another up when there are too many.
func (g *guard) admit(conn net.Conn) *guarded {
	c := &guarded{Conn: conn, guard: g}
	g.mu.Lock()
	var given *guarded
	switch {
	case g.closed:
		given = c
	case len(g.conns) >= g.most:
		given = g.leastMissed()
	}
	g.conns = slices.DeleteFunc(append(g.conns, c), func(c *guarded) bool { return c == given })
	g.mu.Unlock()
	if given != nil {
		_ = given.Close()
	}
	return c
}

func (g *guard) leastMissed() *guarded {
	var oldest *guarded
	for _, c := range g.conns {
		if c.kept.Load() {
			continue
		}
		if !c.spoke.Load() {
			return c
		}
		if oldest == nil {
			oldest = c
		}
	}
	return oldest
}

func (g *guard) forget(c *guarded) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if i := slices.Index(g.conns, c); i >= 0 {
		g.conns = slices.Delete(g.conns, i, i+1)
	}
}

// close gives up every connection but those kept, now and from now on.
func (g *guard) close() {
	g.mu.Lock()
	g.closed = true
	conns := slices.Clone(g.conns)
	g.mu.Unlock()
	for _, c := range conns {
		if !c.kept.Load() {
			_ = c.Close()
		}
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
	return l.guard.admit(conn), nil
}

// connKey is where a request's context holds its connection.
type connKey struct{}

func withConn(ctx context.Context, conn net.Conn) context.Context {
	return context.WithValue(ctx, connKey{}, conn)
}

// keep protects a request's connection from being given up, until release.
func keep(req *http.Request) (release func()) {
	c, ok := req.Context().Value(connKey{}).(*guarded)
	if !ok {
		return func() {}
	}
	c.kept.Store(true)
	return func() { c.kept.Store(false) }
}
