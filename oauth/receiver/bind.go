package receiver

import (
	"context"
	"fmt"
	"net"
)

// bindAll listens on every address of the callback. A name with several
// addresses (localhost) may lack one of them, but another program must hold
// none: the browser could go there and hand over the code.
func bindAll(c callback) ([]net.Listener, error) {
	var listeners []net.Listener
	var missing error
	for _, address := range c.binds {
		listener, err := bind(address)
		switch {
		case err == nil:
			listeners = append(listeners, listener)
		case isMissing(err):
			missing = err
		default:
			for _, listener := range listeners {
				_ = listener.Close()
			}
			return nil, explain(address, err)
		}
	}
	if len(listeners) == 0 {
		return nil, explain(c.binds[0], missing)
	}
	return listeners, nil
}

func bind(address string) (net.Listener, error) {
	config := net.ListenConfig{Control: exclusive}
	return config.Listen(context.Background(), "tcp", address)
}

// explain turns the system's refusal into what happened, why, and what to do.
func explain(address string, err error) error {
	switch {
	case isBusy(err):
		return fmt.Errorf("the callback's port is busy: another program listens on %s. "+
			"Close that program and try again, or use another port and register the callback with it: %w", address, err)
	case isReserved(err):
		return fmt.Errorf("%s cannot be used: %s: %w", address, reservedHint, err)
	case isMissing(err):
		return fmt.Errorf("this computer has no address %s: register a callback such as http://127.0.0.1:8976/callback instead: %w", address, err)
	default:
		return fmt.Errorf("cannot listen on %s: %w", address, err)
	}
}
