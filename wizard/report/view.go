package report

import (
	"strings"

	"charm.land/lipgloss/v2"

	"threelo/steps/dialog"
	"threelo/wizard/style"
)

// View draws the status in at most width columns and height lines. It leaves out
// what has nothing to say. All that matters fits into 80 by 20; a larger area shows
// more of the evidence.
func (p *Prepared) View(width, height int, th style.Theme) string {
	layout := layout{Prepared: p, theme: &th, width: width, height: height}
	return escapes(layout.fitted(layout.poster()))
}

// layout lays one report out in one area.
type layout struct {
	*Prepared
	theme   *style.Theme
	height  int
	width   int
	details detail // those with room
}

// fitted cuts lines to the area.
func (p *layout) fitted(lines []line) []line {
	lines = lines[:min(len(lines), p.height)]
	for i, l := range lines {
		lines[i] = l.cut(p.width)
	}
	return lines
}

// detail is something that the poster shows only where it has room.
type detail uint

// The details, the most important first.
const (
	theCounts detail = 1 << iota
	theFix           // of the first problem
	firstNext        // the first thing to do next
	eachFact         // a line for each fact, not only Authorize and the client ID
	allProblems
	theChanges  // since an earlier report
	scopeGroups // a line for the scopes with the same outcome
	firstNote
	howMade
	allNext
	longCounts
	theActivities // what the account may do
	emptyLines    // between the parts
	allNotes
	theCalls // of problems
	longFacts
	eachScope // a line for each scope
	theLegend
	otherChecks
	theProofs
	noMore
)

// poster shows the details that fit, one tried after the other.
func (p *layout) poster() []line {
	lines := p.parts()
	for d := theCounts; d < noMore; d <<= 1 {
		p.details |= d
		if more := p.parts(); len(more) <= p.height {
			lines = more
		} else {
			p.details &^= d
		}
	}
	return lines
}

// parts puts the parts that have something to say below each other.
func (p *layout) parts() []line {
	var out []line
	for _, part := range [][]line{
		p.headPart(), p.problemPart(), p.nextPart(), p.factPart(), p.itemPart(changes, theChanges), p.scopePart(),
		p.itemPart(checks, otherChecks), p.activityPart(), p.notePart(), p.itemPart(proofs, theProofs), p.footPart(),
	} {
		if p.shows(emptyLines) && len(part) > 0 && len(out) > 0 {
			out = append(out, nil)
		}
		out = append(out, part...)
	}
	return out
}

// shows reports whether there is room for a detail.
func (p *layout) shows(d detail) bool { return p.details&d != 0 }

// limit is how many lines a text may have: 0, which is all, with a detail.
func (p *layout) limit(lines int, all detail) int {
	if p.shows(all) {
		return 0
	}
	return lines
}

// A span is text of one style; nil is the theme's plain text. A line is spans beside
// each other. Every renderer paints them in its own way: as escape codes, as pixels,
// as SVG.
type (
	span struct {
		text  string
		style *lipgloss.Style
	}
	line []span
)

func space(n int) span { return span{text: style.Space(n)} }

// sign is a mark's sign in its color.
func (p *layout) sign(m dialog.Mark) span { return span{style.Glyph(m), p.theme.Style(m)} }

func (l line) width() int {
	n := 0
	for _, s := range l {
		n += style.Width(s.text)
	}
	return n
}

// cut shortens a line to width columns.
func (l line) cut(width int) line {
	if l.width() <= width {
		return l
	}
	for i, s := range l {
		w := style.Width(s.text)
		if w >= width { // more follows, so the sign of a cut is needed
			s.text = style.Truncate(s.text+style.More, width)
			return append(l[:i:i], s)
		}
		width -= w
	}
	return l
}

// escapes joins lines as a terminal takes them, with escape codes for the styles.
func escapes(lines []line) string {
	var out strings.Builder
	for i, l := range lines {
		if i > 0 {
			out.WriteByte('\n')
		}
		for _, s := range l {
			if s.style != nil && s.text != "" {
				s.text = s.style.Render(s.text)
			}
			out.WriteString(s.text)
		}
	}
	return out.String()
}
