package plain

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"threelo/assets/english"
	"threelo/steps/dialog"
)

// ask puts one question and takes its answer.
func (f *face) ask(ctx context.Context, sc dialog.Screen) error {
	field, isField := f.nextField(sc)
	if sc.Choices != nil && !isField {
		f.offer(sc)
	}
	f.sayMainKeys(sc, isField)
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

// question asks for an answer or for enter.
func question(sc dialog.Screen) string {
	next := "Enter: " + onward(sc) + "."
	c := sc.Choices
	if c == nil {
		return next
	}
	chosen := slices.IndexFunc(c.Options, func(o dialog.Option) bool { return o.Chosen })
	text := "Type the number of your answer."
	switch {
	case len(c.Options) == 0:
		text = next
	case c.Many:
		text = "A number turns one on or off. " + next
	case chosen >= 0:
		text = fmt.Sprintf("Type the number of your answer; enter alone takes %d.", chosen+1)
	}
	if c.Search != "" {
		text = "A word searches the whole list. " + text
	}
	return text
}

// onward says what enter does.
func onward(sc dialog.Screen) string {
	if sc.Next.Step != "" {
		return "the next step, " + english.LowerFirst(sc.Next.Step)
	}
	return cmp.Or(sc.Next.Label, "continue")
}

// offer numbers the answers of a question. Of a list that can be searched it says
// only the chosen ones before a search.
func (f *face) offer(sc dialog.Screen) {
	c, group := sc.Choices, ""
	searched := slices.ContainsFunc(sc.Fields, func(field dialog.Field) bool { return isSearch(sc, field) && field.Text != "" })
	for i, o := range c.Options {
		if c.Search != "" && !searched && !o.Chosen {
			continue
		}
		line := fmt.Sprintf("%d: %s", i+1, sentence(o.Label))
		switch {
		case c.Many && o.Chosen:
			line += ", on"
		case c.Many:
			line += ", off"
		case o.Chosen:
			line += ", chosen"
		}
		if o.Help != "" {
			line = strings.TrimSuffix(line, "…") + ". " + sentence(o.Help)
		}
		if f.offered[line] {
			continue
		}
		f.offered[line] = true
		if o.Group != group {
			group = o.Group
			f.say("%s:", group)
		}
		f.say("%s", line)
	}
}

// nextField returns the first field that was not asked for since the step was
// entered, or whose text was refused.
func (f *face) nextField(sc dialog.Screen) (dialog.Field, bool) {
	for _, field := range sc.Fields {
		asked := f.fields[field.ID]
		if !isSearch(sc, field) && (asked == notAsked || asked == answered && isRefused(field)) {
			return field, true
		}
	}
	return dialog.Field{}, false
}

func isRefused(field dialog.Field) bool {
	return field.Finding != nil && field.Finding.Mark == dialog.MarkFail
}

func (f *face) askField(ctx context.Context, sc dialog.Screen, field dialog.Field) error {
	text, err := f.read(ctx, request(field), field.Secret)
	if err != nil {
		return err
	}
	word := strings.TrimSpace(text)
	switch command, ok := strings.CutPrefix(word, ":"); {
	case ok && (isKey(command) || isPreset(sc, command)):
		f.answer(ctx, sc, command)
		return nil
	case word == "?":
		f.sayAllKeys(sc)
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
	f.paste(field.ID, text)
	if now := f.journey.Screen(); slices.ContainsFunc(now.Fields, func(now dialog.Field) bool {
		return now.ID == field.ID && !now.Set && !now.Optional && now.Finding == nil
	}) {
		f.fields[field.ID] = notAsked // it was for another field
	}
	f.confirm(sc.Step, field.ID, word)
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

// skip takes enter alone for a field: it keeps what is there, leaves out what is
// optional, and says of anything else that it is missing.
func (f *face) skip(sc dialog.Screen, field dialog.Field) {
	switch {
	case field.Set && isRefused(field) && !field.Secret:
		f.enter(field.ID, field.Text) // the text before the refused one
	case field.Set:
	case !field.Optional:
		f.do(dialog.Next{}) // says what is missing
		return
	case len(sc.Fields) == 1:
		f.do(dialog.Next{})
	}
	f.fields[field.ID] = kept
}

// confirm says what was understood: of a secret its length, of another text its
// cleaned form.
func (f *face) confirm(step dialog.StepID, id dialog.InputID, typed string) {
	sc := f.journey.Screen()
	i := slices.IndexFunc(sc.Fields, func(field dialog.Field) bool { return field.ID == id })
	if sc.Step != step || i < 0 {
		return
	}
	field := sc.Fields[i]
	if field.Finding != nil {
		delete(f.heard, findingOf(field)) // it is news, also if it was said before
		f.sayOnce(findingOf(field))
	}
	switch {
	case isRefused(field):
		f.sayNews(sc)
	case field.Secret && field.Set && field.Summary != "":
		f.say("%s: %s.", field.Label, field.Summary)
	case !field.Secret && field.Text != "" && field.Text != typed:
		f.say("%s: %s", field.Label, field.Text)
	}
	if len(typed) == 1 {
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
			if f.sayNews(f.journey.Screen()); f.place != place {
				return "", errMovedOn
			}
		case <-ctx.Done():
			return "", context.Cause(ctx)
		}
	}
}

// errMovedOn says that the journey went to another step while a question was open.
var errMovedOn = errors.New("the journey is on another step")
