package plain

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"threelo/steps/dialog"
)

// ask puts one question and takes its answer. A list is read before a field is asked
// for, and one of several answers is itself asked for first.
func (f *face) ask(ctx context.Context, sc dialog.Screen) error {
	field, isField := f.nextField(sc)
	onList := isField && f.onList(sc)
	f.sayMainKeys(sc)
	if isField && !onList {
		return f.askField(ctx, sc, field)
	}
	if onList {
		sc.Next = dialog.Onward{Label: "then " + field.Label}
	}
	answer, err := f.read(ctx, question(sc), false)
	if err != nil {
		return err
	}
	answer = strings.TrimPrefix(strings.TrimSpace(answer), ":")
	if onList && answer == "" {
		f.listed = true
		return nil
	}
	f.answer(sc, answer)
	return nil
}

// onList reports whether a list is asked for, and the fields below it later.
func (f *face) onList(sc dialog.Screen) bool {
	return sc.Choices != nil && sc.Choices.Many && !f.listed
}

// question asks for an answer or for enter.
func question(sc dialog.Screen) string {
	next := "Type a key."
	if does := onward(sc); does != "" {
		next = "Enter: " + does + "."
	}
	c := sc.Choices
	if c == nil || len(c.Options) == 0 {
		return next
	}
	chosen := slices.IndexFunc(c.Options, func(o dialog.Option) bool { return o.Chosen })
	text := "Type the number of your answer."
	switch {
	case c.Many:
		text = "Type the numbers to change, such as 1 3 5. " + next
	case chosen >= 0:
		text = fmt.Sprintf("Type the number of your answer; enter alone takes %d.", chosen+1)
	}
	if c.Search != "" {
		text = "A word searches the whole list. " + text
	}
	return text
}

// onward says what enter does, "" when it does nothing.
func onward(sc dialog.Screen) string {
	if sc.Next.Step != "" {
		return "the next step, " + sc.Next.Step
	}
	return sc.Next.Label
}

// offer numbers the answers of a question, and afterwards says which have changed. Of
// a list that can be searched it says only the chosen ones before a search.
func (f *face) offer(sc dialog.Screen) {
	c := sc.Choices
	if c == nil {
		return
	}
	same := slices.EqualFunc(f.list, c.Options, func(a, b dialog.Option) bool { return a.ID == b.ID && a.Label == b.Label })
	searched := slices.ContainsFunc(sc.Fields, func(field dialog.Field) bool { return isSearch(sc, field) && field.Text != "" })
	if !same && c.Ask != "" && c.Ask != sc.Title {
		f.say("%s", c.Ask)
	}
	group := ""
	for i, o := range c.Options {
		switch {
		case same && (o.Chosen == f.list[i].Chosen || !c.Many && !o.Chosen), !same && c.Search != "" && !searched && !o.Chosen:
			continue
		case !same && o.Group != group:
			group = o.Group
			f.say("%s:", group)
		}
		line := fmt.Sprintf("%d, %s", i+1, strings.TrimSuffix(sentence(o.Label), "…"))
		switch {
		case c.Many && o.Chosen:
			line += ": used"
		case c.Many:
			line += ": not used"
		case o.Chosen:
			line += ", chosen"
		}
		if !same && o.Help != "" {
			line += ". " + sentence(o.Help)
		}
		f.say("%s", line)
	}
	f.list = slices.Clone(c.Options)
}

// nextField returns the first field that was not asked for since the step was
// entered, or whose text was refused. An optional one waits until enter has copied
// what belongs before it.
func (f *face) nextField(sc dialog.Screen) (dialog.Field, bool) {
	copies := sc.Choices == nil && sc.Next.Label != "" && sc.Next.Step == ""
	for _, field := range sc.Fields {
		lacks := field.Refused() || !field.Set && !field.Optional // also after a paste that was for another field
		switch asked := f.fields[field.ID]; {
		case isSearch(sc, field), asked == kept, asked == answered && !lacks, field.Optional && copies && !field.Refused():
		default:
			return field, true
		}
	}
	return dialog.Field{}, false
}

func (f *face) askField(ctx context.Context, sc dialog.Screen, field dialog.Field) error {
	text, err := f.read(ctx, request(field), field.Secret)
	if err != nil {
		return err
	}
	word := strings.TrimSpace(text)
	switch command, ok := strings.CutPrefix(word, ":"); {
	case (ok || field.Pasted || word == "?") && (isKey(command) || isPreset(sc, command) || numbers(command) != nil):
		f.answer(sc, command)
		return nil
	case word == "":
		f.skip(sc, field)
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
		text += "\n" + more
	}
	f.fields[field.ID] = answered
	f.hand().Paste(field.ID, text)
	f.confirm(ctx, sc.Step, field, word)
	return nil
}

// request asks for a field's text.
func request(field dialog.Field) string {
	text := "Type or paste: " + field.Label
	if field.Help != "" {
		text += " (" + strings.TrimSuffix(field.Help, ".") + ")"
	}
	text += "."
	if field.Secret {
		text += " It is not shown."
	}
	switch now := cmp.Or(field.Summary, field.Text); {
	case field.Set && now != "":
		text += " Now " + now + "; enter alone keeps it."
	case field.Optional:
		text += " Enter alone leaves it out."
	}
	if field.Lines {
		text += " After the last one press enter twice."
	}
	return text
}

// skip takes enter alone for a field: it keeps what is there, leaves out what is
// optional, and says of anything else that it is missing.
func (f *face) skip(sc dialog.Screen, field dialog.Field) {
	switch {
	case field.Set && field.Refused() && !field.Secret:
		f.hand().Enter(field.ID, field.Text) // the text before the refused one
	case field.Set:
	case !field.Optional:
		f.hand().Handle(dialog.Next{}) // says what is missing
		return
	case len(sc.Fields) == 1:
		f.hand().Handle(dialog.Next{})
	}
	f.fields[field.ID] = kept
}

// confirm has a finding about what was entered said again, and tells a key from an answer.
func (f *face) confirm(ctx context.Context, step dialog.StepID, before dialog.Field, typed string) {
	sc := f.journey.Screen()
	i := slices.IndexFunc(sc.Fields, func(field dialog.Field) bool { return field.ID == before.ID })
	if sc.Step != step || i < 0 {
		return
	}
	field := sc.Fields[i]
	if field.Finding != nil { // it is news, also if it was said before
		f.last = slices.DeleteFunc(f.last, func(line string) bool { return line == findingOf(field) })
	}
	if len(typed) == 1 {
		f.settle(ctx)
		f.sayNews(f.journey.Screen())
		f.say("“%s” was taken as the answer. If you meant the key, type :%s.", typed, typed)
	}
}

// read asks and waits for a line. It takes results that arrive meanwhile; a step
// that ends by itself ends the question.
func (f *face) read(ctx context.Context, question string, secret bool) (string, error) {
	if question != "" {
		f.say("%s", question)
	}
	if f.asked == nil { // otherwise an open question takes the next line
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
			sc, before := f.journey.Screen(), f.lines
			if f.sayNews(sc); f.place != place {
				return "", errMovedOn
			}
			if f.lines > before && (sc.Waiting == nil || sc.Waiting.Yours) {
				return "", errMovedOn // the keys and the question may be others now
			}
		case <-ctx.Done():
			return "", context.Cause(ctx)
		}
	}
}

// errMovedOn says that something was said, or another step came, while a question was open.
var errMovedOn = errors.New("the question is asked again")
