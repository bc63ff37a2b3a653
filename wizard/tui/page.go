package tui

import (
	"strings"

	"charm.land/lipgloss/v2"

	"threelo/steps/dialog"
	"threelo/wizard/style"
)

// page is what the viewport scrolls, laid out for a width: its lines, and where on them
// the things are that a person can move to.
type page struct {
	theme  *style.Theme
	width  int
	lines  []line
	rows   map[row]span
	marks  []row // those that can be marked, from top to bottom
	cursor point // where typing goes, from the beginning of the marked row
	whole  span  // a value from the first column on, in the window's whole width
	tight  bool  // such a value is cut, so that what is below it stays in the window
}

// line is a line of the page, and the least air that keeps it; only an empty line needs any.
type line struct {
	text string
	air  air
}

// span is a range of lines: from top up to, not including, end.
type span struct{ top, end int }

// point is a place on the page.
type point struct{ x, y int }

// air says how many empty lines a page has, so that a step fits its window.
type air int

const (
	packed air = iota // none
	loose             // around what the step is about
	airy              // between all parts
	roomy             // below the title too, and between values
)

func newPage(t *style.Theme, width int) *page {
	return &page{theme: t, width: max(width, 8), rows: map[row]span{}}
}

// add appends finished lines. A line that is too long is cut in content.
func (p *page) add(lines ...string) {
	for _, text := range lines {
		p.lines = append(p.lines, line{text, packed})
	}
}

// content are the lines for a window of that width: cut to the page, which has a margin
// where the window is wider. A whole value is as it is.
func (p *page) content(width int) []string {
	lines := make([]string, len(p.lines))
	margin := style.Space(min(width-p.width, 1))
	for i, l := range p.lines {
		if lines[i] = l.text; i < p.whole.top || i >= p.whole.end {
			lines[i] = margin + style.Truncate(l.text, p.width)
		}
	}
	return lines
}

// place notes which lines a row takes.
func (p *page) place(r row, s span) {
	if r.kind == noRow || s.top == s.end { // nothing was drawn
		return
	}
	if p.rows[r] = s; r.kind != findingRow {
		p.marks = append(p.marks, r)
	}
}

// tableRow is a row of a table.
type tableRow struct {
	row   row
	end   string // at the end of its first line, where that fits
	cells []string
}

// table draws rows with their cells in columns.
func (p *page) table(rows []tableRow) {
	cells := make([][]string, len(rows))
	for i, r := range rows {
		cells[i] = r.cells
	}
	for i, lines := range style.Columns(cells) {
		top := len(p.lines)
		lines[0] = p.ended(lines[0], rows[i].end)
		p.add(lines...)
		p.place(rows[i].row, span{top, len(p.lines)})
	}
}

// ended is a line with something at the end of the page, where that fits.
func (p *page) ended(line, end string) string {
	if space := p.width - style.Width(line) - style.Width(end); end != "" && space >= 2 {
		line += style.Space(space) + end
	}
	return line
}

// gap leaves an empty line between two parts.
func (p *page) gap(from air) {
	last := len(p.lines) - 1
	switch {
	case last < 0:
	case p.lines[last].air > packed:
		p.lines[last].air = min(p.lines[last].air, from)
	default:
		p.lines = append(p.lines, line{air: from})
	}
}

// trim takes an empty line off the end.
func (p *page) trim() {
	if last := len(p.lines) - 1; last >= 0 && p.lines[last].air > packed {
		p.lines = p.lines[:last]
	}
}

// height is how many lines the page has with so much air.
func (p *page) height(a air) int {
	n := 0
	for _, l := range p.lines {
		if l.air <= a {
			n++
		}
	}
	return n
}

// thin takes out the empty lines that need more air.
func (p *page) thin(a air) {
	kept, moved := p.lines[:0], make([]int, 0, len(p.lines)+1)
	for _, l := range p.lines {
		if moved = append(moved, len(kept)); l.air <= a {
			kept = append(kept, l)
		}
	}
	p.lines, moved = kept, append(moved, len(kept))
	for r, s := range p.rows {
		p.rows[r] = span{moved[s.top], moved[s.end]}
	}
	p.whole = span{moved[p.whole.top], moved[p.whole.end]}
}

// fitting is the most air with which the page fits the room. A page that has to scroll
// anyway reads better with some, but not in a low window.
func (p *page) fitting(room int, low bool) air {
	switch {
	case low:
		return packed
	case p.height(roomy) <= room-2: // a message of two lines covers nothing either
		return roomy
	case p.height(airy) <= room:
		return airy
	case p.height(loose) > room && p.height(packed) <= room:
		return packed
	}
	return loose
}

// text wraps a text after a finished lead; the next lines are indented by as much.
func (p *page) text(lead string, s lipgloss.Style, text string) {
	width := style.Width(lead)
	lines := style.Wrap(text, p.width-width)
	if len(lines) == 0 && strings.TrimSpace(lead) != "" {
		lines = []string{""}
	}
	for i, line := range lines {
		if i > 0 {
			lead = style.Space(width)
		}
		p.add(lead + s.Render(line))
	}
}

// linked is the style of an address, which is a link (OSC 8) where the terminal knows
// them. Pieces with one id and address are one link.
func linked(t *style.Theme, address string) lipgloss.Style {
	if t.NoLinks {
		return t.Link
	}
	return t.Link.Hyperlink(style.Line(address), "id="+program)
}

// finding draws a line of proof; busy is the spinner's sign.
func (p *page) finding(lead string, f dialog.Finding, busy string) {
	sign, s := p.theme.Sign(f.Mark), p.theme.Text
	switch f.Mark {
	case dialog.MarkBusy:
		sign = p.theme.Accent.Render(busy)
	case dialog.MarkWarn, dialog.MarkFail, dialog.MarkUnchecked:
		s = p.theme.Style(f.Mark).Bold(false)
	}
	text := f.Text
	if f.Mark == dialog.MarkAttested || f.Mark == dialog.MarkUnchecked { // said in words too
		text = f.Mark.Words() + ": " + text
	}
	p.text(lead+sign+" ", s, text)
}
