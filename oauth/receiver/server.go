package receiver

import (
	"context"
	"io"
	"log"
	"net"
	"net/http"
	"strings"
	"sync"
	"time"
)

// limits bounds the time that unknown callers can take.
type limits struct {
	header   time.Duration // for a whole request head, from the moment of connecting
	exchange time.Duration // for writing an answer, and for reading an unwanted body
	close    time.Duration // how long Close waits for the real callback's page to be written
}

// usual is what the program runs with; tests shorten the times.
var usual = limits{header: 10 * time.Second, exchange: 10 * time.Second, close: time.Second}

const (
	maxConnections = 1024     // open at the same time
	maxHeader      = 64 << 10 // bytes; browsers send the cookies of every port of a host
)

// server is what the receiver and the short links have in common: loopback
// listeners, one connection per request, and the same answer to a foreign Host.
type server struct {
	http   *http.Server
	guard  *guard
	limits limits
	ended  sync.WaitGroup
}

// serve answers on the listeners until close. Requests for another Host (DNS
// rebinding) do not reach the handler.
func serve(listeners []net.Listener, host string, handler http.HandlerFunc, l limits) *server {
	s := &server{guard: &guard{}, limits: l}
	s.http = &http.Server{
		Handler: http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
			if !strings.EqualFold(req.Host, host) {
				pages.Foreign.write(w)
				return
			}
			handler(w, req)
		}),
		ReadHeaderTimeout:            l.header,
		ReadTimeout:                  l.header + l.exchange,
		WriteTimeout:                 l.header + l.exchange,
		MaxHeaderBytes:               maxHeader,
		DisableGeneralOptionsHandler: true,
		ConnContext: func(ctx context.Context, conn net.Conn) context.Context {
			return context.WithValue(ctx, connKey{}, conn)
		},
		ErrorLog: log.New(io.Discard, "", 0), // its lines would quote requests
	}
	s.http.SetKeepAlivesEnabled(false)
	for _, listener := range listeners {
		s.ended.Go(func() { _ = s.http.Serve(guardedListener{listener, s.guard}) })
	}
	return s
}

// close frees the port immediately, lets the page of the real callback be written,
// and ends the rest.
func (s *server) close() error {
	ctx, cancel := context.WithTimeout(context.Background(), s.limits.close)
	defer cancel()
	s.guard.close()
	err := s.http.Shutdown(ctx)
	if err != nil {
		err = s.http.Close()
	}
	s.ended.Wait()
	return err
}
