// Package pattern holds regular expressions back until one is needed. Compiling
// those of the whole program at each start took 4 ms and 1 MB, and most starts
// need none.
package pattern

import (
	"regexp"
	"sync"
)

// New returns the expression, compiled at the first call and kept. It panics
// then when the syntax is wrong, as regexp.MustCompile does.
func New(expr string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expr) })
}
