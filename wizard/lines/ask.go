package lines

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"

	"threelo/steps"
)

// ask puts one question and takes its answer.
func (f *face) ask(ctx context.Context, sc steps.Screen) error {
	if field, ok := f.nextField(sc); ok {
		return f.askField(ctx, sc, field)
	}
	if sc.Choices != nil {
		f.offer(sc)
	}
	question := "Enter: " + cmp.Or(sc.Next, "go on") + ". ? for the keys."
	if c := sc.Choices; c != nil {
		question = "Type a number. ? for the keys."
		if slices.ContainsFunc(c.Options, func(o steps.Option) bool { return o.Chosen }) {
			question = "A number, or enter to keep it. ? for the keys."
		}
		if c.Many {
			question = "A number turns one on or off; enter: " + sc.Next + ". ? for the keys."
		}
		if c.Search != "" {
			question = "A word searches the whole list. " + question
		}
	}
	answer, err := f.read(ctx, question, false)
	if err != nil {
		return err
	}
	f.answer(sc, strings.TrimPrefix(strings.TrimSpace(answer), ":"))
	return nil
}

// offer numbers the answers of a question. Of a long list that can be searched
// only the chosen ones are said before a search.
func (f *face) offer(sc steps.Screen) {
	c, group := sc.Choices, ""
	search, _ := searchField(sc)
	for i, o := range c.Options {
		if c.Search != "" && search.Text == "" && !o.Chosen {
			continue
		}
		line := fmt.Sprintf("%d: %s", i+1, o.Label)
		if o.Help != "" {
			line += " (" + o.Help + ")"
		}
		switch {
		case c.Many && o.Chosen:
			line += ", on"
		case c.Many:
			line += ", off"
		case o.Chosen:
			line += ", chosen"
		}
		if !f.offered[line] {
			f.offered[line] = true
			if o.Group != group {
				group = o.Group
				f.say("%s:", group)
			}
			f.say("%s", line)
		}
	}
}

// searchField is the field that filters the answers, false when none does.
func searchField(sc steps.Screen) (steps.Field, bool) {
	for _, field := range sc.Fields {
		if sc.Choices != nil && sc.Choices.Search == field.ID {
			return field, true
		}
	}
	return steps.Field{}, false
}

// search filters the answers. What it finds has numbers of its own.
func (f *face) search(field, text string) {
	clear(f.offered)
	f.journey.Enter(field, text)
}

// nextField is the first field that was not asked since the step was entered,
// or whose answer was refused.
func (f *face) nextField(sc steps.Screen) (steps.Field, bool) {
	for _, field := range sc.Fields {
		if sc.Choices != nil && sc.Choices.Search == field.ID {
			continue // a word as an answer searches
		}
		refused := field.Finding != nil && field.Finding.Mark == steps.MarkFail
		if !f.fields[field.ID] || refused && !field.Optional {
			return field, true
		}
	}
	return steps.Field{}, false
}

func (f *face) askField(ctx context.Context, sc steps.Screen, field steps.Field) error {
	question := field.Label
	if field.Help != "" {
		question += " (" + field.Help + ")"
	}
	switch {
	case field.Set && field.Secret:
		question += ", now " + field.Summary + "; enter keeps it"
	case field.Set && field.Text != "":
		question += ", now " + field.Text + "; enter keeps it"
	case field.Optional:
		question += "; enter leaves it out"
	}
	several := field.ID == "links"
	if several {
		question += "; an empty line ends it"
	}
	answer, err := f.read(ctx, question+". Or :b to go back, :? for the keys.", field.Secret)
	if err != nil {
		return err
	}
	if command, ok := strings.CutPrefix(answer, ":"); ok && !strings.Contains(command, ":") {
		f.answer(sc, command)
		return nil
	}
	if strings.TrimSpace(answer) == "" {
		f.fields[field.ID] = true
		if !field.Set && !field.Optional {
			f.next() // says what is missing
			f.fields[field.ID] = false
		} else if len(sc.Fields) == 1 && field.Optional {
			f.next()
		}
		return nil
	}
	for several {
		more, err := f.read(ctx, "", false)
		if err != nil && !errors.Is(err, io.EOF) {
			return err
		}
		if strings.TrimSpace(more) == "" {
			break
		}
		answer += "\n" + more
	}
	f.fields[field.ID] = true
	for line := range f.told { // what is said of a field may be said again
		if strings.HasPrefix(line, field.Label) {
			delete(f.told, line)
		}
	}
	f.journey.Enter(field.ID, answer)
	return nil
}

// read asks and waits for a line; results that arrive meanwhile are taken, and
// a step that goes on by itself ends the question.
func (f *face) read(ctx context.Context, question string, secret bool) (string, error) {
	if question != "" {
		f.say("%s", question)
	}
	if f.asked == nil { // else a question that the journey left open takes the next line
		f.asked = f.options.In.Ask(secret)
	}
	place := f.place
	for {
		select {
		case l := <-f.asked:
			f.asked = nil
			return l.Text, l.Err
		case ev := <-f.options.Events:
			f.journey.Handle(ev)
			sc := f.journey.Screen()
			if f.tell(sc); f.place != place {
				return "", errMovedOn
			}
		case <-ctx.Done():
			return "", context.Cause(ctx)
		}
	}
}

