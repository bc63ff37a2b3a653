package status

import (
	"fmt"
	"slices"
	"strings"

	"threelo/steps"
	"threelo/wizard/layout"
	"threelo/wizard/theme"
)

// The columns of a line: two of margin or cursor, a sign, a space, a label.
const (
	margin     = "  "
	cursor     = "▸ "
	labelWidth = 11
	narrow     = 60  // columns below which labels stand before their text
	roomy      = 100 // columns from which rows have room for their evidence
)

// head answers "is it ready?": a mark, a word, the headline, and the counts.
func (p painter) head() [][]string {
	mark, word := Shown(p.r)
	badge := margin + p.th.Sign(mark) + " " + p.th.Style(mark).Bold(true).Render(word)
	demo := ""
	if badge := Badge(p.r); badge != "" {
		demo = p.th.Demo.Render(" " + badge + " ")
	}
	headline := p.r.Headline
	if lead := badge + "   "; layout.Width(lead+headline+demo)+2 <= p.width {
		badge, headline = lead+p.th.Title.Render(headline), ""
	}
	line := badge + layout.Space(p.width-layout.Width(badge+demo)-1) + demo
	first := slices.Concat([]string{line}, p.wrapped("    ", headline, p.th.Title, 2))
	counts := join(Counts(p.r)...)
	return [][]string{
		first,
		slices.Concat(first, p.wrapped("    ", counts, p.th.Text, 1)),
		slices.Concat(first, p.wrapped("    ", counts, p.th.Text, 0)),
	}
}

// wrapped breaks a text into lines below an indent; at most limit lines, the
// last one cut. A limit of 0 sets no bound.
func (p painter) wrapped(indent, text string, style theme.Ink, limit int) []string {
	room := p.width - layout.Width(indent) - 1
	lines := layout.Wrap(text, room)
	if limit > 0 && len(lines) > limit {
		lines = append(lines[:limit-1], layout.Truncate(strings.Join(lines[limit-1:], " "), room))
	}
	for i, line := range lines {
		lines[i] = indent + style.Render(line)
	}
	return lines
}

// labelled is a text behind a mark and a label, broken into at most limit
// lines, the last one cut. A limit of 0 sets no bound.
func (p painter) labelled(mark steps.Mark, label, text string, limit int) []string {
	lead := margin + p.th.Sign(mark) + " "
	switch {
	case p.width >= narrow:
		lead += p.th.Dim.Render(layout.Pad(label, labelWidth))
	case label != "":
		text = label + ": " + text
	}
	indent := layout.Space(layout.Width(lead))
	lines := p.wrapped(indent, text, p.th.Text, limit)
	if len(lines) > 0 {
		lines[0] = lead + strings.TrimPrefix(lines[0], indent)
	}
	return lines
}

// trouble answers "what is wrong, and who can cure it?".
func (p painter) trouble() [][]string {
	troubles := Troubles(p.r)
	if len(troubles) == 0 {
		return nil
	}
	first := p.troubled(troubles[0], 2, false, false)
	cured := p.troubled(troubles[0], 2, true, false)
	var all, evidence []string
	for _, t := range troubles {
		all = append(all, p.troubled(t, 0, true, false)...)
		evidence = append(evidence, p.troubled(t, 0, true, true)...)
	}
	if more := len(troubles) - 1; more > 0 {
		first = append(first, p.labelled("", "", fmt.Sprintf("and %d more: see the details", more), 1)...)
		cured = append(cured, p.labelled("", "", fmt.Sprintf("and %d more: see the details", more), 1)...)
	}
	return [][]string{first, cured, all, evidence}
}

func (p painter) troubled(t Trouble, limit int, cure, call bool) []string {
	label := "Wrong"
	if t.Mark == steps.MarkWarn {
		label = "Attention"
	}
	out := p.labelled(t.Mark, label, t.What, limit)
	if cure {
		out = append(out, p.numbered("Cure", t.Cure, limit)...)
	}
	if t.Who != "" {
		out = append(out, p.labelled("", "Who", t.Who, limit)...)
	}
	if call && t.Call != "" {
		out = append(out, p.labelled("", "Call", t.Call, 0)...)
	}
	return out
}

