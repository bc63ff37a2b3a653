package report

import (
	"threelo/wizard/style"
)

// View draws the status in at most width columns and height lines, and leaves
// out what has nothing to say. All that matters fits into 80 by 20; a larger area
// shows more of the evidence. selected is an index into Items, below 0 for none.
// With details, the items are listed, and the selected one is shown in full.
func (p *Prepared) View(width, height int, th style.Theme, selected int, details bool) string {
	if width < 1 || height < 1 {
		return ""
	}
	layout := layout{Prepared: p, width: width, height: height, selected: selected}
	if details {
		return escapes(layout.fitted(layout.details()), &th)
	}
	return escapes(layout.fitted(layout.poster()), &th)
}

// layout lays one report out in one area.
type layout struct {
	*Prepared
	height   int
	width    int
	selected int
}

// fitted cuts lines to the area.
func (p *layout) fitted(lines []line) []line {
	lines = lines[:min(len(lines), p.height)]
	for i, l := range lines {
		lines[i] = l.cut(p.width)
	}
	return lines
}

// part is a section of the poster, with rising levels of detail. Level 0 is
// always shown, so it is short or empty. A level is laid out when it is tried.
type part struct {
	levels []level
	lines  []line // of the level reached
	full   bool   // a level did not fit, so no higher one is tried
}

// level lays out a part; nil is an empty one.
type level func() []line

// enough is as much of a list as has to be laid out: one line more than the area
// has shows that the list does not fit.
func enough[T any](p *layout, list []T) []T { return list[:min(len(list), p.height+1)] }

// The parts from top to bottom.
const (
	partHead = iota
	partProblems
	partNext
	partFacts
	partScopes
	partChecks
	partActivities
	partNotes
	partProofs
	partLegend
	partMade
	partCount
	gaps = -1 // between the parts
)

// growth is the order in which parts rise to a level, while there is room.
var growth = []struct{ part, level int }{
	{partHead, 1},
	{partProblems, 1},
	{partNext, 1},
	{partFacts, 1},
	{partProblems, 2},
	{partScopes, 1},
	{partNotes, 1},
	{partMade, 1},
	{partNext, 2},
	{partHead, 2},
	{partActivities, 1},
	{gaps, 0},
	{partNotes, 2},
	{partProblems, 3},
	{partFacts, 2},
	{partScopes, 2},
	{partLegend, 1},
	{partChecks, 1},
	{partActivities, 2},
	{partScopes, 3},
	{partProofs, 1},
	{partChecks, 2},
}

func (p *layout) poster() []line {
	parts := [partCount]part{
		partHead:       {levels: p.headLevels()},
		partProblems:   {levels: p.problemLevels()},
		partNext:       {levels: p.nextLevels()},
		partFacts:      {levels: p.factLevels()},
		partScopes:     {levels: p.scopeLevels()},
		partChecks:     {levels: p.checkLevels()},
		partActivities: {levels: p.activityLevels()},
		partNotes:      {levels: p.noteLevels()},
		partProofs:     {levels: p.proofLevels()},
		partLegend:     {levels: []level{nil, p.legend}},
		partMade:       {levels: []level{nil, p.made}},
	}
	for i := range parts {
		parts[i].rise(0)
	}
	withGaps := false
	for _, g := range growth {
		if g.part == gaps {
			withGaps = len(stack(parts[:], true)) <= p.height
			continue
		}
		grown := &parts[g.part]
		before := grown.lines
		if grown.rise(g.level) && len(stack(parts[:], withGaps)) > p.height {
			grown.lines, grown.full = before, true
		}
	}
	return stack(parts[:], withGaps)
}

// rise lays out a level, if the part has it and may still grow.
func (s *part) rise(to int) bool {
	if s.full || to >= len(s.levels) {
		return false
	}
	s.lines = nil
	if layOut := s.levels[to]; layOut != nil {
		s.lines = layOut()
	}
	return true
}

// stack puts the parts below each other, perhaps with an empty line between them.
func stack(parts []part, withGaps bool) []line {
	var out []line
	for i, s := range parts {
		if withGaps && i != partMade && len(s.lines) > 0 && len(out) > 0 {
			out = append(out, nil)
		}
		out = append(out, s.lines...)
	}
	return out
}

// details lists the items and shows the selected one in full below them.
func (p *layout) details() []line {
	items := p.items
	p.selected = min(max(p.selected, 0), len(items)-1)
	full := p.inFull(items[p.selected])
	room := max(p.height-len(full)-1, min(p.height/2, len(items)))
	from := min(max(p.selected-room/2, 0), max(len(items)-room, 0))
	to := min(from+room, len(items))
	out := append(p.rows(items[from:to], from), nil)
	if room := p.height - len(out); len(full) > room && room > 0 {
		full = append(full[:room-1], line{in(plain, margin), in(dim, style.More)})
	}
	return append(out, full...)
}

// inFull is everything known of one item.
func (p *layout) inFull(it Item) []line {
	out := []line{{in(plain, margin), sign(it.Mark), space(1), in(title, it.Label), space(2), in(dim, p.words(it.Mark))}}
	details := it.Details
	if len(details) == 0 {
		details = []string{it.Text}
	}
	for _, detail := range details {
		out = append(out, p.wrapped(4, detail, plain, 0)...)
	}
	return out
}
