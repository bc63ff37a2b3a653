package tui

import (
	"cmp"
	"slices"
	"strings"

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

// searched is what to search for on a scope's line, "" when the line above has it.
func (m *model) searched(i int) string {
	if i > 0 && m.screen.Scopes[i-1].Search == m.screen.Scopes[i].Search {
		return ""
	}
	return style.Line(m.screen.Scopes[i].Search)
}

// scopeColumns are the widths of a tab's names below its title, of those that have a
// word beside them, and of the words.
func (m *model) scopeColumns(tab scopeTab) (names, beside, words int) {
	names = style.Width(m.screen.Scopes[tab.from].Tab())
	beside = names
	for i := tab.from; i < tab.to; i++ {
		name, word := style.Width(m.screen.Scopes[i].Scope.Scope), style.Width(m.searched(i))
		names, words = max(names, name), max(words, word)
		if word > 0 {
			beside = max(beside, name)
		}
	}
	return names, beside, words
}

// drawScopesBeside draws two tabs as one table, and reports whether it fits. On the right,
// a cell holds a name and its word: the longest name has none. As cells of their own, the scopes of Targetprocess would take 81 columns of 78.
func (m *model) drawScopesBeside(p *page, left, right scopeTab) bool {
	names, _, _ := m.scopeColumns(left)
	long, needed, words := m.scopeColumns(right)
	at := scopeSigns + names + 2 // the right column
	room := p.width - at - scopeSigns
	beside := min(long, room-words-1) // the widest name that leaves room for its word
	if long > room || needed > beside {
		return false
	}
	searched := func(cell, word string) string {
		if word == "" {
			return cell
		}
		return style.Pad(cell, scopeSigns+beside+1) + m.theme.Dim.Render(word)
	}
	rows := [][]string{{m.scopeTitle(left), searched(m.scopeTitle(right), either(words > 0, searchHead, ""))}}
	for n := range max(left.to-left.from, right.to-right.from) {
		cells := make([]string, 2)
		if i := left.from + n; i < left.to {
			cells[0] = m.scopeCell(i, m.scopeName(i))
		}
		if i := right.from + n; i < right.to {
			cells[1] = searched(m.scopeCell(i, m.scopeName(i)), m.searched(i))
		}
		rows = append(rows, cells)
	}
	top := len(p.lines) + 1
	p.add(slices.Concat(style.Columns(rows)...)...)
	for _, tab := range []scopeTab{left, right} {
		for i := tab.from; i < tab.to; i++ {
			y := top + i - tab.from
			p.place(row{scopeRow, i}, span{y, y + 1})
		}
	}
	if m.mark.kind == scopeRow && m.mark.index >= right.from {
		p.cursor.x = at
	}
	return true
}

func (m *model) scopeName(i int) string { return style.Line(m.screen.Scopes[i].Scope.Scope) }

// scopeTitle is the cell above a tab's scopes.
func (m *model) scopeTitle(tab scopeTab) string {
	return style.Space(scopeSigns) + m.theme.Title.Render(m.screen.Scopes[tab.from].Tab())
}

// drawScopesBelow draws one tab: each scope with the word to search for, or after its
// title, as the console lists classic ones.
func (m *model) drawScopesBelow(p *page, tab scopeTab, headed bool) {
	names, _, words := m.scopeColumns(tab)
	room := p.width - scopeSigns - names - 2 - len(copiedSign) // beside a name
	var table []tableRow
	if headed {
		search := either(words > 0 && words <= room, m.theme.Dim.Render(searchHead), "")
		table = []tableRow{{cells: []string{m.scopeTitle(tab), search}}}
	}
	titled := words == 0 && room >= leastText
	for i := tab.from; i < tab.to; i++ {
		item, name, beside := m.screen.Scopes[i], m.scopeName(i), m.searched(i)
		if titled {
			name, beside = strings.Join(style.Wrap(cmp.Or(item.Title, name), room), "\n"+style.Space(scopeSigns)), name
		}
		cell := m.scopeCell(i, name)
		if words > room && beside != "" { // below the name
			cell, beside = cell+"\n"+style.Space(scopeSigns+2)+m.theme.Dim.Render(searchHead+" "+beside), ""
		}
		table = append(table, tableRow{row{scopeRow, i}, m.copied(item.Copied), []string{cell, m.theme.Dim.Render(beside)}})
	}
	p.table(table)
}

// scopeCell draws a scope with its signs. What was marked as done is dim.
func (m *model) scopeCell(i int, text string) string {
	item, r := m.screen.Scopes[i], row{scopeRow, i}
	mark, sign, look := " ", " ", m.labelStyle(r)
	if m.mark == r {
		mark = m.theme.Accent.Render("▸")
	}
	switch {
	case item.Proof == dialog.MarkFail: // the finding says it of those that are right
		sign = m.theme.Sign(item.Proof)
	case item.Attested:
		sign = m.theme.Sign(dialog.MarkAttested)
		if m.mark != r {
			look = m.theme.Dim
		}
	}
	return mark + sign + " " + look.Render(text)
}
