package assets

import (
	_ "embed" // shelf.txt
	"fmt"
	"path"
	"strings"
	"sync"
)

// Listing is a built-in platform as a list shows it.
type Listing struct {
	ID, Name, Summary string
	Kind              string // what it is for, "" for the ones that this program exists for: they come first
}

// Matches reports whether each word of a search is in a listing.
func (l Listing) Matches(search string) bool {
	return hasWords(search, l.ID, l.Name, l.Summary, l.Kind)
}

// shelf.txt holds the listings, so that the question for the platform parses no
// platform file, in their order. A line without bars names the kind of those below it.
//
//go:embed platforms/shelf.txt
var shelfText string

// Shelf lists the built-in platforms in the order of shelf.txt. The slice is
// shared: do not change it.
var Shelf = sync.OnceValue(func() []Listing {
	var shelf []Listing
	kind := ""
	for line := range strings.Lines(shelfText) {
		line = strings.TrimSpace(line)
		if fields := strings.SplitN(line, " | ", 3); len(fields) == 3 {
			shelf = append(shelf, Listing{ID: fields[0], Name: fields[1], Summary: fields[2], Kind: kind})
		} else if line != "" {
			kind = line
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
	data, err := files.ReadFile(path.Join("platforms", id+".yaml"))
	if err != nil {
		return nil, fmt.Errorf("no platform is called %q", id)
	}
	return ParsePlatform(data)
}
