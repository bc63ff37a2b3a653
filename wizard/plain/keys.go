package plain

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"threelo/steps/dialog"
)

// key is something to type on a step.
type key struct {
	name string
	does string
	main bool   // named before every question; the others only after "?"
	more string // said after "?" instead of does
}

// keysOf lists the keys of a step. isField says that a field is being asked for.
func keysOf(sc dialog.Screen, isField bool) []key {
	var keys []key
	if !isField && sc.Choices == nil && len(sc.Scopes) > 0 {
		keys = append(keys, key{name: "1", does: "mark the first scope as done, or not", main: true})
	}
	if !isField && asksFields(sc) {
		keys = append(keys, key{name: "e", does: "enter the fields again", main: true})
	}
	for _, p := range sc.Presets {
		keys = append(keys, key{name: string(p.ID), does: "change " + p.Label, main: true})
	}
	for _, a := range sc.Actions {
		k := key{name: a.Key, does: a.Label, main: a.Main}
		switch a.ID {
		case dialog.ActionCopy:
			k.more = "copy the first value, or the link. c 2: the second value, and so on"
		case dialog.ActionForget:
			k.more = "delete the first saved setup. x 2: the second, and so on"
		case dialog.ActionMessage:
			k.more = "copy this step as a message to a colleague, without the secret"
		case dialog.ActionShow:
			k.more = "show a value whole. v 2: the second, and so on"
		}
		keys = append(keys, k)
	}
	if sc.Back {
		keys = append(keys, key{name: "b", does: "back", main: true})
	}
	if len(detailsOf(sc)) > 0 {
		keys = append(keys, key{name: "d", does: "details"})
	}
	return append(keys, key{name: "?", does: "all keys", main: true})
}

// sayMainKeys names the main keys in one line.
func (f *face) sayMainKeys(sc dialog.Screen, isField bool) {
	line, colon := "Keys: ", ""
	if isField {
		line, colon = "Keys, with a colon before them: ", ":"
	}
	var keys []string
	for _, k := range keysOf(sc, isField) {
		if k.main {
			keys = append(keys, colon+k.name+" "+k.does)
		}
	}
	f.sayOnce(line + strings.Join(keys, ", ") + ".")
}

// sayAllKeys says everything that can be typed now.
func (f *face) sayAllKeys(sc dialog.Screen) {
	if _, ok := f.nextField(sc); ok {
		f.say("When a field is asked for, type a colon before a key, such as :b.")
	}
	if sc.Choices != nil && len(sc.Choices.Options) > 0 {
		f.say("A number: that answer.")
	}
	f.say("Enter alone: %s.", onward(sc))
	for _, k := range keysOf(sc, false) {
		f.say("%s: %s.", k.name, cmp.Or(k.more, k.does))
	}
	f.say("Control and c together: leave. %s", whatIsSaved(sc))
}

// asksFields reports whether a step has fields that are asked for one by one.
func asksFields(sc dialog.Screen) bool {
	return slices.ContainsFunc(sc.Fields, func(field dialog.Field) bool { return !isSearch(sc, field) })
}

// isSearch reports whether a field filters the answers of a step's question.
func isSearch(sc dialog.Screen, field dialog.Field) bool {
	return sc.Choices != nil && sc.Choices.Search == field.ID
}

func hasAction(sc dialog.Screen, id dialog.ActionID) bool {
	return slices.ContainsFunc(sc.Actions, func(a dialog.Action) bool { return a.ID == id })
}

// whatIsSaved says what leaving loses.
func whatIsSaved(sc dialog.Screen) string {
	switch {
	case sc.Fresh:
		return "Nothing is saved yet."
	case sc.Unsaved:
		return "The setup could not be saved: leaving loses it."
	}
	return "The setup is saved, the secret is not."
}

// show prints a value as it is, for copying.
func (f *face) show(id dialog.ValueID) {
	text, ok := f.journey.Text(id)
	if !ok {
		f.say("It is not shown: it is secret, or not known yet.")
		return
	}
	f.lines++
	_, _ = fmt.Fprintln(f.options.Out, text)
}

func (f *face) sayDetails(sc dialog.Screen) {
	lines := detailsOf(sc)
	if len(lines) == 0 {
		f.say("There are no details here.")
	}
	for _, line := range lines {
		f.say("%s", line)
	}
}

func detailsOf(sc dialog.Screen) []string {
	var out []string
	for _, finding := range sc.Findings {
		if finding.Detail != "" {
			out = append(out, finding.Text+": "+finding.Detail)
		}
	}
	if sc.Problem != nil && sc.Problem.Detail != "" {
		out = append(out, sc.Problem.Detail)
	}
	for _, d := range sc.Details {
		out = append(out, d.Title+": "+d.Text)
	}
	return out
}
