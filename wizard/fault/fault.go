// Package fault turns a panic into an error that tells nothing of what was being
// worked on: Go would print the panic's value, which may hold anything, a
// secret too.
package fault

import (
	"fmt"
	"runtime"
	"strings"
)

// Error is a fault of the program's own. It names places in the code, and of the
// panic's value only what the Go runtime itself said.
type Error struct{ place string }

// Error says what happened and what to do.
func (e *Error) Error() string {
	return "threelo has a fault of its own and had to stop: " + e.place + ". Your steps are saved: start threelo again to continue"
}

// Catch gives a panic to handle as an error; defer it. A fault that was passed on by
// panicking with it again keeps its first place.
func Catch(handle func(fault error)) {
	switch recovered := recover().(type) {
	case nil:
	case *Error:
		handle(recovered)
	default:
		handle(&Error{place(recovered)})
	}
}

// place names a fault by where it happened.
func place(value any) string {
	var b strings.Builder
	if err, ok := value.(runtime.Error); ok {
		b.WriteString(err.Error() + " ")
	}
	b.WriteString("in")
	pcs := make([]uintptr, 32)
	frames := runtime.CallersFrames(pcs[:runtime.Callers(1, pcs)])
	for shown := 0; shown < 3; {
		frame, more := frames.Next()
		if ours(frame.Function) {
			fmt.Fprintf(&b, " %s:%d", frame.Function[strings.LastIndex(frame.Function, "/")+1:], frame.Line)
			shown++
		}
		if !more {
			break
		}
	}
	return b.String()
}

// ours reports whether a function is the program's own, outside this package.
func ours(function string) bool {
	return (strings.HasPrefix(function, "threelo/") || strings.HasPrefix(function, "main.")) &&
		!strings.Contains(function, "/wizard/fault.")
}
