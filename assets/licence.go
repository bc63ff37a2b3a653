package assets

import _ "embed"

// licences.txt is made by `go run ./wizard/command/parts licences`; a test
// there finds an old one.
//
//go:embed licences.txt
var licences string

// Licences is the text of the licences of what others wrote and the program
// holds: the modules linked in on any system, the font of pictures, and Go.
func Licences() string { return licences }
