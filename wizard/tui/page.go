package tui

import (
	"hash/fnv"
	"strconv"

	"threelo/steps"
	"threelo/wizard/style"

	"charm.land/lipgloss/v2"
)

// page is the part of a screen that scrolls, laid out for a width: finished
// lines, and where on them the things are that a person can move to.
type page struct {
	theme  style.Theme
	width  int
	gaps   []gap
	lines  []string
	rows   []placed
	fields []span
	cursor *point // where typing goes, or the marked row
}

// span is a range of lines: from top up to, not including, end.
type span struct{ top, end int }

// placed is a row that can be marked, and where it stands.
type placed struct {
	id rowID
	span
}

// place notes that a row stands from this line up to the last one.
func (p *page) place(id rowID, top int) {
	p.rows = append(p.rows, placed{id, span{top, len(p.lines)}})
}

// at is where a row stands; false for one that is not on the page.
func (p *page) at(id rowID) (span, bool) {
	for _, r := range p.rows {
		if r.id == id {
			return r.span, true
		}
	}
	return span{}, false
}

// all is where rows stand, from the first to the last; false when none does.
func (p *page) all(ids []rowID) (span, bool) {
	whole, found := span{}, false
	for _, id := range ids {
		s, ok := p.at(id)
		switch {
		case !ok:
		case !found:
			whole, found = s, true
		default:
			whole = span{min(whole.top, s.top), max(whole.end, s.end)}
		}
	}
	return whole, found
}

// point is a place on the page.
type point struct{ x, y int }

// air is how many empty lines a page has, so that a step fits its window.
type air int

const (
	packed air = iota // none
	loose             // around what the step is about
	airy              // between all parts
	roomy             // below the title too, and between values
)

// gap is an empty line, and the least air that it is kept at.
type gap struct {
	line int
	from air
}

func newPage(t style.Theme, width int) *page {
	return &page{theme: t, width: max(width, 8)}
}

// add appends a finished line. Drawing cuts what is too long, in the window only:
// measuring every line of a long list takes most of the time that a key costs.
func (p *page) add(line string) { p.lines = append(p.lines, line) }

// gap leaves an empty line between two parts.
func (p *page) gap(from air) {
	n, g := len(p.lines), len(p.gaps)
	switch {
	case n == 0:
	case g > 0 && p.gaps[g-1].line == n-1:
		p.gaps[g-1].from = min(p.gaps[g-1].from, from)
	default:
		p.gaps = append(p.gaps, gap{n, from})
		p.lines = append(p.lines, "")
	}
}

// trim takes an empty line off the end.
func (p *page) trim() {
	if n, g := len(p.lines), len(p.gaps); g > 0 && p.gaps[g-1].line == n-1 {
		p.lines, p.gaps = p.lines[:n-1], p.gaps[:g-1]
	}
}

// height is how many lines the page has with so much air.
func (p *page) height(a air) int {
	n := len(p.lines)
	for _, g := range p.gaps {
		if g.from > a {
			n--
		}
	}
	return n
}

// thin takes the empty lines out that a page with less air does not have.
func (p *page) thin(a air) {
	at := make([]int, len(p.lines)+1) // where each line goes
	kept, g := p.lines[:0], 0
	for i, line := range p.lines {
		at[i] = len(kept)
		if g < len(p.gaps) && p.gaps[g].line == i {
			if g++; p.gaps[g-1].from > a {
				continue
			}
		}
		kept = append(kept, line)
	}
	at[len(p.lines)] = len(kept)
	p.lines, p.gaps = kept, nil
	move := func(s span) span { return span{at[s.top], at[s.end]} }
	for i := range p.rows {
		p.rows[i].span = move(p.rows[i].span)
	}
	for i, s := range p.fields {
		p.fields[i] = move(s)
	}
	if p.cursor != nil {
		p.cursor.y = at[p.cursor.y]
	}
}

// text wraps a text behind a lead, which is finished and as wide as told;
// the following lines are indented by as much.
func (p *page) text(lead string, leadWidth int, ink lipgloss.Style, text string) {
	for i, line := range style.Balance(text, p.width-leadWidth) {
		if i > 0 {
			lead = style.Space(leadWidth)
		}
		p.add(lead + ink.Render(line))
	}
}

// sides puts one part at the left and another at the right end of a line, and
// reports whether both fit.
func (p *page) sides(left, right string) bool {
	space := p.width - style.Width(left) - style.Width(right)
	if space < 2 {
		return false
	}
	p.add(left + style.Space(space) + right)
	return true
}

// marked tells a row's lead: a sign where the row is marked. The cursor goes there.
func (p *page) marked(is bool) string {
	if !is {
		return "  "
	}
	p.cursor = &point{0, len(p.lines)}
	return p.theme.Accent.Render("▸") + " "
}

// link draws an address as one link in one line. A long one is cut with a sign:
// the terminal knows it whole (OSC 8), "o" opens it and "v" shows it.
func (p *page) link(lead string, leadWidth int, address string) {
	p.add(lead + linked(p.theme.Link, address).Render(style.Truncate(style.Line(address), p.width-leadWidth)))
}

// linked makes a style a link (OSC 8) to an address. Pieces with the same id are one link.
func linked(s lipgloss.Style, address string) lipgloss.Style {
	address = style.Line(address)
	sum := fnv.New32a()
	_, _ = sum.Write([]byte(address))
	return s.Hyperlink(address, "id="+strconv.FormatUint(uint64(sum.Sum32()), 36))
}

// finding draws a line of proof. What was only said, or not checked, says so.
func (p *page) finding(indent int, f steps.Finding, busy string) {
	sign := p.theme.Sign(f.Mark)
	if f.Mark == steps.MarkBusy && busy != "" {
		sign = p.theme.Busy.Render(busy)
	}
	ink := p.theme.Text
	switch f.Mark {
	case steps.MarkWarn, steps.MarkFail, steps.MarkUnchecked:
		ink = p.theme.Style(f.Mark).Bold(false)
	}
	p.text(style.Space(indent)+sign+" ", indent+2, ink, plainly(f))
}
