// Package receiver listens on this computer's loopback for the one answer that
// an authorization server sends back through the browser (RFC 8252, section
// 7.3). Whatever else arrives, stray or forged, is answered and ignored: only
// the callback with this attempt's state ends the wait.
package receiver

import (
	"fmt"
	"math/rand/v2"
	"net"
	"sync"

	"threelo/oauth"
)

// Arrival is one answer of the authorization server. Either Code or Error is
// set, or neither for a code of another sign-in, which is Possibly. Both texts of an error are cleaned and bounded, ready to be shown.
type Arrival struct {
	Code        oauth.Secret // the authorization code, RFC 6749 section 4.1.2
	State       oauth.Secret // the state it answered, to tell attempts apart; unset when Possibly
	Error       string       // the error code, RFC 6749 section 4.1.2.1
	Description string       // the server's sentence about it, may be ""
	Possibly    bool         // it came without our state: it may not be meant for us, and the wait continues
}

// waiting is how many arrivals can wait to be read. The last place is kept for
// the real one, so that passing it on never waits: forged errors beyond are dropped.
const waiting = 8

// Receiver holds a loopback callback and waits there. Its methods may be called
// from any goroutine.
type Receiver struct {
	callback callback
	server   *server
	close    func() error // once, and every caller waits for it

	mu       sync.Mutex
	state    string // what the armed attempt must bring; "" when not armed
	open     bool   // the armed attempt's callback has not come yet
	arrivals chan Arrival
	closed   bool
}

// Listen holds the port of a callback such as http://127.0.0.1:8976/callback at
// once, on loopback only: for localhost both 127.0.0.1 and ::1, where a computer
// without IPv6 is fine.
func Listen(callback string) (*Receiver, error) {
	c, err := parseCallback(callback)
	if err != nil {
		return nil, err
	}
	listeners, err := bindAll(c)
	if err != nil {
		return nil, err
	}
	return start(c, listeners, usual), nil
}

// The ports that a new callback is chosen from. Systems use higher ports for
// outgoing connections, so a port from this range is usually free again after a
// restart.
const (
	lowestPort  = 20000
	highestPort = 29999
	portTries   = 100
)

// ListenFree holds a free port of 127.0.0.1, chosen at random from 20000 to
// 29999. Callback then returns the address, http://127.0.0.1:PORT/callback.
func ListenFree() (*Receiver, error) {
	var failed error
	for range portTries {
		r, err := Listen(fmt.Sprintf("http://127.0.0.1:%d/callback", lowestPort+rand.IntN(highestPort-lowestPort+1)))
		if err == nil {
			return r, nil
		}
		failed = err
	}
	return nil, fmt.Errorf("threelo found no free port from %d to %d on this computer: %w", lowestPort, highestPort, failed)
}

func start(c callback, listeners []net.Listener, l limits) *Receiver {
	r := &Receiver{callback: c, arrivals: make(chan Arrival, waiting)}
	r.close = sync.OnceValue(r.leave)
	r.server = serve(listeners, c.host, r.answer, l)
	return r
}

// Callback returns the address as it must be registered, byte for byte.
func (r *Receiver) Callback() string { return r.callback.text }

// Await arms the receiver for one attempt: from now on the first callback with
// this state is the real one. Arming again replaces the earlier attempt and
// drops its unread arrivals.
func (r *Receiver) Await(state string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.closed {
		return
	}
	r.state, r.open = state, true
	r.server.guard.awaited.Store(&state)
	for {
		select {
		case <-r.arrivals:
		default:
			return
		}
	}
}

// Arrivals brings what came: at most one real callback for each arming, and
// errors that are only Possibly ours. It is closed by Close.
func (r *Receiver) Arrivals() <-chan Arrival { return r.arrivals }

// Close frees the port immediately and ends every connection, after the page of
// the real callback. Closing again does nothing.
func (r *Receiver) Close() error { return r.close() }

func (r *Receiver) leave() error {
	r.mu.Lock()
	r.closed, r.state = true, ""
	close(r.arrivals)
	r.mu.Unlock()
	return r.server.close()
}
