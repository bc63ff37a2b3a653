package plain

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"threelo/steps"
)

// do hands over what a person did. What comes of it is said even when it was
// said before.
func (f *face) do(ev steps.Event) {
	f.notice = ""
	f.journey.Handle(ev)
}

// enter hands over a field's text.
func (f *face) enter(field steps.InputID, text string) {
	f.notice = ""
	f.journey.Enter(field, text)
}

// settleTime is how long a key's result is waited for before the next question.
const settleTime = 1500 * time.Millisecond

// act carries out a key. What it brings comes a moment later and is said before
// the next question, so that the question stands last.
func (f *face) act(ctx context.Context, a steps.Act) {
	before := f.said
	f.do(a)
	if f.tell(f.journey.Screen()); f.said == before && !f.journey.Ended() {
		moment := time.NewTimer(settleTime)
		defer moment.Stop()
		select {
		case ev := <-f.options.Events:
			f.journey.Handle(ev)
		case <-moment.C:
		case <-ctx.Done():
		}
	}
	if a.ID == steps.ActionSandbox {
		f.keepSet(f.journey.Screen())
	}
}

// keepSet asks no more for what somebody else filled in.
func (f *face) keepSet(sc steps.Screen) {
	for _, field := range sc.Fields {
		if field.Set {
			f.fields[field.ID] = kept
		}
	}
}

// answer takes a number, a command's letter, or nothing for enter.
func (f *face) answer(ctx context.Context, sc steps.Screen, text string) {
	word, arg, _ := strings.Cut(strings.TrimSpace(text), " ")
	if word == "" {
		f.do(steps.Next{})
		return
	}
	if n, err := strconv.Atoi(word); err == nil {
		f.number(sc, n)
		return
	}
	if field, ok := searchField(sc); ok && len(word) > 1 {
		f.search(field.ID, text)
		return
	}
	f.command(ctx, sc, strings.ToLower(word), arg)
}

// number takes an answer, or ticks a scope off.
func (f *face) number(sc steps.Screen, n int) {
	c := sc.Choices
	switch {
	case c != nil && n >= 1 && n <= len(c.Options):
		f.do(steps.Choose{Choices: c.ID, Option: c.Options[n-1].ID})
		if now := f.journey.Screen(); !c.Many && sc.Platform != "" && now.Step == sc.Step && now.Choices != nil && len(now.Fields) == 0 {
			f.do(steps.Next{})
		}
	case c != nil:
		f.say("There is no answer %d: type a number from 1 to %d.", n, len(c.Options))
	case n >= 1 && n <= len(sc.Scopes):
		f.do(steps.Toggle{Scope: sc.Scopes[n-1].Scope})
	case len(sc.Scopes) > 0:
		f.say("There is no scope %d: type a number from 1 to %d to tick one off.", n, len(sc.Scopes))
	default:
		f.say("This step has nothing to choose by number. Enter: %s.", onward(sc))
	}
}

// longestWord is the longest of the words that command takes.
const longestWord = len("back")

// isCommand tells a key from a text that merely begins with a colon, which may
// be a secret.
func isCommand(text string) bool {
	word, _, _ := strings.Cut(text, " ")
	return word != "" && len(word) <= longestWord
}

func (f *face) command(ctx context.Context, sc steps.Screen, word, arg string) {
	switch word {
	case "?", "h", "help":
		f.keys(sc)
	case "b", "back", "esc":
		if word == "b" && hasKey(sc, "b") {
			f.act(ctx, steps.Act{ID: steps.ActionReturn})
		} else {
			f.do(steps.Back{})
		}
	case "c", "copy":
		if hasAction(sc, steps.ActionCopyText) {
			f.act(ctx, steps.Act{ID: steps.ActionCopyText})
		} else if id, ok := f.pick(sc, arg); ok {
			f.act(ctx, steps.Act{ID: steps.ActionCopy, Arg: string(id)})
		}
	case "v", "show":
		if id, ok := f.pick(sc, arg); ok {
			f.show(id)
		}
	case "o", "open":
		if i := slices.IndexFunc(sc.Do, func(in steps.Instruction) bool { return in.Link != nil }); i >= 0 {
			f.act(ctx, steps.Act{ID: steps.ActionOpen, Arg: sc.Do[i].Link.URL})
		} else {
			f.say("There is no link on this step.")
		}
	case "e":
		clear(f.fields)
	case "w":
		f.where(sc)
	case "d":
		f.details(sc)
	case "q", "quit", "exit":
		f.say("To leave, press control and c together. %s", stays(sc))
	default:
		for _, a := range sc.Actions {
			if a.Key == word {
				f.act(ctx, steps.Act{ID: a.ID, Arg: arg})
				return
			}
		}
		if !isCommand(word) { // something pasted, perhaps a secret
			word = "That"
		} else {
			word = "“" + word + "”"
		}
		f.say("%s is no key of this step; ? tells them.", word)
	}
}

// stays says what is kept when somebody leaves.
func stays(sc steps.Screen) string {
	if sc.Unsaved {
		return "The steps could not be saved, and leaving loses them."
	}
	return "The steps are saved, the secret is not."
}

func hasKey(sc steps.Screen, key string) bool {
	return slices.ContainsFunc(sc.Actions, func(a steps.Action) bool { return a.Key == key })
}

func hasAction(sc steps.Screen, id steps.ActionID) bool {
	return slices.ContainsFunc(sc.Actions, func(a steps.Action) bool { return a.ID == id })
}

// pick turns "2" into the second value or scope; the first without a number.
// What is not there is said.
func (f *face) pick(sc steps.Screen, arg string) (id steps.ValueID, ok bool) {
	var ids []steps.ValueID
	for _, v := range sc.Values {
		ids = append(ids, v.ID)
	}
	for i, s := range sc.Scopes {
		if i >= len(ids) {
			ids = append(ids, steps.ValueID(s.Scope))
		}
	}
	n := 1
	if arg = strings.TrimSpace(arg); arg != "" {
		var err error
		if n, err = strconv.Atoi(arg); err != nil {
			f.say("After the key comes a number, such as c 2.")
			return "", false
		}
	}
	switch {
	case len(ids) == 0:
		f.say("This step has no value to copy or to show.")
		return "", false
	case n < 1 || n > len(ids):
		f.say("There is no value %d here: %s.", n, numbers(len(ids)))
		return "", false
	}
	return ids[n-1], true
}

// numbers says how far they go.
func numbers(n int) string {
	if n == 1 {
		return "there is one, and its number is 1"
	}
	return fmt.Sprintf("the numbers go from 1 to %d", n)
}
