package plain

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"threelo/assets/english"
	"threelo/steps/dialog"
)

// key is something to type on a step.
type key struct {
	name  string
	does  string
	main  bool   // named before every question; the others only after "h"
	known bool   // of every step: named once
	more  string // said after "h" instead of does
}

// keysOf lists the keys of a step. isField says that a field is to be asked for.
func keysOf(sc dialog.Screen, isField bool) []key {
	var keys []key
	switch {
	case isField && sc.Choices != nil && !sc.Choices.Many:
		keys = append(keys, key{name: "1", does: "the first answer", main: true})
	case !isField && sc.Choices == nil && len(sc.Scopes) > 0:
		keys = append(keys, key{name: "1", does: "mark the first scope as done, or not", main: true, more: "mark the first scope as done, or not. 1 3 5: several"})
	}
	if !isField && asksFields(sc) {
		keys = append(keys, key{name: "e", does: "enter the fields again", main: true})
	}
	for _, p := range sc.Presets {
		keys = append(keys, key{name: string(p.ID), does: "change " + p.Label, main: true})
	}
	again := "r"
	for _, a := range sc.Actions {
		k := key{name: a.Key, does: a.Label, main: a.Main, known: a.ID == dialog.ActionMessage || a.ID == dialog.ActionSandbox}
		switch a.ID {
		case dialog.ActionCopy:
			k.more = "copy the first value, or the link. c 2: the second value, and so on"
		case dialog.ActionForget:
			k.more = "delete the first saved setup. x 2: the second, and so on"
		case dialog.ActionMessage:
			k.more = "copy this step as a message to a colleague, without the secret"
		case dialog.ActionShow:
			k.more = "show a value whole. v 2: the second, and so on"
		case dialog.ActionAgain:
			again = readAgain
		}
		keys = append(keys, k)
	}
	if sc.Back {
		keys = append(keys, key{name: "b", does: "back", main: true, known: true})
	}
	if len(detailsOf(sc)) > 0 {
		keys = append(keys, key{name: "d", does: "details"})
	}
	return append(keys, key{name: again, does: "read this step again", main: true, known: true}, key{name: "h", does: "all keys", main: true, more: "all keys, also with ?"})
}

// sayMainKeys names the main keys in one line, unless they were named last. Those of
// every step are named once.
func (f *face) sayMainKeys(sc dialog.Screen) {
	line, colon := "Keys: ", ""
	field, isField := f.nextField(sc)
	if isField && !field.Pasted && !f.onList(sc) {
		line, colon = "Keys, with a colon before them: ", ":"
	}
	var names []string
	own, news := line, false
	for _, k := range keysOf(sc, isField) {
		told := f.told[k.name+k.does]
		if !k.main || k.known && told {
			continue
		}
		if names = append(names, colon+k.name+" "+k.does); k.known {
			f.told[k.name+k.does], news = true, true
		} else {
			own += names[len(names)-1]
		}
	}
	if news || own != f.keys {
		f.say("%s%s.", line, strings.Join(names, ", "))
	}
	f.keys = own
}

// sayAllKeys says everything that can be typed now.
func (f *face) sayAllKeys(sc dialog.Screen) {
	if field, ok := f.nextField(sc); ok && !field.Pasted {
		f.say("When a field is asked for, type a colon before a key, such as :b.")
	}
	if sc.Choices != nil && len(sc.Choices.Options) > 0 {
		f.say("A number: that answer.")
	}
	if does := onward(sc); does != "" {
		f.say("Enter alone: %s.", does)
	}
	for _, k := range keysOf(sc, false) {
		f.say("%s: %s.", k.name, cmp.Or(k.more, k.does))
	}
	f.say("Control and c together: leave. %s.", english.UpperFirst(sc.Kept()))
}

// asksFields reports whether a step has fields that are asked for one by one.
func asksFields(sc dialog.Screen) bool {
	return slices.ContainsFunc(sc.Fields, func(field dialog.Field) bool { return !isSearch(sc, field) })
}

// isSearch reports whether a field filters the answers of a step's question.
func isSearch(sc dialog.Screen, field dialog.Field) bool {
	return sc.Choices != nil && sc.Choices.Search == field.ID
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

func detailsOf(sc dialog.Screen) []string {
	var out []string
	for _, f := range sc.Explained() {
		out = append(out, f.Text+": "+f.Detail)
	}
	for _, d := range sc.Details {
		out = append(out, d.Title+": "+d.Text)
	}
	return out
}
