// Package assets holds what the program knows, as data files with types:
// platforms, scopes, failures and the words of Atlassian's console. It imports
// no other house. Each file is read when it is first asked for, not at start.
package assets

import (
	"fmt"
	"slices"

	"github.com/goccy/go-yaml"
)

// mustRead reads a file that is built in. A damaged one is caught by its test and
// is never in a release.
func mustRead[T any](name string, data []byte) *T {
	v := new(T)
	if err := yaml.UnmarshalWithOptions(data, v, yaml.Strict()); err != nil {
		panic(fmt.Sprintf("assets: the built-in %s is damaged: %v", name, err))
	}
	return v
}

// find returns the first entry that fits, and false when none does.
func find[T any](list []T, fits func(T) bool) (found T, ok bool) {
	if i := slices.IndexFunc(list, fits); i >= 0 {
		return list[i], true
	}
	return found, false
}
