package receiver

import (
	"context"
	"io"
	"log"
	"net"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"
)

// limits bounds the time and memory that unknown callers can use.
type limits struct {
	header      time.Duration // for a whole request head, from the moment of connecting
	exchange    time.Duration // for writing an answer, and for reading an unwanted body
	page        time.Duration // how long the page of the real callback waits for Say
	close       time.Duration // how long Close waits for that page to be written
	connections int           // open at the same time
	headerBytes int           // a request head; browsers send the cookies of every port of a host
}

// usual is what the program runs with; tests shorten the times.
var usual = limits{
	header:      10 * time.Second,
	exchange:    10 * time.Second,
	page:        3 * time.Second,
	close:       time.Second,
	connections: 64,
	headerBytes: 64 << 10,
}

// server is what the receiver and the short links have in common: loopback
// listeners, one connection per request, and the same answer to a foreign Host.
type server struct {
	http   *http.Server
	guard  *guard
	limits limits
	ended  sync.WaitGroup
}

// serve answers on the listeners until close. Requests whose Host is not one of
// hosts (DNS rebinding) do not reach the handler.
func serve(listeners []net.Listener, hosts []string, handler http.HandlerFunc, l limits) *server {
	s := &server{guard: &guard{most: l.connections}, limits: l}
	s.http = &http.Server{
		Handler: http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
			if !slices.Contains(hosts, strings.ToLower(req.Host)) {
				pageForeign.write(w)
				return
			}
			handler(w, req)
		}),
		ReadHeaderTimeout:            l.header,
		ReadTimeout:                  l.header + l.exchange,
		WriteTimeout:                 l.header + l.page + l.exchange,
		MaxHeaderBytes:               l.headerBytes,
		DisableGeneralOptionsHandler: true,
		ConnContext:                  withConn,
		ErrorLog:                     log.New(io.Discard, "", 0), // its lines would quote requests
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
