package receiver_test

import (
	"fmt"
	"net/http"

	"threelo/oauth/receiver"
)

func ExampleListenFree() {
	r, err := receiver.ListenFree()
	if err != nil {
		fmt.Println(err)
		return
	}
	defer func() { _ = r.Close() }()
	r.Await("a-state-of-256-bits")

	go func() { // the browser comes back
		resp, err := http.Get(r.Callback() + "?code=one-time-code&state=a-state-of-256-bits")
		if err == nil {
			_ = resp.Body.Close()
		}
	}()
	arrival := <-r.Arrivals()
	fmt.Println(arrival.Code, arrival.Code.Reveal())
	// Output: ••• one-time-code
}

func ExampleNewLinks() {
	links, err := receiver.NewLinks()
	if err != nil {
		fmt.Println(err)
		return
	}
	defer func() { _ = links.Close() }()
	short := links.Short("k3n9x2qa", "https://auth.atlassian.com/authorize?client_id=abc&state=long")

	client := http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	resp, err := client.Get(short)
	if err != nil {
		fmt.Println(err)
		return
	}
	defer func() { _ = resp.Body.Close() }()
	fmt.Println(resp.StatusCode, resp.Header.Get("Location"))
	// Output: 307 https://auth.atlassian.com/authorize?client_id=abc&state=long
}
