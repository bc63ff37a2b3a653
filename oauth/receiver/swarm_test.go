package receiver

import (
	"io"
	"net"
	"net/http"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"threelo/assets/pacetest"
)

// swarm connects as often as it can, up to a rate, until it is stopped. Its
// connections say a text, which may be empty, and stay open until the receiver closes
// them. It begins with more than the receiver holds, and returns how many there were a
// second.
func swarm(address, text string, rate int) (stop func() (perSecond int)) {
	var connected atomic.Int64
	done := make(chan struct{})
	var all sync.WaitGroup
	began := time.Now()
	const callers = 16
	for range callers {
		all.Go(func() {
			var open []net.Conn
			defer func() {
				for _, conn := range open {
					_ = conn.Close()
				}
			}()
			for {
				select {
				case <-done:
					return
				default:
				}
				if connected.Load() > int64(time.Since(began).Seconds()*float64(rate)) {
					time.Sleep(100 * time.Microsecond)
					continue
				}
				conn, err := net.DialTimeout("tcp", address, 100*time.Millisecond)
				if err != nil {
					continue
				}
				connected.Add(1)
				_ = conn.(*net.TCPConn).SetLinger(0) // its port can be used again at once
				_, _ = io.WriteString(conn, text)
				if open = append(open, conn); len(open) > 200 {
					_ = open[0].Close()
					open = open[1:]
				}
			}
		})
	}
	for connected.Load() < 2*maxConnections { // the receiver is full
		time.Sleep(time.Millisecond)
	}
	return func() int {
		close(done)
		all.Wait()
		return int(float64(connected.Load()) / time.Since(began).Seconds())
	}
}

// Two callbacks come in a plain run, six in CI.
func TestTheRealCallbackArrivesInASwarmOfConnections(t *testing.T) {
	for name, text := range map[string]string{"that say nothing": "", "that say a little": "G", "that ask": "GET /callback HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"} {
		t.Run(name, func(t *testing.T) {
			r := listening(t, usual)
			stop := swarm(r.callback.binds[0], text, 20_000)
			defer func() { t.Logf("among %d connections a second", stop()) }()
			arrived, callbacks := 0, 2
			if pacetest.Required() {
				callbacks = 6
			}
			var slowest time.Duration
			for range callbacks {
				r.Await(ours)
				began := time.Now()
				browser := http.Client{Transport: &http.Transport{DisableKeepAlives: true}, Timeout: patience}
				go func() {
					if resp, err := browser.Get(genuine(r)); err == nil {
						_ = resp.Body.Close()
					}
				}()
				select {
				case a := <-r.Arrivals():
					if a.Code.Reveal() == code {
						arrived++
					}
					slowest = max(slowest, time.Since(began))
				case <-time.After(5 * time.Second):
				}
			}
			t.Logf("%d of %d callbacks arrived, the slowest after %v", arrived, callbacks, slowest.Round(time.Millisecond))
			if arrived < callbacks {
				t.Errorf("%d of %d callbacks arrived", arrived, callbacks)
			}
		})
	}
}
