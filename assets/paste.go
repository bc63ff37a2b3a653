package assets

import (
	"cmp"
	_ "embed" // pastes.txt
)

//go:embed pastes.txt
var pastes string

// PasteWords says what is wrong with a text that somebody entered, or asks about it. An
// id that pastes.txt lacks is returned as it is: what was refused is not accepted.
func PasteWords(id string, s Slots) string { return s.fill(cmp.Or(lineOf(pastes, id), id)) }
