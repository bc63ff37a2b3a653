package tui

import (
	"cmp"
	"iter"
	"slices"
	"strings"
	"unicode"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"threelo/wizard/style"
)

// editor is a one-line text with a cursor. It moves by what a person sees as one
// character, and keeps a paste of any length as it came, with its line breaks. Bubbles'
// text input counts runes, turns line breaks into spaces and is slow with long texts.
type editor struct {
	clusters []string
	at       int    // the cursor is before clusters[at]
	dirty    bool   // changed since it was last handed over
	held     string // the text as it last came from the journey
}

func (e *editor) text() string { return strings.Join(e.clusters, "") }
func (e *editor) empty() bool  { return len(e.clusters) == 0 }

// set replaces the whole text and puts the cursor at its end.
func (e *editor) set(text string) {
	e.clusters, e.dirty = split(text), false
	e.at = len(e.clusters)
}

// insert puts text before the cursor. It can join with the characters beside it, and only
// those are split again.
func (e *editor) insert(text string) {
	from, to := max(e.at-1, 0), min(e.at+1, len(e.clusters))
	before := strings.Join(e.clusters[from:e.at], "") + text
	joined := split(before + strings.Join(e.clusters[e.at:to], ""))
	e.clusters = slices.Replace(e.clusters, from, to, joined...)
	e.at = from + min(len(split(before)), len(joined))
	e.dirty = true
}

// remove deletes the characters from one place to another, in either order.
func (e *editor) remove(from, to int) {
	from, to = max(min(from, to), 0), min(max(from, to), len(e.clusters))
	if from < to {
		e.clusters = slices.Delete(e.clusters, from, to)
		e.at, e.dirty = from, true
	}
}

// edits are the keys that change the text or move the cursor.
var edits = []struct {
	key key.Binding
	do  func(*editor)
}{
	{editing.CharacterBackward, func(e *editor) { e.at = max(e.at-1, 0) }},
	{editing.CharacterForward, func(e *editor) { e.at = min(e.at+1, len(e.clusters)) }},
	{editing.LineStart, func(e *editor) { e.at = 0 }},
	{editing.LineEnd, func(e *editor) { e.at = len(e.clusters) }},
	{editing.WordBackward, func(e *editor) { e.at = e.wordLeft() }},
	{editing.WordForward, func(e *editor) { e.at = e.wordRight() }},
	{editing.DeleteCharacterBackward, func(e *editor) { e.remove(e.at-1, e.at) }},
	{editing.DeleteCharacterForward, func(e *editor) { e.remove(e.at, e.at+1) }},
	{editing.DeleteWordBackward, func(e *editor) { e.remove(e.wordLeft(), e.at) }},
	{editing.DeleteWordForward, func(e *editor) { e.remove(e.at, e.wordRight()) }},
	{editing.DeleteBeforeCursor, func(e *editor) { e.remove(0, e.at) }},
	{editing.DeleteAfterCursor, func(e *editor) { e.remove(e.at, len(e.clusters)) }},
}

// edit carries out a key that changes the text or moves the cursor, and
// reports whether it was one.
func (e *editor) edit(k tea.KeyPressMsg) bool {
	for _, edit := range edits {
		if key.Matches(k, edit.key) {
			edit.do(e)
			return true
		}
	}
	return false
}

// wordLeft is the beginning of the word before the cursor.
func (e *editor) wordLeft() int { return e.at - wordEnd(slices.Backward(e.clusters[:e.at])) }

// wordRight is the end of the word behind the cursor.
func (e *editor) wordRight() int { return e.at + wordEnd(slices.All(e.clusters[e.at:])) }

// wordEnd is how many clusters it is to the end of the first word.
func wordEnd(clusters iter.Seq2[int, string]) int {
	n, inside := 0, false
	for _, c := range clusters {
		isWord := strings.IndexFunc(c, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) == 0
		if inside && !isWord {
			break
		}
		n, inside = n+1, isWord
	}
	return n
}

// view draws the part of the text around the cursor in at most width columns,
// with "…" where there is more, and returns the cursor's column.
func (e *editor) view(width int) (shown string, column int) {
	room := width - 1 // one column stays for the cursor behind the text
	from, to, used := e.at, e.at, 0
	grow := func(cluster string) bool {
		wide := style.Width(visible(cluster))
		if used+wide > room-2 { // and one on each side for the signs
			return false
		}
		used += wide
		return true
	}
	for from > 0 && used < room*2/3 && grow(e.clusters[from-1]) {
		from--
	}
	for to < len(e.clusters) && grow(e.clusters[to]) {
		to++
	}
	for from > 0 && grow(e.clusters[from-1]) {
		from--
	}
	if shown = visibleText(e.clusters[from:e.at]); from > 0 {
		shown = style.More + shown
	}
	column = style.Width(shown)
	if shown += visibleText(e.clusters[e.at:to]); to < len(e.clusters) {
		shown += style.More
	}
	return shown, column
}

// visibleText is what is on the screen for these characters.
func visibleText(clusters []string) string {
	var b strings.Builder
	for _, cluster := range clusters {
		b.WriteString(visible(cluster))
	}
	return b.String()
}

// visible is what is on the screen for one character.
func visible(cluster string) string {
	return cmp.Or(style.Line(cluster), " ")
}

// split cuts a text into what a person sees as characters.
func split(text string) []string {
	text = strings.ToValidUTF8(text, "")
	clusters := make([]string, 0, len(text))
	for text != "" {
		cluster, _ := ansi.FirstGraphemeCluster(text, ansi.GraphemeWidth)
		clusters, text = append(clusters, cluster), text[len(cluster):]
	}
	return clusters
}