// errMovedOn: the journey went on while a question was open.
var errMovedOn = errors.New("the journey went on by itself")

// next is enter. What stands in the way is said every time.
func (f *face) next() {
	maps.DeleteFunc(f.told, func(line string, _ bool) bool { return strings.HasPrefix(line, noticeSign) })
	f.journey.Handle(steps.Next{})
}

// answer takes a number, a command's letter, or nothing for enter.
func (f *face) answer(sc steps.Screen, text string) {
	word, arg, _ := strings.Cut(strings.TrimSpace(text), " ")
	n, isNumber := strconv.Atoi(word)
	switch c := sc.Choices; {
	case word == "":
		f.next()
		return
	case isNumber == nil && c != nil && n >= 1 && n <= len(c.Options):
		f.journey.Handle(steps.Choose{Choices: c.ID, Option: c.Options[n-1].ID})
		if now := f.journey.Screen(); !c.Many && sc.Platform != "" && now.Step == sc.Step && now.Choices != nil && len(now.Fields) == 0 {
			f.journey.Handle(steps.Next{})
		}
		return
	case isNumber == nil && len(sc.Scopes) > 0 && n >= 1 && n <= len(sc.Scopes):
		f.journey.Handle(steps.Toggle{Scope: sc.Scopes[n-1].Scope})
		return
	}
	if field, ok := searchField(sc); ok && len(word) > 1 && isNumber != nil {
		f.search(field.ID, text)
		return
	}
	f.command(sc, strings.ToLower(word), arg)
}

func (f *face) command(sc steps.Screen, word, arg string) {
	switch word {
	case "?", "h", "help":
		f.keys(sc)
	case "b", "back", "esc":
		if sc.Back && !hasKey(sc, "b") || word != "b" {
			f.journey.Handle(steps.Back{})
			return
		}
		f.journey.Handle(steps.Act{ID: "return"})
	case "c", "copy":
		if hasAction(sc, "copy-text") {
			f.journey.Handle(steps.Act{ID: "copy-text"})
			return
		}
		f.journey.Handle(steps.Act{ID: "copy", Arg: f.pick(sc, arg)})
	case "v", "show":
		if text, ok := f.journey.Text(f.pick(sc, arg)); ok {
			f.say("%s", text)
		} else {
			f.say("There is nothing to show here.")
		}
	case "o", "open":
		for _, in := range sc.Do {
			if in.Link != nil {
				f.journey.Handle(steps.Act{ID: "open", Arg: in.Link.URL})
				return
			}
		}
		f.say("There is no link on this step.")
	case "w":
		for _, v := range sc.Where {
			f.say("%s: %s, from %s to %s. %s.", v.Label, v.Shown, v.From, v.To, words[v.Proof])
		}
	case "d":
		for _, finding := range sc.Findings {
			if finding.Detail != "" {
				f.say("%s: %s", finding.Text, finding.Detail)
			}
		}
		if sc.Trouble != nil && sc.Trouble.Detail != "" {
			f.say("%s", sc.Trouble.Detail)
		}
	default:
		for _, a := range sc.Actions {
			if a.Key == word {
				f.journey.Handle(steps.Act{ID: a.ID, Arg: arg})
				return
			}
		}
		f.say("“%s” is not a key of this step; ? tells them.", word)
	}
}

func hasKey(sc steps.Screen, key string) bool {
	for _, a := range sc.Actions {
		if a.Key == key {
			return true
		}
	}
	return false
}

func hasAction(sc steps.Screen, id string) bool {
	for _, a := range sc.Actions {
		if a.ID == id {
			return true
		}
	}
	return false
}

// pick turns "2" into the second value or scope; the first without a number.
func (f *face) pick(sc steps.Screen, arg string) string {
	n, err := strconv.Atoi(strings.TrimSpace(arg))
	if err != nil || n < 1 {
		n = 1
	}
	switch {
	case n <= len(sc.Values):
		return sc.Values[n-1].ID
	case n <= len(sc.Scopes):
		return sc.Scopes[n-1].Scope
	}
	return ""
}

// keys tells what can be typed here.
func (f *face) keys(sc steps.Screen) {
	f.say("Keys. Before a field's question put a colon in front of them.")
	f.say("Enter alone: %s.", cmp.Or(sc.Next, "nothing yet"))
	if sc.Back {
		f.say("b: back to the step before.")
	}
	for _, a := range sc.Actions {
		switch a.ID {
		case "copy":
			f.say("c: copy the first value; c 2: the second, and so on.")
		case "show":
			f.say("v: show a value whole; v 2: the second, and so on.")
		default:
			f.say("%s: %s.", a.Key, a.Label)
		}
	}
	f.say("d: details. Control and c together: leave; the steps are saved, the secret is not.")
}
