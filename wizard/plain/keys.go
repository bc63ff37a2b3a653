package plain

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"threelo/assets/english"
	"threelo/oauth/lazyregexp"
	"threelo/steps/dialog"
)

// key is something to type on a step.
type key struct {
	name  string
	does  string
	main  bool   // named before every question; the others only after "h"
	known bool   // of every step: named once
	more  string // said after "h" instead of does
	run   func(arg string)
}

// keysOf lists the keys of a step. isField says that a field is to be asked for.
func (f *face) keysOf(sc dialog.Screen, isField bool) []key {
	var keys []key
	switch {
	case isField && sc.Choices != nil && !sc.Choices.Many:
		keys = append(keys, key{name: "1", does: "the first answer", main: true})
	case !isField && sc.Choices == nil && len(sc.Scopes) > 0:
		more := "mark the first scope as done, or not. 1 3 5: several"
		keys = append(keys, key{name: "1", does: "mark the first scope", main: true, more: more})
	}
	if !isField && len(f.fields) > 0 && len(sc.Fields) > 0 {
		keys = append(keys, key{name: "e", does: "enter the fields again", main: true, run: func(string) { clear(f.fields) }})
	}
	for _, p := range sc.Presets {
		change := func(string) { f.act(dialog.ActionChange, string(p.ID)) }
		keys = append(keys, key{name: string(p.ID), does: "change " + p.Label, main: true, run: change})
	}
	for _, a := range sc.Actions {
		keys = append(keys, f.actionKey(sc, a))
	}
	if sc.Back {
		back := func(string) { f.hand().Handle(dialog.Back{}) }
		keys = append(keys, key{name: "b", does: "back", main: true, known: true, run: back})
	}
	if details := detailsOf(sc); details != nil {
		keys = append(keys, key{name: "d", does: "details", run: func(string) { f.more = details; f.sayMore() }})
	}
	leave := func(string) {
		f.say("To leave, press control and c together. %s.", english.UpperFirst(sc.Kept()))
	}
	return append(keys,
		key{name: "r", does: "read this step again", main: true, known: true, run: func(string) { f.forget() }},
		key{name: "q", does: "say how to leave", run: leave},
		key{name: "h", does: "all keys", main: true, more: "all keys, also with ?", run: func(string) { f.sayAllKeys(sc) }})
}

// actionKey is the key of one of a step's actions.
func (f *face) actionKey(sc dialog.Screen, a dialog.Action) key {
	k := key{name: keyOf(a), does: a.Label, main: a.Main, run: func(arg string) { f.press(sc, a.ID, arg) }}
	if sc.Problem != nil { // what there is to do about it is said
		k.main = a.Main || a.ID != dialog.ActionShow && a.ID != dialog.ActionPractice
	}
	switch a.ID {
	case dialog.ActionMessage, dialog.ActionSandbox:
		k.known = true
	case dialog.ActionCopy:
		for i, v := range sc.Values[min(1, len(sc.Values)):] {
			k.does += fmt.Sprintf(", c %d copies %s", i+2, v.Label)
		}
		if len(sc.Values) == 0 && len(sc.Scopes) > 1 {
			k.does += " the first scope, c 2 copies the second"
		}
	case dialog.ActionForget:
		k.more = "delete the first saved setup. delete 2: the second, and so on"
	case dialog.ActionShow:
		k.more = "show a value whole. v 2: the second, and so on"
	}
	return k
}

// renamed are the keys that have another meaning on another step: here a key has the
// same one everywhere.
var renamed = map[dialog.ActionID]string{
	dialog.ActionAgain: "retry", dialog.ActionSingleBox: "box", dialog.ActionForget: "delete", dialog.ActionOnlyChosen: "chosen",
}

// keyOf is an action's key in this face.
func keyOf(a dialog.Action) string { return cmp.Or(renamed[a.ID], a.Key) }

