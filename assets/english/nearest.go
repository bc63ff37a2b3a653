package english

import (
	"strings"
	"unicode/utf8"
)

// Nearest finds the name that was probably meant, "" when none is near: at most
// a quarter of the letters differ, and one more.
func Nearest(word string, names []string) string {
	return nearest(word, names, 1+utf8.RuneCountInString(word)/4)
}

// Misspelt finds the name that differs by at most two letters, "" when there is
// none: for words that may be right although they are not among the names.
func Misspelt(word string, names []string) string { return nearest(word, names, 2) }

// nearest finds the name that differs least, and by at most that many letters.
func nearest(word string, names []string, most int) string {
	if utf8.RuneCountInString(word) > 80 {
		return ""
	}
	best, least := "", most+1
	for _, name := range names {
		if d := distance(strings.ToLower(word), strings.ToLower(name)); d < least && d < utf8.RuneCountInString(name) {
			best, least = name, d
		}
	}
	return best
}

// distance counts the letters to put in, take out or replace (Levenshtein).
func distance(a, b string) int {
	from, to := []rune(a), []rune(b)
	row := make([]int, len(to)+1)
	for j := range row {
		row[j] = j
	}
	for i, r := range from {
		diagonal := row[0]
		row[0] = i + 1
		for j, s := range to {
			if r != s {
				diagonal++
			}
			diagonal, row[j+1] = row[j+1], min(row[j]+1, row[j+1]+1, diagonal)
		}
	}
	return row[len(to)]
}

// DidYouMean asks about the nearest name; otherwise is said when there is none.
func DidYouMean(name, otherwise string) string {
	if name == "" {
		return otherwise
	}
	return "did you mean " + name + "?"
}

// Short bounds a text that a message quotes.
func Short(text string) string {
	if runes := []rune(text); len(runes) > 80 {
		return string(runes[:79]) + "…"
	}
	return text
}
