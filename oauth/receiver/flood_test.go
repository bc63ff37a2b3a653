package receiver

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net"
	"runtime"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"threelo/assets/pacetest"
)

// measure is what a process holds.
type measure struct {
	goroutines, files int
	heap              uint64
}

func measured() measure {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return measure{runtime.NumGoroutine(), openFiles(), m.HeapAlloc}
}

func megabytes(bytes uint64) float64 { return float64(bytes) / (1 << 20) }

// leak measures again and says what is held beyond before. What is just ending
// gets its time.
func (before measure) leak(t *testing.T) (after measure, wrong string) {
	t.Helper()
	const allowed = 2 << 20
	for deadline := time.Now().Add(patience); time.Now().Before(deadline); runtime.Gosched() {
		after = measured()
		if after.goroutines <= before.goroutines && after.files <= before.files && after.heap <= before.heap+allowed {
			return after, ""
		}
	}
	return after, fmt.Sprintf("held afterwards: %+v, before: %+v", after, before)
}

// watch samples a receiver's connections and the process while something runs.
func watch(t *testing.T, r *Receiver, before measure, run func(sample func())) (seen, wrong string) {
	t.Helper()
	var conns, goroutines, heap atomic.Int64
	most := func(peak *atomic.Int64, now int64) {
		for old := peak.Load(); now > old && !peak.CompareAndSwap(old, now); old = peak.Load() {
		}
	}
	run(func() {
		r.server.guard.mu.Lock()
		most(&conns, int64(len(r.server.guard.conns)))
		r.server.guard.mu.Unlock()
		most(&goroutines, int64(runtime.NumGoroutine()))
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		most(&heap, int64(m.HeapAlloc)-int64(before.heap))
	})
	seen = fmt.Sprintf("at most %d connections, %d goroutines, %.1f MB more", conns.Load(), goroutines.Load(), float64(heap.Load())/(1<<20))
	if conns.Load() > int64(maxConnections) || heap.Load() > 32<<20 {
		wrong = seen
	}
	return seen, wrong
}

// muchJunk sends junk of every kind, eight requests at a time: 10,000 in CI, and a fifth
// in a plain run.
func muchJunk(t *testing.T, r *Receiver) (string, string) {
	requests, workers := 2_000, 8
	if pacetest.Required() {
		requests = 10_000
	}
	var junk []string
	for _, line := range []string{
		"GET /callback" + answerTheirs, "GET /callback?error=server_error", "GET /callback", "GET /favicon.ico",
		"POST /callback" + answerOurs, "HEAD /callback" + answerOurs, "OPTIONS /callback",
	} {
		junk = append(junk, line+" HTTP/1.1\r\nHost: "+r.callback.host+"\r\nContent-Length: 0\r\n\r\n")
	}
	failures := make(chan error, requests)
	seen, wrong := watch(t, r, measured(), func(sample func()) {
		var all sync.WaitGroup
		for worker := range workers {
			all.Go(func() {
				for i := range requests / workers {
					if err := refused(r, junk[(worker+i)%len(junk)]); err != nil {
						failures <- err
					}
					if i%250 == 0 {
						sample()
					}
				}
			})
		}
		all.Wait()
	})
	if n := len(failures); n > 0 {
		wrong = fmt.Sprintf("%d junk requests were not refused with an answer, the first: %v", n, <-failures)
	}
	return seen, wrong
}

// refused sends a request and wants an answer from 400 to 499.
func refused(r *Receiver, request string) error {
	conn, err := net.Dial("tcp", r.callback.binds[0])
	if err != nil {
		return err
	}
	defer func() { _ = conn.Close() }()
	if _, err := io.WriteString(conn, request); err != nil {
		return err
	}
	answer, err := io.ReadAll(conn)
	if err != nil {
		return err
	}
	if !bytes.HasPrefix(answer, []byte("HTTP/1.1 4")) {
		return fmt.Errorf("answered with %.20q", answer)
	}
	return nil
}

// hold opens connections that say text and then nothing, and keeps them.
func hold(t *testing.T, r *Receiver, text string) (string, string) {
	return watch(t, r, measured(), func(sample func()) {
		for range 200 {
			conn := dial(t, r)
			t.Cleanup(func() { _ = conn.Close() })
			_, _ = io.WriteString(conn, text)
			sample()
		}
	})
}

func idle(t *testing.T, r *Receiver) (string, string) { return hold(t, r, "") }

func slow(t *testing.T, r *Receiver) (string, string) {
	return hold(t, r, "GET /callback HTTP/1.1\r\nX-Slow: a")
}

// split sends a junk request in 40 parts and asks and idles between them: the
// request is answered in the end, whatever else came meanwhile.
func split(t *testing.T, r *Receiver) (string, string) {
	request := "GET /callback" + answerTheirs + " HTTP/1.1\r\nHost: " + r.callback.host + "\r\n\r\n"
	conn := dial(t, r)
	defer func() { _ = conn.Close() }()
	size := len(request)/40 + 1
	for len(request) > 0 {
		size = min(size, len(request))
		if _, err := io.WriteString(conn, request[:size]); err != nil {
			return "broken", err.Error()
		}
		request = request[size:]
		visit(t, "GET", r.Callback())
		for range 5 {
			other := dial(t, r)
			t.Cleanup(func() { _ = other.Close() })
		}
	}
	answer, err := io.ReadAll(conn)
	if err != nil || len(answer) < 12 || string(answer[9:12]) != "400" {
		return fmt.Sprintf("%.20q", answer), fmt.Sprintf("the split request got no answer: %v", err)
	}
	return "400 after 40 parts, among 200 idle connections", ""
}

func TestTheRealCallbackComesInPartsAmongIdleOnesAndJunk(t *testing.T) {
	r := listening(t, quick())
	r.Await(ours)
	conn := dial(t, r)
	defer func() { _ = conn.Close() }()
	for _, part := range []string{"GET /call", "back" + answerOurs[:40], answerOurs[40:] + " HTTP/1.1\r\nHo", "st: " + r.callback.host + "\r\n", "\r\n"} {
		if _, err := io.WriteString(conn, part); err != nil {
			t.Fatal(err)
		}
		idle(t, r)
		visit(t, "GET", r.Callback()+answerTheirs)
	}
	if a := decided(t, r); a.Code.Reveal() != code {
		t.Errorf("arrived: error %q", a.Error)
	}
}

func TestWhoeverSaysNothingIsSentAway(t *testing.T) {
	for name, text := range map[string]string{"nothing": "", "half a header": "GET /callback HTTP/1.1\r\nX-Slow: a"} {
		t.Run(name, func(t *testing.T) {
			l := quick()
			l.header, l.exchange = 20*time.Millisecond, 20*time.Millisecond
			r := listening(t, l)
			conn := dial(t, r)
			defer func() { _ = conn.Close() }()
			_, _ = io.WriteString(conn, text)
			_ = conn.SetReadDeadline(time.Now().Add(patience))
			if _, err := io.Copy(io.Discard, conn); isTimeout(err) {
				t.Error("the connection is still open")
			}
		})
	}
}

func isTimeout(err error) bool {
	var timeout net.Error
	return errors.As(err, &timeout) && timeout.Timeout()
}

func TestASlowBrowserHasSeconds(t *testing.T) {
	if usual.header < 5*time.Second {
		t.Errorf("a head may take %s", usual.header)
	}
}
