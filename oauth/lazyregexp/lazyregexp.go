// Package lazyregexp compiles regular expressions on first use. Compiling
// all of them at start took 4 ms and 1 MB, and most runs need none.
package lazyregexp

import (
	"regexp"
	"sync"
)

// New returns the expression, compiled at the first call and kept. It panics
// then when the syntax is wrong, as regexp.MustCompile does.
func New(expr string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expr) })
}