// sayMainKeys names the main keys in one line, unless they were named last. Those of
// every step are named once.
func (f *face) sayMainKeys(sc dialog.Screen) {
	_, isField := f.nextField(sc)
	var names []string
	own, news := "Keys: ", false
	for _, k := range f.keysOf(sc, isField) {
		told := f.told[k.name+k.does]
		if !k.main || k.known && told {
			continue
		}
		if names = append(names, k.name+" "+k.does); k.known {
			f.told[k.name+k.does], news = true, true
		} else {
			own += names[len(names)-1]
		}
	}
	if news || own != f.keys {
		f.say("Keys: %s.", strings.Join(names, ", "))
	}
	f.keys = own
}

// sayAllKeys says everything that can be typed now.
func (f *face) sayAllKeys(sc dialog.Screen) {
	for _, k := range f.keysOf(sc, false) {
		f.say("%s: %s.", k.name, cmp.Or(k.more, k.does))
	}
	f.say("Control and c together: leave. %s.", english.UpperFirst(sc.Kept()))
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
		out = append(out, strings.Split(f.Text+": "+f.Detail, "\n")...)
	}
	for _, d := range sc.Details {
		out = append(out, strings.Split(strings.TrimPrefix(strings.TrimSuffix(d.Title, "?")+": "+d.Text, ": "), "\n")...)
	}
	return out
}

// atOnce is how many lines of 80 characters can be listened to in one go.
const atOnce = 20

// sayMore says the next part of the details.
func (f *face) sayMore() {
	for said := 0; len(f.more) > 0 && said < atOnce; f.more = f.more[1:] {
		f.say("%s", f.more[0])
		said += 1 + len(f.more[0])/80
	}
}

// hand returns the journey for what a person did. What follows is said even if it was
// said last.
func (f *face) hand() Journey {
	f.notice, f.acted, f.before = "", true, f.lines
	return f.journey
}

// act carries out a key.
func (f *face) act(id dialog.ActionID, arg string) {
	f.hand().Handle(dialog.Act{ID: id, Arg: arg})
	if id == dialog.ActionSandbox { // don't ask for what it filled in
		for _, field := range f.journey.Screen().Fields {
			if field.Set {
				f.fields[field.ID] = kept
			}
		}
	}
}

// answer takes numbers, a key, a word to search for, or nothing for enter.
func (f *face) answer(sc dialog.Screen, text string) {
	search := slices.IndexFunc(sc.Fields, func(field dialog.Field) bool { return isSearch(sc, field) })
	switch chosen := numbers(text); {
	case text == "":
		f.hand().Handle(dialog.Next{})
	case chosen != nil:
		f.number(sc, chosen)
	case search >= 0 && len(text) > 1 && !f.isKey(sc, text):
		f.list = nil // the answers get new numbers
		f.hand().Enter(sc.Fields[search].ID, text)
	default:
		f.command(sc, text)
	}
}

// numbers reads a line of numbers, nil when it has anything else.
func numbers(text string) []int {
	var out []int
	for word := range strings.FieldsFuncSeq(text, func(r rune) bool { return r == ' ' || r == ',' }) {
		n, err := strconv.Atoi(word)
		if err != nil {
			return nil
		}
		out = append(out, n)
	}
	return out
}

// number chooses answers, or marks scopes as done.
func (f *face) number(sc dialog.Screen, chosen []int) {
	c, last, things := sc.Choices, len(sc.Scopes), "a scope"
	if c != nil {
		last, things = len(c.Options), "an answer"
	}
	wrong := slices.IndexFunc(chosen, func(n int) bool { return n < 1 || n > last })
	switch {
	case last == 0:
		f.say("This step has nothing to choose by number.")
	case wrong >= 0:
		f.say("%d is not %s here: type a number from 1 to %d.", chosen[wrong], things, last)
	case c != nil && !c.Many && len(chosen) > 1:
		f.say("Only one answer is possible here: type one number.")
	case c != nil:
		for _, n := range chosen {
			f.hand().Handle(dialog.Choose{Option: c.Options[n-1].ID})
		}
		if now := f.journey.Screen(); !c.Many && sc.Platform != "" && now.Step == sc.Step && now.Choices != nil && len(now.Fields) == 0 {
			f.hand().Handle(dialog.Next{})
		}
	default:
		for _, n := range chosen {
			f.hand().Handle(dialog.Toggle{Scope: sc.Scopes[n-1].Scope.Scope})
			if item := f.journey.Screen().Scopes[n-1]; !item.Attested {
				f.say("Scope %d, %s: not marked as done.", n, item.Scope.Scope)
			}
		}
	}
}

