package report

import (
	"errors"

	"threelo/oauth"
)

// ErrLeak says that a secret would have been written. It never quotes it.
var ErrLeak = errors.New("nothing was written or copied: a secret of this run was found in the report, which must never happen. " +
	"Please tell the makers of threelo what you did, and use another way to report for now")

// Leaks looks for secrets in what is about to leave. It returns ErrLeak, or nil.
func Leaks(data []byte, secrets []oauth.Secret) error {
	if oauth.Leaks(string(data), secrets...) {
		return ErrLeak
	}
	return nil
}
