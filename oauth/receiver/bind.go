package receiver

import (
	"context"
	"fmt"
	"net"
)

// bindAll listens on every address of the callback. A name that means several
// (localhost) does with those that exist, but none may be another program's:
// the browser could go there, and would hand over the code.
func bindAll(c callback) ([]net.Listener, error) {
	var listeners []net.Listener
	var missing error
	for _, address := range c.binds {
		listener, err := bind(address)
		if err != nil && isMissing(err) && !c.all {
			missing = err
			continue
		}
		if err != nil {
			closeAll(listeners)
			return nil, explain(address, err)
		}
		listeners = append(listeners, listener)
	}
	if len(listeners) == 0 {
		return nil, explain(c.binds[0], missing)
	}
	return listeners, nil
}

func bindFree() (net.Listener, error) {
	const free = "127.0.0.1:0"
	listener, err := bind(free)
	if err != nil {
		return nil, explain(free, err)
	}
	return listener, nil
}

func bind(address string) (net.Listener, error) {
	config := net.ListenConfig{Control: exclusive}
	return config.Listen(context.Background(), "tcp", address)
}

// explain turns the system's refusal into what happened, why, and what to do.
func explain(address string, err error) error {
	switch {
	case isBusy(err):
		return &BusyError{Address: address, Holder: holder(address)}
	case isReserved(err):
		return fmt.Errorf("%s cannot be used: %s: %w", address, reservedHint, err)
	case isMissing(err):
		return fmt.Errorf("this machine has no address %s: register http://127.0.0.1:%d/… as the callback instead: %w", address, portOf(address), err)
	default:
		return fmt.Errorf("cannot listen on %s: %w", address, err)
	}
}

func closeAll(listeners []net.Listener) {
	for _, listener := range listeners {
		_ = listener.Close()
	}
}
