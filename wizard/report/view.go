// Package status turns a report into the one screen that answers: is it ready,
// what was asked, granted and proved, and what comes next? The same lines are
// drawn on a terminal, in a picture and, as sentences, for the plain face.
package report

import (
	"strings"

	"threelo/wizard/style"
)

// View draws the report in at most width columns and height lines, of which it
// uses only what has something to say. Everything that matters stands at 80 by
// 20; a larger area gets more of the evidence. selected is an index into Items,
// below 0 for none; with details, the items are listed and the selected one is
// told in full.
func (s *Sheet) View(width, height int, th style.Theme, selected int, details bool) string {
	if width < 1 || height < 1 {
		return ""
	}
	p := &painter{Sheet: s, width: width, height: height, th: th, selected: selected}
	var lines []string
	if details {
		lines = p.details()
	} else {
		lines = p.poster()
	}
	lines = lines[:min(len(lines), height)]
	for i, line := range lines {
		lines[i] = style.Truncate(line, width)
	}
	return strings.Join(lines, "\n")
}

// painter draws the parts of one report in one area.
type painter struct {
	*Sheet
	height   int
	width    int
	th       style.Theme
	selected int
}

// part is a section of the poster at rising levels of detail, laid out when they
// are tried. Level 0 stands always, so it is short or empty.
type part struct {
	levels []level
	lines  []string // of the level that it has risen to
	full   bool     // a level did not fit, so no higher one will
}

// level lays out a part; nil is an empty one.
type level func() []string

// enough is as much of a list as has to be laid out: where it is longer than the
// area is high, one line too many already tells that it does not fit.
func enough[T any](p *painter, list []T) []T { return list[:min(len(list), p.height+1)] }

// The parts from top to bottom.
const (
	partHead = iota
	partTrouble
	partNext
	partFacts
	partScopes
	partChecks
	partActivities
	partNotes
	partProofs
	partCalls
	partLegend
	partMade
	parts
)

// grow is the order in which parts get more room, while there is some: a part
// (or air between parts) and the level it rises to.
var grow = []struct{ part, level int }{
	{partHead, 1},
	{partTrouble, 1},
	{partNext, 1},
	{partFacts, 1},
	{partNotes, 1},
	{partTrouble, 2},
	{partScopes, 1},
	{partMade, 1},
	{partNext, 2},
	{partHead, 2},
	{partScopes, 2},
	{partActivities, 1},
	{air, 0},
	{partNotes, 2},
	{partTrouble, 3},
	{partFacts, 2},
	{partScopes, 3},
	{partLegend, 1},
	{partChecks, 1},
	{partActivities, 2},
	{partScopes, 4},
	{partProofs, 1},
	{partCalls, 1},
	{partChecks, 2},
}

const air = -1

func (p *painter) poster() []string {
	all := [parts]part{
		partHead:       {levels: p.head()},
		partTrouble:    {levels: p.trouble()},
		partNext:       {levels: p.next()},
		partFacts:      {levels: p.facts()},
		partScopes:     {levels: p.scopes()},
		partChecks:     {levels: p.checks()},
		partActivities: {levels: p.activities()},
		partNotes:      {levels: p.notes()},
		partProofs:     {levels: p.proofs()},
		partCalls:      {levels: p.calls()},
		partLegend:     {levels: p.legend()},
		partMade:       {levels: p.made()},
	}
	for i := range all {
		all[i].rise(0)
	}
	airy := false
	for _, g := range grow {
		if g.part == air {
			airy = tall(all[:], true) <= p.height
			continue
		}
		s := &all[g.part]
		before := s.lines
		if s.rise(g.level) && tall(all[:], airy) > p.height {
			s.lines, s.full = before, true
		}
	}
	return stack(all[:], airy)
}

// rise lays out a level, if the part has it and may still grow.
func (s *part) rise(to int) bool {
	if s.full || to >= len(s.levels) {
		return false
	}
	s.lines = nil
	if lay := s.levels[to]; lay != nil {
		s.lines = lay()
	}
	return true
}

// tall is how many lines the parts take below each other.
func tall(all []part, airy bool) int {
	n := 0
	for i, s := range all {
		if airy && spaced(i, s, n) {
			n++
		}
		n += len(s.lines)
	}
	return n
}

// stack puts the parts below each other, with an empty line between them when
// there is room for air.
func stack(all []part, airy bool) []string {
	out := make([]string, 0, tall(all, airy))
	for i, s := range all {
		if airy && spaced(i, s, len(out)) {
			out = append(out, "")
		}
		out = append(out, s.lines...)
	}
	return out
}

// spaced reports whether air belongs above a part, with so many lines there.
func spaced(i int, s part, above int) bool {
	return i != partMade && len(s.lines) > 0 && above > 0
}
