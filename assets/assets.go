// Package assets holds what the program knows, as data files with types:
// platforms, scopes, failures and the words of Atlassian's console. It imports
// no other house. Each file is read when it is first asked for, not at start.
package assets

import (
	"embed"
	"fmt"
	"slices"
	"sync"

	"github.com/goccy/go-yaml"
)

//go:embed console.yaml facts.yaml messages.yaml sheets.yaml platforms/*.yaml
var files embed.FS

// once reads a file that is built in, when it is first asked for.
func once[T any](name string) func() *T {
	return sync.OnceValue(func() *T {
		data, _ := files.ReadFile(name) // a test holds that each is there
		return mustRead[T](name, data)
	})
}

// mustRead reads what is built in. A damaged file is caught by its test and is never
// in a release.
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
