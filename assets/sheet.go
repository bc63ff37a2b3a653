package assets

// Sheets are the texts of threelo sheet. Each line follows the rules of Slots.Lines.
type Sheets struct {
	Approval string `yaml:"approval"`
	Security string `yaml:"security"`
}

// ReadSheets returns the texts of sheets. They are read once.
var ReadSheets = once[Sheets]("sheets.yaml")
