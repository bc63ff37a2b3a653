package plain

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"threelo/steps/dialog"
)

// do hands an event to the journey. A notice that follows is said even if the
// last one was the same.
func (f *face) do(ev dialog.Event) {
	f.notice = ""
	f.journey.Handle(ev)
}

// enter hands a field's text to the journey.
func (f *face) enter(field dialog.InputID, text string) {
	f.notice = ""
	f.journey.Enter(field, text)
}

// paste hands over what was typed or pasted for a field, which may be for another.
func (f *face) paste(field dialog.InputID, text string) {
	f.notice = ""
	f.journey.Paste(field, text)
}

// settleTime is how long a key's result is waited for before the next question.
const settleTime = 1500 * time.Millisecond

// act carries out a key. It waits a moment for the result, so that the next
// question comes last.
func (f *face) act(ctx context.Context, id dialog.ActionID, arg string) {
	before := f.lines
	f.do(dialog.Act{ID: id, Arg: arg})
	if f.sayNews(f.journey.Screen()); f.lines == before && !f.journey.Ended() {
		moment := time.NewTimer(settleTime)
		defer moment.Stop()
		select {
		case ev := <-f.options.Events:
			f.journey.Handle(ev)
		case <-moment.C:
		case <-ctx.Done():
		}
	}
	if id == dialog.ActionSandbox { // don't ask for what it filled in
		for _, field := range f.journey.Screen().Fields {
			if field.Set {
				f.fields[field.ID] = kept
			}
		}
	}
}

// answer takes a number, a key, a word to search for, or nothing for enter.
func (f *face) answer(ctx context.Context, sc dialog.Screen, text string) {
	word, _, _ := strings.Cut(strings.TrimSpace(text), " ")
	n, err := strconv.Atoi(word)
	search := slices.IndexFunc(sc.Fields, func(field dialog.Field) bool { return isSearch(sc, field) })
	switch {
	case word == "":
		f.do(dialog.Next{})
	case err == nil:
		f.number(sc, n)
	case search >= 0 && len(word) > 1:
		clear(f.offered) // the answers get new numbers
		f.enter(sc.Fields[search].ID, text)
	default:
		f.command(ctx, sc, text)
	}
}

// number chooses an answer, or marks a scope as done.
func (f *face) number(sc dialog.Screen, n int) {
	c := sc.Choices
	switch {
	case c != nil && n >= 1 && n <= len(c.Options):
		f.do(dialog.Choose{Option: c.Options[n-1].ID})
		if now := f.journey.Screen(); !c.Many && sc.Platform != "" && now.Step == sc.Step && now.Choices != nil && len(now.Fields) == 0 {
			f.do(dialog.Next{})
		}
	case c != nil:
		f.say("%d is not an answer here: type a number from 1 to %d.", n, len(c.Options))
	case n >= 1 && n <= len(sc.Scopes):
		f.do(dialog.Toggle{Scope: sc.Scopes[n-1].Scope})
	case len(sc.Scopes) > 0:
		f.say("%d is not a scope here: type a number from 1 to %d to mark one as done.", n, len(sc.Scopes))
	default:
		f.say("This step has nothing to choose by number. Enter: %s.", onward(sc))
	}
}

// longestKey is the length of the longest word that command takes.
const longestKey = len("back")

// isKey reports whether a text after a colon can be a key. A longer text may be a
// secret.
func isKey(text string) bool {
	word, _, _ := strings.Cut(text, " ")
	return word != "" && len(word) <= longestKey
}

// isPreset reports whether a word changes an answer that is given already.
func isPreset(sc dialog.Screen, word string) bool {
	return slices.ContainsFunc(sc.Presets, func(p dialog.Preset) bool { return string(p.ID) == word })
}

// change asks for another answer to a question. Then all the answers are said again.
func (f *face) change(preset dialog.StepID) {
	f.do(dialog.Act{ID: dialog.ActionChange, Arg: string(preset)})
	for _, line := range presetLines(f.journey.Screen()) {
		delete(f.heard, line)
	}
}

// command carries out a key, with a number after it where it takes one. What is not
// a key was pasted.
func (f *face) command(ctx context.Context, sc dialog.Screen, text string) {
	word, arg, _ := strings.Cut(strings.TrimSpace(text), " ")
	word, arg = strings.ToLower(word), strings.TrimSpace(arg)
	switch word {
	case "?", "h", "help":
		f.sayAllKeys(sc)
	case "b", "back", "esc":
		f.do(dialog.Back{})
	case "c", "copy":
		if hasAction(sc, dialog.ActionCopyText) {
			f.act(ctx, dialog.ActionCopyText, "")
		} else if id, ok := f.pick(sc, arg); ok {
			f.act(ctx, dialog.ActionCopy, string(id))
		}
	case "v", "show":
		if id, ok := f.pick(sc, arg); ok {
			f.show(id)
		}
	case "o", "open":
		if i := slices.IndexFunc(sc.Do, func(in dialog.Instruction) bool { return in.Link != nil }); i >= 0 {
			f.act(ctx, dialog.ActionOpen, sc.Do[i].Link.URL)
		} else {
			f.say("This step has no link.")
		}
	case "e":
		clear(f.fields)
	case "d":
		f.sayDetails(sc)
	case "q", "quit", "exit":
		f.say("To leave, press control and c together. %s", whatIsSaved(sc))
	default:
		if isPreset(sc, word) {
			f.change(dialog.StepID(word))
			return
		}
		if i := slices.IndexFunc(sc.Actions, func(a dialog.Action) bool { return a.Key == word }); i >= 0 {
			if sc.Actions[i].ID == dialog.ActionForget {
				arg = optionAt(sc, arg)
			}
			f.act(ctx, sc.Actions[i].ID, arg)
			return
		}
		if !isKey(word) || arg != "" {
			f.paste("", text)
			return
		}
		f.say("“%s” is not a key of this step; ? lists them.", word)
	}
}

// optionAt returns the answer with this number, the first without one, "" when
// there is none.
func optionAt(sc dialog.Screen, number string) string {
	n, err := strconv.Atoi(cmp.Or(number, "1"))
	if err != nil || sc.Choices == nil || n < 1 || n > len(sc.Choices.Options) {
		return ""
	}
	return string(sc.Choices.Options[n-1].ID)
}

// pick returns the value or scope with this number; the first without a number.
func (f *face) pick(sc dialog.Screen, number string) (id dialog.ValueID, ok bool) {
	var ids []dialog.ValueID
	for _, v := range sc.Values {
		ids = append(ids, v.ID)
	}
	for _, s := range sc.Scopes[min(len(ids), len(sc.Scopes)):] {
		ids = append(ids, dialog.ValueID(s.Scope))
	}
	for _, do := range sc.Do {
		if do.Link != nil && len(sc.Values) == 0 && len(sc.Scopes) == 0 {
			ids = append(ids, dialog.ValueID(do.Link.URL))
		}
	}
	n, err := 1, error(nil)
	if number != "" {
		n, err = strconv.Atoi(number)
	}
	switch {
	case err != nil:
		f.say("After the key comes a number, such as c 2.")
	case len(ids) == 0:
		f.say("This step has no value to copy or to show.")
	case n < 1 || n > len(ids):
		f.say("%d is not a value here: the last one is %d.", n, len(ids))
	default:
		return ids[n-1], true
	}
	return "", false
}
