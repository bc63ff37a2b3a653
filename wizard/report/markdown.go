package report

import (
	"fmt"
	"strings"
	"unicode"

	"threelo/oauth/lazyregexp"
)

// markdown writes a report so that it pastes well into GitHub, Jira and Zendesk:
// headings of plain words, tables, and entities for every character that could
// become markup.
func (p *Prepared) markdown() []byte {
	_, word := p.verdict()
	var m document
	m.add("# threelo report", bold(p.badge(), strings.TrimPrefix(p.unreal(), p.badge())), bold(word, " "+p.Headline),
		escaped(p.counts()), table([]string{"Made", ""}, [][]string{
			{"Date", stamp(p.GeneratedAt)},
			{"Route", p.route()},
			{"Program and system", p.system()},
		}))
	if len(p.problems) > 0 {
		m.add("## What is wrong")
	}
	for _, problem := range p.problems {
		m.add(escaped(problem.sentence()), bullets(problem.lines()))
	}
	m.section("Next", bullets(p.Next))
	for kind, heading := range sections {
		m.section(heading, table([]string{"What", "Found", "How sure", "Details"}, each(p.items[kind], func(it Item) []string {
			return []string{it.Label, it.Text, p.words(it.Mark), strings.Join(it.Details, "; ")}
		})))
	}
	m.section("Known limits", bullets(p.Notes))
	return []byte(strings.Join(m.blocks, "\n\n") + "\n")
}

// document collects blocks of Markdown, with an empty line between them.
type document struct{ blocks []string }

func (m *document) add(blocks ...string) { m.blocks = append(m.blocks, withoutEmpty(blocks)...) }

// section adds a block below a heading, unless it is empty.
func (m *document) section(heading, block string) {
	if block != "" {
		m.add("## "+heading, block)
	}
}

// bold begins a paragraph with a word in bold; "" without that word.
func bold(word, text string) string {
	if word == "" {
		return ""
	}
	return "**" + word + "**" + strings.TrimRight(escaped(text), " ")
}

func bullets(lines []string) string {
	return strings.Join(each(lines, func(line string) string { return "- " + escaped(line) }), "\n")
}

func table(head []string, rows [][]string) string {
	if len(rows) == 0 {
		return ""
	}
	lines := []string{tableRow(head), "|" + strings.Repeat(" --- |", len(head))}
	return strings.Join(append(lines, each(rows, tableRow)...), "\n")
}

func tableRow(cells []string) string {
	return "| " + strings.Join(each(cells, escaped), " | ") + " |"
}

// listItem are beginnings of a line that would make a list or a heading.
var listItem = lazyregexp.New(`^(?:[-+=]|\d+[.)])`)

// escaped writes entities for what Markdown, HTML or a formula could take for
// markup. An underscore inside a word stays: no renderer takes it for markup, and
// scopes stay readable where nothing renders.
func escaped(s string) string {
	var out strings.Builder
	runes := []rune(s)
	start := len(listItem().FindString(s))
	for i, c := range runes {
		inside := i > 0 && i+1 < len(runes) && isWord(runes[i-1]) && isWord(runes[i+1])
		switch {
		case strings.ContainsRune("|*`<>&[]\\~#$^!", c), c == '_' && !inside, i < start && !unicode.IsDigit(c):
			fmt.Fprintf(&out, "&#%d;", c)
		default:
			out.WriteRune(c)
		}
	}
	return out.String()
}

func isWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
