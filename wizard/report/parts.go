package report

import (
	"fmt"
	"slices"
	"strings"

	"threelo/steps"
	"threelo/wizard/style"
)

// The columns of a line: two of margin or cursor, a sign, a space, a label.
const (
	margin     = "  "
	cursor     = "▸ "
	labelWidth = 11
	narrow     = 60  // below it, labels stand before their text instead of beside it
	roomy      = 100 // from here, rows have room for their calls
)

// headLevels answer "is it ready?": a mark, a word, the headline, and the counts.
func (p *layout) headLevels() []level {
	mark, word := p.verdict()
	head := line{in(plain, margin), sign(mark), space(1), {word, ink{role: marked, mark: mark, bold: true}}}
	var unreal line
	if text := p.badge(); text != "" {
		unreal = line{in(badge, " "+text+" ")}
	}
	var below []line
	if headline := in(title, p.Headline); head.width()+3+style.Width(p.Headline)+unreal.width()+2 <= p.width {
		head = append(head, space(3), headline)
	} else {
		below = p.wrapped(4, p.Headline, title, 2)
	}
	head = append(head, space(p.width-head.width()-unreal.width()-1))
	first := append([]line{append(head, unreal...)}, below...)
	with := func(limit int) level {
		return func() []line { return slices.Concat(first, p.wrapped(4, join(p.counts()...), plain, limit)) }
	}
	return []level{func() []line { return first }, with(1), with(0)}
}

// wrapped breaks a text into lines below an indent; at most limit lines, the
// last one cut. A limit of 0 sets no bound.
func (p *layout) wrapped(indent int, text string, r role, limit int) []line {
	room := p.width - indent - 1
	broken := style.Wrap(text, room)
	if limit > 0 && len(broken) > limit {
		broken = append(broken[:limit-1], style.Truncate(strings.Join(broken[limit-1:], " "), room))
	}
	out := make([]line, len(broken))
	for i, text := range broken {
		out[i] = line{space(indent), in(r, text)}
	}
	return out
}

// labelled is a text behind a mark and a label, wrapped like wrapped.
func (p *layout) labelled(mark steps.Mark, label, text string, limit int) []line {
	lead := line{in(plain, margin), sign(mark), space(1)}
	switch {
	case p.width >= narrow:
		lead = append(lead, in(dim, style.Pad(label, labelWidth)))
	case label != "":
		text = label + ": " + text
	}
	out := p.wrapped(lead.width(), text, plain, limit)
	if len(out) > 0 {
		out[0] = append(lead, out[0][1:]...)
	}
	return out
}

// problemLevels answer "what is wrong, and who can fix it?": the first problem in
// brief, with its fix, all of them, and the calls that showed them.
func (p *layout) problemLevels() []level {
	if len(p.problems) == 0 {
		return nil
	}
	first := func(fix bool) level {
		return func() []line {
			lines := p.problem(p.problems[0], 2, fix, false)
			if more := len(p.problems) - 1; more > 0 {
				lines = append(lines, p.labelled("", "", fmt.Sprintf("and %d more: see the details", more), 1)...)
			}
			return lines
		}
	}
	all := func(call bool) level {
		return func() (lines []line) {
			for _, problem := range enough(p, p.problems) {
				lines = append(lines, p.problem(problem, 0, true, call)...)
			}
			return lines
		}
	}
	return []level{first(false), first(true), all(false), all(true)}
}

func (p *layout) problem(problem Problem, limit int, fix, call bool) []line {
	out := p.labelled(problem.Mark, problem.Label, problem.What, limit)
	if fix {
		out = append(out, p.numbered("Fix", problem.Fix, limit)...)
	}
	if problem.Who != "" {
		out = append(out, p.labelled("", "Who", problem.Who, limit)...)
	}
	if call && problem.Call != "" {
		out = append(out, p.labelled("", "Call", problem.Call, 0)...)
	}
	return out
}