// numbered lists texts behind one label, with numbers when there are several.
func (p painter) numbered(label string, texts []string, limit int) []string {
	out := make([]string, 0, len(texts))
	for i, text := range texts {
		if len(texts) > 1 {
			text = fmt.Sprintf("%d. %s", i+1, text)
		}
		out = append(out, p.labelled("", label, text, limit)...)
		label = ""
	}
	return out
}

// facts answers what was set up: only what a supporter asks first, a line each,
// or in full.
func (p painter) facts() [][]string {
	items := Facts(p.r)
	lines, whole := make([]string, 0, len(items)), make([]string, 0, len(items))
	for i, it := range items {
		limit := 1
		if i == factApp && p.width < narrow {
			limit = 0 // the client ID stands whole at any width
		}
		lines = append(lines, p.pointed(p.labelled(it.Mark, it.Label, it.Text, limit), i)...)
		whole = append(whole, p.pointed(p.labelled(it.Mark, it.Label, it.Text, 0), i)...)
	}
	it := items[factAuthorized]
	first := p.pointed(p.labelled(it.Mark, it.Label, it.Text, 1), factAuthorized)
	if p.r.App.ClientID != "" {
		it = items[factApp]
		first = append(first, p.pointed(p.labelled(it.Mark, it.Label, p.r.App.ClientID, 0), factApp)...)
	}
	return [][]string{first, lines, whole}
}

// pointed marks a line as the selected one when it shows one of these items.
func (p painter) pointed(lines []string, indexes ...int) []string {
	if len(lines) > 0 && slices.Contains(indexes, p.selected) && p.selected >= 0 {
		lines[0] = p.th.Accent.Render(cursor) + strings.TrimPrefix(lines[0], margin)
	}
	return lines
}

func (p painter) checks() [][]string {
	items := Checks(p.r)
	if len(items) == 0 {
		return nil
	}
	first := len(Facts(p.r)) + len(p.r.Scopes)
	levels := [][]string{nil, p.rows(items, first)}
	if whole := p.whole(items, first); whole != nil {
		levels = append(levels, whole)
	}
	return levels
}

func (p painter) activities() [][]string {
	items := Activities(p.r)
	if len(items) == 0 {
		return nil
	}
	var verdicts []string
	names := map[string][]string{}
	for _, it := range items {
		if names[it.Text] == nil {
			verdicts = append(verdicts, it.Text)
		}
		names[it.Text] = append(names[it.Text], it.Label)
	}
	var brief []string
	label := "Rights"
	for _, v := range verdicts {
		brief = append(brief, p.labelled("", label, v+": "+strings.Join(names[v], ", "), 2)...)
		label = ""
	}
	first := len(Facts(p.r)) + len(p.r.Scopes) + len(Checks(p.r))
	return [][]string{nil, brief, p.rows(items, first)}
}

func (p painter) notes() [][]string {
	var brief []string
	all := make([]string, 0, len(p.r.Notes))
	for i, note := range p.r.Notes {
		all = append(all, p.labelled(steps.MarkNote, "Note", note, 0)...)
		if i == 0 {
			brief = p.labelled(steps.MarkNote, "Note", note, 1)
		}
	}
	return [][]string{nil, brief, all}
}

func (p painter) next() [][]string {
	if len(p.r.Next) == 0 {
		return nil
	}
	return [][]string{nil, p.labelled("", "Next", p.r.Next[0], 2), p.numbered("Next", p.r.Next, 0)}
}

func (p painter) proofs() [][]string {
	items := Proofs(p.r)
	if len(items) == 0 {
		return nil
	}
	first := len(Facts(p.r)) + len(p.r.Scopes) + len(Checks(p.r)) + len(p.r.Activities)
	return [][]string{nil, p.rows(items, first)}
}

// legend says what the signs mean.
func (p painter) legend() [][]string {
	line := margin
	for _, m := range []steps.Mark{steps.MarkProved, steps.MarkSaid, steps.MarkUnchecked} {
		word := Said(m)
		if m == steps.MarkProved {
			word = "a server answered so"
		}
		line += p.th.Sign(m) + " " + p.th.Dim.Render(word) + "   "
	}
	return [][]string{nil, {line}}
}

// made says when and with what the report was made.
func (p painter) made() [][]string {
	return [][]string{nil, p.wrapped(margin, Made(p.r), p.th.Dim, 2)}
}
