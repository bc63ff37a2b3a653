package tui

import (
	"cmp"
	"strings"

	"charm.land/lipgloss/v2"

	"threelo/steps/dialog"
	"threelo/wizard/style"
)

// scopeSigns is how many columns are before a scope's name: the mark, and whether it is
// done.
const scopeSigns = 3

// searchHead is above the words to search for.
const searchHead = "search for"

// scopeTab are the scopes on one tab of the console, from one index up to another.
type scopeTab struct{ from, to int }

// scopeTabs cuts the list where the tab changes.
func scopeTabs(items []dialog.ScopeItem) (tabs []scopeTab) {
	for i, item := range items {
		if i == 0 || item.Kind != items[i-1].Kind || item.Tab() != items[i-1].Tab() {
			tabs = append(tabs, scopeTab{i, i})
		}
		tabs[len(tabs)-1].to = i + 1
	}
	return tabs
}

// drawScopes draws the scopes of each tab: two tabs beside each other where there is
// room, else below each other.
func (m *model) drawScopes(p *page) {
	tabs := scopeTabs(m.screen.Scopes)
	p.gap(loose)
	defer p.gap(loose)
	if len(tabs) == 2 && m.drawScopesBeside(p, tabs[0], tabs[1]) {
		return
	}
	for i, tab := range tabs {
		if i > 0 {
			p.gap(airy)
		}
		m.drawScopesBelow(p, tab, len(tabs) > 1)
	}
}

// searched is what to search for on a scope's line.
func (m *model) searched(i int) string { return style.Line(m.screen.Scopes[i].Search) }

// scopeColumns are the widths of a tab's names, of those that must have their word beside
// them, because no line above has the same, and of the words.
func (m *model) scopeColumns(tab scopeTab) (names, beside, words int) {
	for i := tab.from; i < tab.to; i++ {
		name, word := style.Width(m.screen.Scopes[i].Scope), style.Width(m.searched(i))
		names, words = max(names, name), max(words, word)
		if word > 0 && (i == tab.from || m.screen.Scopes[i-1].Search != m.screen.Scopes[i].Search) {
			beside = max(beside, name)
		}
	}
	return names, beside, words
}

// drawScopesBeside draws two tabs as one table, and reports whether it fits. A long name
// may cover the word that the line above has too.
func (m *model) drawScopesBeside(p *page, left, right scopeTab) bool {
	names, _, _ := m.scopeColumns(left)
	names = max(names, style.Width(m.scopeHead(left)))
	long, needed, words := m.scopeColumns(right)
	title := style.Width(m.scopeHead(right))
	long, needed = max(long, title), max(needed, title)
	at := 2*scopeSigns + names + 2
	beside := min(long, p.width-at-words-1) // the widest name that leaves room for its word
	if at+long > p.width || needed > beside {
		return false
	}
	head := func(text string) string { return m.theme.Title.Render(text) }
	line := style.Space(scopeSigns) + head(style.Pad(m.scopeHead(left), names)) + style.Space(2+scopeSigns) + head(m.scopeHead(right))
	if words > 0 {
		line = style.Pad(line, at+beside+1) + m.theme.Dim.Render(searchHead)
	}
	p.add(line)
	top := len(p.lines)
	for n := range max(left.to-left.from, right.to-right.from) {
		line := style.Space(scopeSigns + names)
		if i := left.from + n; i < left.to {
			line = style.Pad(m.scopeCell(p, i, 0, m.scopeName(i)), scopeSigns+names)
		}
		if i := right.from + n; i < right.to {
			line += style.Space(2) + m.scopeCell(p, i, scopeSigns+names+2, m.scopeName(i))
			if word := m.searched(i); word != "" && style.Width(m.scopeName(i)) <= beside {
				line = style.Pad(line, at+beside+1) + m.theme.Dim.Render(word)
			}
		}
		p.add(strings.TrimRight(line, " "))
	}
	for _, tab := range []scopeTab{left, right} {
		for i := tab.from; i < tab.to; i++ {
			r, y := row{scopeRow, i}, top+i-tab.from
			p.rows[r] = span{y, y + 1}
			p.marks = append(p.marks, r)
		}
	}
	return true
}

func (m *model) scopeName(i int) string { return style.Line(m.screen.Scopes[i].Scope) }

func (m *model) scopeHead(tab scopeTab) string {
	return m.screen.Scopes[tab.from].Tab()
}

// drawScopesBelow draws one tab: each scope with the word to search for, or after its
// title, as the console lists classic ones.
func (m *model) drawScopesBelow(p *page, tab scopeTab, headed bool) {
	names, _, words := m.scopeColumns(tab)
	column := min(names, p.width-scopeSigns)
	room := p.width - scopeSigns - column - 2 - len(copiedSign) // beside a name
	if headed {
		line := style.Space(scopeSigns) + m.theme.Title.Render(m.scopeHead(tab))
		if words > 0 && words <= room {
			line = style.Pad(line, scopeSigns+column+2) + m.theme.Dim.Render(searchHead)
		}
		p.add(line)
	}
	titled := words == 0 && room >= leastText
	if titled {
		column = room
	}
	for i := tab.from; i < tab.to; i++ {
		top, item, name, beside, below := len(p.lines), m.screen.Scopes[i], []string{m.scopeName(i)}, m.searched(i), ""
		switch {
		case titled:
			name, beside = style.Wrap(cmp.Or(item.Title, name[0]), column), name[0]
		case words > room && beside != "":
			beside, below = "", searchHead+" "+beside
		}
		cell := m.scopeCell(p, i, 0, name[0])
		gap := either(beside == "", 0, column-style.Width(name[0])+2)
		p.add(m.copiedAtEnd(p, cell+style.Space(gap)+m.theme.Dim.Render(beside), item.Copied))
		for _, more := range name[1:] {
			p.add(style.Space(scopeSigns) + m.scopeStyle(item, row{scopeRow, i}).Render(more))
		}
		if below != "" {
			p.add(style.Space(scopeSigns+2) + m.theme.Dim.Render(below))
		}
		p.place(row{scopeRow, i}, top)
	}
}

// scopeCell draws a scope with its signs. The cursor goes to the marked one.
func (m *model) scopeCell(p *page, i, x int, text string) string {
	item, r := m.screen.Scopes[i], row{scopeRow, i}
	mark, sign := " ", " "
	if m.isMarked(r) {
		mark, p.cursor = m.theme.Accent.Render("▸"), &point{x, len(p.lines)}
	}
	switch {
	case item.Proof == dialog.MarkFail: // the finding says it of those that are right
		sign = m.theme.Sign(item.Proof)
	case item.Attested:
		sign = m.theme.Sign(dialog.MarkAttested)
	}
	return mark + sign + " " + m.scopeStyle(item, r).Render(text)
}

// scopeStyle dims what was marked as done.
func (m *model) scopeStyle(item dialog.ScopeItem, r row) lipgloss.Style {
	if item.Attested && item.Proof != dialog.MarkFail && !m.isMarked(r) {
		return m.theme.Dim
	}
	return m.labelStyle(m.isMarked(r))
}
