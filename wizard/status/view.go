// Package status turns a report into the one screen that answers: is it ready,
// what was asked, granted and proved, and what comes next? The same lines are
// drawn on a terminal, in a picture and, as sentences, for the plain face.
package status

import (
	"strings"

	"threelo/steps"
	"threelo/wizard/layout"
	"threelo/wizard/theme"
)

// View draws a report in at most width columns and height lines, of which it
// uses only what has something to say. Everything that matters stands at 80 by
// 20; a larger area gets more of the evidence. selected is an index into Items,
// below 0 for none; with details, the items are listed and the selected one is
// told in full.
func View(r steps.Report, width, height int, th theme.Theme, selected int, details bool) string {
	if width < 1 || height < 1 {
		return ""
	}
	p := painter{r: Clean(r), width: width, th: th, selected: selected}
	var lines []string
	if details {
		lines = p.details(height)
	} else {
		lines = p.poster(height)
	}
	lines = lines[:min(len(lines), height)]
	for i, line := range lines {
		lines[i] = layout.Truncate(line, width)
	}
	return strings.Join(lines, "\n")
}

// painter draws the parts of one report at one width.
type painter struct {
	r        steps.Report
	width    int
	th       theme.Theme
	selected int
}

// part is a section of the poster at rising levels of detail. Level 0 stands
// always, so it is short or empty.
type part struct {
	levels [][]string
	level  int
}

func (s part) lines() []string {
	if len(s.levels) == 0 {
		return nil
	}
	return s.levels[s.level]
}

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

func (p painter) poster(height int) []string {
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
	airy := false
	for _, g := range grow {
		if g.part == air {
			airy = len(stack(all[:], true)) <= height
			continue
		}
		if g.level >= len(all[g.part].levels) {
			continue
		}
		before := all[g.part].level
		all[g.part].level = g.level
		if len(stack(all[:], airy)) > height {
			all[g.part].level = before
		}
	}
	return stack(all[:], airy)
}

// stack puts the parts below each other, with an empty line between them when
// there is room for air.
func stack(all []part, airy bool) []string {
	var out []string
	for i, s := range all {
		lines := s.lines()
		if airy && i != partMade && len(lines) > 0 && len(out) > 0 {
			out = append(out, "")
		}
		out = append(out, lines...)
	}
	return out
}
