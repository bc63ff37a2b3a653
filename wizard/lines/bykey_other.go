//go:build !unix

package lines

import (
	"os"

	"golang.org/x/term"
)

// byKey lets a terminal hand over every key at once, without echo.
func byKey(f *os.File) (restore func(), err error) {
	old, err := term.MakeRaw(int(f.Fd()))
	if err != nil {
		return nil, err
	}
	return func() { _ = term.Restore(int(f.Fd()), old) }, nil
}