// isShort reports whether a text can be meant for keys. A longer one may be a secret.
func isShort(text string) bool { return len(text) <= len("retry") || numbers(text) != nil }

// numbered is a key with a number right behind it.
var numbered = lazyregexp.New(`^([a-z])(\d+)$`)

// aliases are other words for keys.
var aliases = map[string]string{"?": "h", "quit": "q", "exit": "q"}

// keyIn finds the key that a text begins with, and the text behind it.
func (f *face) keyIn(sc dialog.Screen, text string) (k key, arg string, found bool) {
	word, arg, _ := strings.Cut(numbered().ReplaceAllString(strings.ToLower(text), "$1 $2"), " ")
	keys := f.keysOf(sc, false)
	i := slices.IndexFunc(keys, func(k key) bool { return k.name == cmp.Or(aliases[word], word) && k.run != nil })
	if i < 0 {
		return key{}, "", false
	}
	return keys[i], strings.TrimSpace(arg), true
}

// isKey reports whether a text is a key, alone or with a number, or the number of an
// answer.
func (f *face) isKey(sc dialog.Screen, text string) bool {
	if n := numbers(text); n != nil && sc.Choices != nil {
		return slices.Max(n) <= len(sc.Choices.Options)
	}
	_, arg, found := f.keyIn(sc, text)
	return found && (arg == "" || numbers(arg) != nil)
}

// command carries out a key, with a number after it where it takes one. What is not
// a key was pasted.
func (f *face) command(sc dialog.Screen, text string) {
	switch k, arg, found := f.keyIn(sc, text); {
	case found:
		k.run(arg)
	case isShort(text):
		f.say("“%s” is not a key of this step. Type h for all keys.", text)
	default:
		f.hand().Paste("", text)
	}
}

// press carries out an action on the value, the link or the answer with a number.
func (f *face) press(sc dialog.Screen, id dialog.ActionID, number string) {
	things := []string{""}
	switch id {
	case dialog.ActionCopy, dialog.ActionShow:
		things = valuesOf(sc)
	case dialog.ActionForget:
		things = nil
		for _, o := range sc.Choices.Options {
			things = append(things, string(o.ID))
		}
	case dialog.ActionOpen:
		i := slices.IndexFunc(sc.Do, func(in dialog.Instruction) bool { return in.Link != "" })
		things = []string{sc.Do[i].Link}
	}
	n, err := strconv.Atoi(cmp.Or(number, "1"))
	switch {
	case number != "" && slices.Equal(things, []string{""}):
		f.say("This key takes no number: type it alone.")
	case err != nil:
		f.say("After the key comes a number, such as c 2.")
	case n < 1 || n > len(things):
		f.say("%d is not possible here: the last number is %d.", n, len(things))
	case id == dialog.ActionShow:
		f.show(dialog.ValueID(things[n-1]))
	default:
		f.act(id, things[n-1])
	}
}

// valuesOf lists what can be copied and shown, as it is numbered.
func valuesOf(sc dialog.Screen) []string {
	var out []string
	for _, v := range sc.Values {
		out = append(out, string(v.ID))
	}
	for _, s := range sc.Scopes[min(len(out), len(sc.Scopes)):] {
		out = append(out, s.Scope.Scope)
	}
	for _, do := range sc.Do {
		if do.Link != "" && len(sc.Values) == 0 && len(sc.Scopes) == 0 {
			out = append(out, do.Link)
		}
	}
	return out
}
