package style

import (
	"strings"

	"charm.land/lipgloss/v2"
	"charm.land/lipgloss/v2/table"
	"github.com/charmbracelet/x/ansi"
)

// Columns draws a table without borders, its columns two spaces apart, and returns the
// lines of each row. Cells may have several lines, and escape codes.
func Columns(rows [][]string) [][]string {
	cell := lipgloss.NewStyle().PaddingRight(2)
	t := table.New().Wrap(false).
		BorderTop(false).BorderBottom(false).BorderLeft(false).BorderRight(false).BorderColumn(false).
		StyleFunc(func(int, int) lipgloss.Style { return cell })
	drawn := make([][]string, len(rows))
	for i, row := range rows {
		lines := [][]string{make([]string, len(row))}
		for column, cell := range row {
			for n, text := range strings.Split(cell, "\n") {
				if n == len(lines) {
					lines = append(lines, make([]string, len(row)))
				}
				if ansi.Strip(text) != "" { // escape codes alone would end the line behind the spaces
					lines[n][column] = text
				}
			}
		}
		t.Rows(lines...)
		drawn[i] = make([]string, len(lines))
	}
	lines := strings.Split(t.String(), "\n")
	for _, row := range drawn {
		for n := range row {
			row[n], lines = strings.TrimRight(lines[0], " "), lines[1:]
		}
	}
	return drawn
}
