package report

import (
	"fmt"
	"strings"
	"unicode"

	"threelo/oauth/lazyregexp"
	"threelo/steps"
)

// markdown writes a report so that it pastes well into GitHub, Jira and
// Zendesk: headings of plain words, tables, and entities for every sign that
// could become markup.
func markdown(r steps.Report) []byte {
	var m paper
	_, word := Shown(r)
	m.heading("#", "threelo report for "+r.Platform)
	if badge := Badge(r); badge != "" {
		m.paragraph("**" + badge + "**: made against a stand-in for Atlassian. Nothing here is real.")
	}
	m.paragraph("**" + word + "**" + before(" ", text(r.Headline)))
	m.paragraph(text(strings.Join(Counts(r), " · ")))
	m.table([]string{"Made", ""}, [][]string{
		{"Date", Stamp(r.GeneratedAt)},
		{"Route", Route(r)},
		{"Program and system", System(r)},
	})
	m.troubles(Troubles(r))
	m.list("What comes next", r.Next)
	m.items("What was set up", Facts(r))
	m.scopes(r)
	m.checks(r)
	m.activities(r)
	m.items("What the steps found", Proofs(r))
	m.list("Known limits", r.Notes)
	return []byte(strings.Join(m.blocks, "\n\n") + "\n")
}

// paper collects blocks that an empty line parts.
type paper struct{ blocks []string }

func (m *paper) paragraph(line string) {
	if line != "" {
		m.blocks = append(m.blocks, line)
	}
}

var signs = strings.NewReplacer("|", " ", "*", " ", "_", " ", "`", " ", "<", " ", ">", " ", "[", " ", "]", " ",
	"#", " ", "\\", " ", "~", " ", "&", " ", "$", " ")

// heading leaves markup's signs out instead of writing entities: a title must
// read well wherever it is pasted.
func (m *paper) heading(level, title string) {
	m.paragraph(level + " " + strings.Join(strings.Fields(signs.Replace(title)), " "))
}

func (m *paper) list(title string, lines []string) {
	if len(lines) == 0 {
		return
	}
	m.heading("##", title)
	out := make([]string, len(lines))
	for i, line := range lines {
		out[i] = "- " + text(line)
	}
	m.paragraph(strings.Join(out, "\n"))
}

// table escapes every cell.
func (m *paper) table(head []string, rows [][]string) {
	out := make([]string, 0, 2+len(rows))
	out = append(out, row(head), "|"+strings.Repeat(" --- |", len(head)))
	for _, r := range rows {
		out = append(out, row(r))
	}
	m.paragraph(strings.Join(out, "\n"))
}

func row(cells []string) string {
	out := "|"
	for _, c := range cells {
		out += " " + text(c) + " |"
	}
	return out
}

func (m *paper) items(title string, items []Item) {
	if len(items) == 0 {
		return
	}
	m.heading("##", title)
	rows := make([][]string, len(items))
	for i, it := range items {
		rows[i] = []string{it.Label, it.Text, Said(it.Mark)}
	}
	m.table([]string{"What", "Found", "How sure"}, rows)
}

func (m *paper) troubles(troubles []Trouble) {
	if len(troubles) == 0 {
		return
	}
	m.heading("##", "What is wrong")
	for _, t := range troubles {
		m.paragraph(text(upper(Said(t.Mark)) + ": " + t.What))
		var lines []string
		for _, cure := range t.Cure {
			lines = append(lines, "- Cure: "+text(cure))
		}
		if t.Who != "" {
			lines = append(lines, "- Who: "+text(t.Who))
		}
		if t.Call != "" {
			lines = append(lines, "- Call: "+text(t.Call))
		}
		m.paragraph(strings.Join(lines, "\n"))
	}
}

func (m *paper) scopes(r steps.Report) {
	if len(r.Scopes) == 0 {
		return
	}
	m.heading("##", "Scopes")
	var rows [][]string
	for i, it := range Scopes(r) {
		s := r.Scopes[i]
		rows = append(rows, []string{s.Scope, string(s.Wanted), Ticked(s), string(s.Asked), string(s.Granted), it.Text, Said(it.Mark), it.Time})
	}
	m.table([]string{"Scope", "Wanted", "Ticked", "Asked for", "Granted", "Found", "How sure", "Time"}, rows)
}

func (m *paper) checks(r steps.Report) {
	if len(r.Checks) == 0 {
		return
	}
	m.heading("##", "Checks")
	var rows [][]string
	for _, c := range r.Checks {
		line := []string{c.Title, Outcome(c.Outcome), c.Detail, "", "", c.TraceID, "", ""}
		if q := c.Request; q != nil {
			line[3], line[4] = q.Method+" "+q.Path, Answer(q.Status)
			line[6], line[7] = Stamp(q.At), fmt.Sprintf("%d ms", c.DurationMs)
		}
		rows = append(rows, line)
	}
	m.table([]string{"Check", "Result", "Detail", "Call", "Answer", "Trace ID", "When", "Took"}, rows)
}

func (m *paper) activities(r steps.Report) {
	if len(r.Activities) == 0 {
		return
	}
	m.heading("##", "Activities")
	var rows [][]string
	for _, a := range r.Activities {
		rows = append(rows, []string{a.Name, a.Verdict, strings.Join(a.Permissions, ", ")})
	}
	m.table([]string{"Activity", "Found", "Permissions needed"}, rows)
}

// leading are the beginnings of a line that would make a list or a heading.
var leading = lazyregexp.New(`^(?:[-+=]|\d+[.)])`)

// text writes entities for what Markdown, HTML or a formula could take for
// markup. An underscore inside a word stays: no renderer takes it for one, and
// scopes stay readable where nothing renders.
func text(s string) string {
	var out strings.Builder
	runes := []rune(s)
	start := len(leading().FindString(s))
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

func before(lead, s string) string {
	if s == "" {
		return ""
	}
	return lead + s
}

func upper(s string) string { return strings.ToUpper(s[:1]) + s[1:] }