// numbered lists texts behind one label, with numbers when there are several.
func (p *layout) numbered(label string, texts []string, limit int) []line {
	out := make([]line, 0, len(texts))
	for i, text := range texts {
		if len(texts) > 1 {
			text = fmt.Sprintf("%d. %s", i+1, text)
		}
		out = append(out, p.labelled("", label, text, limit)...)
		label = ""
	}
	return out
}

func (p *layout) nextLevels() []level {
	if len(p.Next) == 0 {
		return nil
	}
	return []level{
		nil,
		func() []line { return p.labelled("", "Next", p.Next[0], 2) },
		func() []line { return p.numbered("Next", p.Next, 0) },
	}
}

// factLevels answer what was set up: what a supporter asks first, then a line for
// each fact, then all in full.
func (p *layout) factLevels() []level {
	items := p.of(facts)
	fact := func(i int, text string, limit int) []line {
		return p.pointed(p.labelled(items[i].Mark, items[i].Label, text, limit), i)
	}
	first := func() []line {
		lines := fact(factAuthorized, items[factAuthorized].Text, 1)
		if id := p.App.ClientID; id != "" {
			lines = append(lines, fact(factApp, id, 0)...)
		}
		return lines
	}
	each := func(limit int) level {
		return func() (lines []line) {
			for i, it := range items {
				limit := limit
				if i == factApp && p.width < narrow {
					limit = 0 // the client ID is never cut
				}
				lines = append(lines, fact(i, it.Text, limit)...)
			}
			return lines
		}
	}
	return []level{first, each(1), each(0)}
}

// pointed marks a line as the selected one when it shows one of these items.
func (p *layout) pointed(lines []line, indexes ...int) []line {
	if len(lines) > 0 && p.selected >= 0 && slices.Contains(indexes, p.selected) {
		lines[0] = append(line{in(accent, cursor)}, lines[0][1:]...)
	}
	return lines
}

func (p *layout) checkLevels() []level {
	if len(p.of(checks)) == 0 {
		return nil
	}
	return []level{
		nil,
		func() []line { return p.rows(enough(p, p.of(checks)), p.from[checks]) },
		func() []line { return p.whole(enough(p, p.of(checks)), p.from[checks]) },
	}
}

func (p *layout) activityLevels() []level {
	items := p.of(activities)
	if len(items) == 0 {
		return nil
	}
	brief := func() (lines []line) {
		var verdicts []string
		names := map[string][]string{}
		for _, it := range items {
			if names[it.Text] == nil {
				verdicts = append(verdicts, it.Text)
			}
			names[it.Text] = append(names[it.Text], it.Label)
		}
		label := "Permission"
		for _, v := range verdicts {
			lines = append(lines, p.labelled("", label, v+": "+strings.Join(names[v], ", "), 2)...)
			label = ""
		}
		return lines
	}
	return []level{nil, brief, func() []line { return p.rows(enough(p, items), p.from[activities]) }}
}

func (p *layout) noteLevels() []level {
	if len(p.Notes) == 0 {
		return nil
	}
	all := func() (lines []line) {
		for _, note := range p.Notes {
			lines = append(lines, p.labelled(steps.MarkNote, "Note", note, 0)...)
		}
		return lines
	}
	return []level{nil, func() []line { return p.labelled(steps.MarkNote, "Note", p.Notes[0], 1) }, all}
}

func (p *layout) proofLevels() []level {
	if len(p.of(proofs)) == 0 {
		return nil
	}
	return []level{nil, func() []line { return p.whole(enough(p, p.of(proofs)), p.from[proofs]) }}
}

// legend says what the signs mean.
func (p *layout) legend() []line {
	out := line{in(plain, margin)}
	for _, m := range []steps.Mark{steps.MarkProved, steps.MarkAttested, steps.MarkUnchecked} {
		out = append(out, sign(m), space(1), in(dim, p.words(m)), space(3))
	}
	return []line{out}
}

// made says when and with what the report was made.
func (p *layout) made() []line {
	unreal := ""
	if badge := p.badge(); badge != "" {
		unreal = badge + ": nothing here is real"
	}
	return p.wrapped(len(margin), join(unreal, "made "+minute(p.GeneratedAt), p.system()), dim, 2)
}
