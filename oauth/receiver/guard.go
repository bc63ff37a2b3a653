package receiver

import (
	"bytes"
	"crypto/subtle"
	"net"
	"net/http"
	"slices"
	"sync"
	"sync/atomic"
	"time"
)

// guard bounds the connections of a server without ever keeping a new one out: when
// there are too many, it closes the oldest that has long sent nothing, else the oldest
// that has sent something, else the oldest. So idle, slow and countless ones cannot
// block the real callback, which it closes last.
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
	since time.Time
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

// young is how long a browser may take to send its request, on a busy computer.
const young = time.Second

func (c *guarded) isIdle() bool  { return time.Since(c.since) > young && !c.spoken() }
func (c *guarded) isStray() bool { return c.spoke.Load() && !c.real.Load() }
func (c *guarded) isOther() bool { return !c.spoken() || !c.real.Load() }

// spoken also hears what arrived and was not read yet, which may take long too.
func (c *guarded) spoken() bool {
	if !c.spoke.Load() {
		c.hear(peek(c.Conn))
	}
	return c.spoke.Load()
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
		at := -1
		for _, goes := range []func(*guarded) bool{(*guarded).isIdle, (*guarded).isStray, (*guarded).isOther} {
			if at < 0 {
				at = slices.IndexFunc(g.conns, goes)
			}
		}
		at = max(0, at)
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
	c := &guarded{Conn: conn, guard: l.guard, since: time.Now()}
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
