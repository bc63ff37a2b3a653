// Package receiver listens on this computer's loopback for the one answer that
// an authorization server sends back through the browser (RFC 8252, section
// 7.3). Whatever else arrives, stray or forged, is answered and ignored: only
// the callback with this attempt's state ends the wait.
package receiver

import (
	"net"
	"sync"
	"time"

	"threelo/oauth"
)

// Arrival is one answer of the authorization server. Either Code or Error is
// set. Both texts of an error are cleaned and bounded, ready to be shown.
type Arrival struct {
	Code        oauth.Secret // the authorization code, RFC 6749 section 4.1.2
	State       oauth.Secret // the state it answered, to tell attempts apart; unset when Possibly
	Error       string       // the error code, RFC 6749 section 4.1.2.1
	Description string       // the server's sentence about it, may be ""
	Possibly    bool         // an error without our state: it may not be meant for us, and the wait continues
}

// waiting is how many arrivals can wait to be read. The last place is kept for
// the real one: forged errors beyond it are dropped.
const waiting = 8

// Receiver holds a loopback callback and waits there. Its methods may be called
// from any goroutine.
type Receiver struct {
	callback callback
	server   *server
	limits   limits
	closing  chan struct{}
	close    func() error // once, and every caller waits for it

	mu       sync.Mutex
	state    string             // what the armed attempt must bring; "" when not armed
	used     bool               // the armed attempt got its callback
	outcome  chan oauth.Outcome // where the page of the last accepted callback waits
	arrivals chan Arrival
	closed   bool
}

// Listen holds the port of a callback such as http://127.0.0.1:8976/callback at
// once, on loopback only: for localhost both 127.0.0.1 and ::1, where a computer
// without IPv6 is fine. A port that another program holds gives a *BusyError.
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

// ListenFree holds a free port of 127.0.0.1, chosen at random from 20000 to
// 29999. Callback then returns the address, http://127.0.0.1:PORT/callback.
func ListenFree() (*Receiver, error) {
	listener, err := bindRandom()
	if err != nil {
		return nil, err
	}
	c, err := parseCallback("http://" + listener.Addr().String() + "/callback")
	if err != nil {
		_ = listener.Close()
		return nil, err
	}
	return start(c, []net.Listener{listener}, usual), nil
}

func start(c callback, listeners []net.Listener, l limits) *Receiver {
	r := &Receiver{
		callback: c,
		limits:   l,
		closing:  make(chan struct{}),
		arrivals: make(chan Arrival, waiting),
	}
	r.close = sync.OnceValue(r.leave)
	r.server = serve(listeners, c.hosts, r.answer, l)
	return r
}

// Callback returns the address as it must be registered, byte for byte.
func (r *Receiver) Callback() string { return r.callback.text }

// Await arms the receiver for one attempt: from now on the first callback with
// this state is the real one. Arming again replaces the earlier attempt and
// drops its unread arrivals. An empty state disarms.
func (r *Receiver) Await(state string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.closed {
		return
	}
	r.state, r.used = state, false
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

// Say tells the browser's page whether the sign-in test worked. A page waits three
// seconds for it and then says to look at the terminal; later words are lost.
func (r *Receiver) Say(outcome oauth.Outcome) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.outcome == nil {
		return
	}
	select {
	case r.outcome <- outcome:
	default: // a page has an outcome already
	}
}

// Close frees the port immediately and ends every connection. A page that still
// waits says to look at the terminal. Closing again does nothing.
func (r *Receiver) Close() error { return r.close() }

func (r *Receiver) leave() error {
	r.mu.Lock()
	r.closed, r.state = true, ""
	close(r.closing)
	close(r.arrivals)
	r.mu.Unlock()
	return r.server.close()
}

// await gives the page what Say says, or the word to look at the terminal.
func (r *Receiver) await(outcomes <-chan oauth.Outcome, gone <-chan struct{}) page {
	patience := time.NewTimer(r.limits.page)
	defer patience.Stop()
	select {
	case outcome := <-outcomes:
		return pageFor(outcome)
	case <-patience.C:
	case <-gone:
	case <-r.closing:
		select {
		case outcome := <-outcomes: // it came just before Close
			return pageFor(outcome)
		default:
		}
	}
	return pageReceived
}

func pageFor(outcome oauth.Outcome) page {
	if outcome == oauth.Pass {
		return pageAccepted
	}
	return pageRefused
}
