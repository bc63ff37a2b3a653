package plain

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"threelo/steps"
)

// ask puts one question and takes its answer.
func (f *face) ask(ctx context.Context, sc steps.Screen) error {
	field, isField := f.nextField(sc)
	if sc.Choices != nil && !isField {
		f.offer(sc)
	}
	f.tellKeys(sc, isField)
	if isField {
		return f.askField(ctx, sc, field)
	}
	answer, err := f.read(ctx, question(sc), false)
	if err != nil {
		return err
	}
	f.answer(ctx, sc, strings.TrimPrefix(strings.TrimSpace(answer), ":"))
	return nil
}

// question says what a step without an open field wants.
func question(sc steps.Screen) string {
	c := sc.Choices
	if c == nil {
		return "Enter: " + onward(sc) + "."
	}
	chosen := slices.IndexFunc(c.Options, func(o steps.Option) bool { return o.Chosen })
	text := "Type the number of your answer."
	switch {
	case len(c.Options) == 0:
		text = "Enter: " + onward(sc) + "."
	case c.Many:
		text = "A number turns one on or off. Enter: " + onward(sc) + "."
	case chosen >= 0:
		text = fmt.Sprintf("Type the number of your answer; enter alone takes %d.", chosen+1)
	}
	if c.Search != "" {
		text = "A word searches the whole list. " + text
	}
	return text
}

// onward says what enter does.
func onward(sc steps.Screen) string {
	if sc.Next.Step != "" {
		return "the next step, " + lower(sc.Next.Step)
	}
	return cmp.Or(sc.Next.Label, "go on")
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
		line := fmt.Sprintf("%d: %s", i+1, upper(o.Label))
		switch {
		case c.Many && o.Chosen:
			line += ", on"
		case c.Many:
			line += ", off"
		case o.Chosen:
			line += ", chosen"
		}
		if o.Help != "" {
			line = strings.TrimSuffix(line, "…") + ". " + upper(o.Help)
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
func (f *face) search(field steps.InputID, text string) {
	clear(f.offered)
	f.enter(field, text)
}

// nextField is the first field that was not asked since the step was entered,
// or whose answer was refused.
func (f *face) nextField(sc steps.Screen) (steps.Field, bool) {
	for _, field := range sc.Fields {
		if sc.Choices != nil && sc.Choices.Search == field.ID {
			continue // a word as an answer searches
		}
		switch f.fields[field.ID] {
		case notAsked:
			return field, true
		case answered:
			if refused(field) {
				return field, true
			}
		}
	}
	return steps.Field{}, false
}

func refused(field steps.Field) bool {
	return field.Finding != nil && field.Finding.Mark == steps.MarkFail
}

func (f *face) askField(ctx context.Context, sc steps.Screen, field steps.Field) error {
	answer, err := f.read(ctx, wants(field), field.Secret)
	if err != nil {
		return err
	}
	word := strings.TrimSpace(answer)
	switch command, ok := strings.CutPrefix(word, ":"); {
	case ok && isCommand(command):
		f.answer(ctx, sc, command)
		return nil
	case word == "?":
		f.keys(sc)
		return nil
	case word == "":
		f.leaveOut(sc, field)
		return nil
	}
	for field.Lines {
		more, err := f.read(ctx, "", false)
		if err != nil && !errors.Is(err, io.EOF) {
			return err
		}
		if strings.TrimSpace(more) == "" {
			break
		}
		answer += "\n" + more
	}
	f.fields[field.ID] = answered
	for line := range f.told { // what is said of a field may be said again
		if strings.HasPrefix(line, field.Label) {
			delete(f.told, line)
		}
	}
	f.enter(field.ID, answer)
	f.confirm(sc.Step, field.ID, word)
	return nil
}

// wants is a field's question.
func wants(field steps.Field) string {
	text := field.Label
	if field.Help != "" {
		text += " (" + strings.TrimSuffix(field.Help, ".") + ")"
	}
	text = "Type or paste: " + text + "."
	if field.Secret {
		text += " It is not shown."
	}
	switch {
	case field.Set && field.Secret:
		text += " Now " + field.Summary + "; enter alone keeps it."
	case field.Set && field.Text != "":
		text += " Now " + field.Text + "; enter alone keeps it."
	case field.Optional:
		text += " Enter alone leaves it out."
	}
	if field.Lines {
		text += " After the last one press enter twice."
	}
	return text
}

// leaveOut takes enter alone for a field: it keeps what is there, leaves out
// what is optional, and says of the rest that it is missing.
func (f *face) leaveOut(sc steps.Screen, field steps.Field) {
	switch {
	case field.Set && refused(field) && !field.Secret:
		f.enter(field.ID, field.Text) // what stood there before the wrong one
	case field.Set:
	case !field.Optional:
		f.do(steps.Next{}) // says what is missing
		return
	case len(sc.Fields) == 1:
		f.do(steps.Next{})
	}
	f.fields[field.ID] = kept
}

// confirm says what was understood, where nobody sees it: of a secret how long
// it is, of the rest what it was made into.
func (f *face) confirm(step steps.StepID, id steps.InputID, typed string) {
	sc := f.journey.Screen()
	i := slices.IndexFunc(sc.Fields, func(field steps.Field) bool { return field.ID == id })
	if sc.Step != step || i < 0 {
		return
	}
	switch field := sc.Fields[i]; {
	case refused(field):
		f.tell(sc)
	case field.Secret && field.Set && field.Summary != "":
		f.say("%s: %s.", field.Label, field.Summary)
	case !field.Secret && field.Text != "" && field.Text != typed:
		f.say("%s: %s", field.Label, field.Text)
	}
	if len(typed) == 1 {
		f.say("“%s” was taken as the answer. If you meant the key, type :%s.", typed, typed)
	}
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
