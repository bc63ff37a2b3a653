package assets

import (
	"embed"
	"fmt"
	"path"
	"strings"
	"sync"
)

// Listing is a built-in platform as a list shows it.
type Listing struct {
	ID, Name, Summary string
	First             bool // one that this program exists for: it stands first and alone
}

//go:embed platforms/*.yaml
var platformFiles embed.FS

// shelf.txt holds the listings, so that the question for the platform parses no
// platform file, and the order: those before the empty line come first.
//
//go:embed platforms/shelf.txt
var shelfText string

// Shelf lists the built-in platforms in the order of shelf.txt. The slice is
// shared: do not change it.
var Shelf = sync.OnceValue(func() []Listing {
	var shelf []Listing
	before, after, _ := strings.Cut(shelfText, "\n\n")
	for part, text := range []string{before, after} {
		for line := range strings.Lines(text) {
			fields := strings.SplitN(strings.TrimSpace(line), " | ", 3)
			if len(fields) == 3 {
				shelf = append(shelf, Listing{ID: fields[0], Name: fields[1], Summary: fields[2], First: part == 0})
			}
		}
	}
	return shelf
})

// PlatformIDs lists the built-in platforms' ids in the order of Shelf.
func PlatformIDs() []string {
	var ids []string
	for _, l := range Shelf() {
		ids = append(ids, l.ID)
	}
	return ids
}

// BuiltIn reads a built-in platform. The error is nil for every id of PlatformIDs.
func BuiltIn(id string) (*Platform, error) {
	data, err := platformFiles.ReadFile(path.Join("platforms", id+".yaml"))
	if err != nil {
		return nil, fmt.Errorf("no platform is called %q", id)
	}
	return ParsePlatform(data)
}
