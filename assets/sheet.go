package assets

import (
	_ "embed" // sheets.yaml
	"sync"
)

// Sheets are the texts of threelo sheet. Each line follows the rules of Slots.Lines.
type Sheets struct {
	Approval string `yaml:"approval"`
	Security string `yaml:"security"`
}

//go:embed sheets.yaml
var sheetsYAML []byte

// ReadSheets returns the texts of sheets. They are read once.
var ReadSheets = sync.OnceValue(func() Sheets { return *mustRead[Sheets]("sheets.yaml", sheetsYAML) })
