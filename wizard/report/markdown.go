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
	var m document
	_, word := p.verdict()
	m.heading("#", "threelo report for "+p.Platform)
	if badge := p.badge(); badge != "" {
		m.paragraph("**" + badge + "**" + escaped(strings.TrimPrefix(p.unreal(), badge)))
	}
	m.paragraph(strings.TrimSpace("**" + word + "** " + escaped(p.Headline)))
	m.paragraph(escaped(strings.Join(p.counts(), " · ")))
	m.table([]string{"Made", ""}, [][]string{
		{"Date", stamp(p.GeneratedAt)},
		{"Route", p.route()},
		{"Program and system", p.system()},
	})
	if len(p.problems) > 0 {
		m.heading("##", "What is wrong")
	}
	for _, problem := range p.problems {
		m.paragraph(escaped(problem.sentence()))
		m.bullets(problem.lines())
	}
	m.list("Next", p.Next)
	found := []string{"What", "Found", "How sure"}
	m.section("What was set up", found, p.itemRows(facts))
	m.section("Scopes", []string{"Scope", "Wanted", "Selected", "Requested", "Granted", "Found", "How sure", "Time"}, p.scopeRows())
	m.section("Checks", []string{"Check", "Result", "Detail", "Call", "Answer", "Trace ID", "When", "Took"}, p.checkRows())
	m.section("Activities", []string{"Activity", "Found", "Permissions needed"}, p.activityRows())
	m.section("What the steps found", found, p.itemRows(proofs))
	m.list("Known limits", p.Notes)
	return []byte(strings.Join(m.blocks, "\n\n") + "\n")
}

func (p *Prepared) itemRows(kind int) (rows [][]string) {
	for _, it := range p.of(kind) {
		rows = append(rows, []string{it.Label, it.Text, p.words(it.Mark)})
	}
	return rows
}

func (p *Prepared) scopeRows() (rows [][]string) {
	for i, it := range p.of(scopes) {
		s := p.Scopes[i]
		rows = append(rows, []string{
			s.Scope, p.answerWords(s.Wanted), p.answerWords(selected(s)), p.answerWords(s.Asked), p.answerWords(p.granted(s)),
			it.Text, p.words(it.Mark), it.Time,
		})
	}
	return rows
}

func (p *Prepared) checkRows() (rows [][]string) {
	for _, c := range p.Checks {
		row := []string{c.Title, outcomeWords(c.Outcome), c.Detail, "", "", c.TraceID, "", ""}
		if q := c.Request; q != nil {
			row[3], row[4] = q.Method+" "+q.Path, answer(q.Status)
			row[6], row[7] = stamp(q.At), duration(c.DurationMs)
		}
		rows = append(rows, row)
	}
	return rows
}

func (p *Prepared) activityRows() (rows [][]string) {
	for _, a := range p.Activities {
		rows = append(rows, []string{a.Name, a.Verdict, strings.Join(a.Permissions, ", ")})
	}
	return rows
}

// document collects blocks, with an empty line between them. Tables and bullets
// escape what they are given; a paragraph is Markdown already.
type document struct{ blocks []string }

func (m *document) paragraph(markdown string) {
	if markdown != "" {
		m.blocks = append(m.blocks, markdown)
	}
}

var markup = strings.NewReplacer("|", " ", "*", " ", "_", " ", "`", " ", "<", " ", ">", " ", "[", " ", "]", " ",
	"#", " ", "\\", " ", "~", " ", "&", " ", "$", " ")

// heading leaves out markup instead of writing entities: a title must read well
// wherever it is pasted.
func (m *document) heading(level, title string) {
	m.paragraph(level + " " + strings.Join(strings.Fields(markup.Replace(title)), " "))
}

func (m *document) bullets(lines []string) {
	out := make([]string, len(lines))
	for i, line := range lines {
		out[i] = "- " + escaped(line)
	}
	m.paragraph(strings.Join(out, "\n"))
}

func (m *document) list(title string, lines []string) {
	if len(lines) > 0 {
		m.heading("##", title)
		m.bullets(lines)
	}
}

func (m *document) table(head []string, rows [][]string) {
	out := []string{tableRow(head), "|" + strings.Repeat(" --- |", len(head))}
	for _, r := range rows {
		out = append(out, tableRow(r))
	}
	m.paragraph(strings.Join(out, "\n"))
}

func tableRow(cells []string) string {
	out := "|"
	for _, c := range cells {
		out += " " + escaped(c) + " |"
	}
	return out
}

// section is a table with a title, if it has rows.
func (m *document) section(title string, head []string, rows [][]string) {
	if len(rows) > 0 {
		m.heading("##", title)
		m.table(head, rows)
	}
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
