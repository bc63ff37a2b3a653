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
	switch {
	case sc.Next.Step != "":
		next = "Enter: the next step, called “" + english.UpperFirst(sc.Next.Step) + "”."
	case sc.Next.Label != "":
		next = "Enter: " + sc.Next.Label + "."
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
		// A paste may have been for another field, or only a part.
		lacks := field.Refused() || !field.Set && !field.Optional || field.Lines && field.Summary != ""
		waits := field.Optional && copies && !field.Refused()
		switch asked := f.fields[field.ID]; {
		case isSearch(sc, field), asked == kept, asked == answered && !lacks, waits:
		default:
			return field, true
		}
	}
	return dialog.Field{}, false
}

func (f *face) askField(ctx context.Context, sc dialog.Screen, field dialog.Field) error {
	asked, hidden := request(field), slices.ContainsFunc(sc.Fields, func(o dialog.Field) bool { return o.Secret })
	if hidden && !field.Secret { // the secret may be pasted at any question of its step
		asked += " What you paste is not shown."
	}
	text, err := f.read(ctx, asked, hidden)
	if err != nil {
		return err
	}
	word := strings.TrimSpace(text)
	switch command, colon := strings.CutPrefix(word, ":"); {
	case word == "":
		f.skip(sc, field)
		return nil
	case f.isKey(sc, command), (colon || field.Pasted) && isShort(command):
		f.answer(sc, command)
		return nil
	}
	for more := true; more && field.Lines; {
		line, err := f.read(ctx, fmt.Sprintf("Line %d received. Paste another, or press enter.", 1+strings.Count(text, "\n")), false)
		switch more = strings.TrimSpace(line) != ""; {
		case errors.Is(err, errMovedOn): // what was pasted is not lost
			more = true
		case err != nil && !errors.Is(err, io.EOF):
			return err
		case more:
			text += "\n" + line
		}
	}
	f.fields[field.ID] = answered
	f.hand().Paste(field.ID, text)
	f.confirm(field.ID)
	return nil
}

// request asks for a field's text.
func request(field dialog.Field) string {
	if field.Spare {
		return "Nothing to type now. Does the last page fail? Only then paste its address here. It is not shown."
	}
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
	case field.Set:
		text += " Enter alone keeps what is there."
	case field.Optional:
		text += " Enter alone continues without."
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

// confirm has a finding about what was entered said again: it is news, also if it was
// said before.
func (f *face) confirm(id dialog.InputID) {
	for _, field := range f.journey.Screen().Fields {
		if field.ID == id && field.Finding != nil {
			f.last = slices.DeleteFunc(f.last, func(line string) bool { return line == findingOf(field) })
		}
	}
}

// read asks and waits for a line. It takes results that arrive meanwhile; a step
// that ends by itself ends the question.
func (f *face) read(ctx context.Context, question string, secret bool) (string, error) {
	if len(f.more) > 0 {
		question = fmt.Sprintf("Enter: more details, %s. Anything else ends them.", english.Count(len(f.more), "line"))
	}
	f.say("%s", question)
	if f.asked == nil { // otherwise an open question takes the next line
		f.asked = f.options.In.Ask(secret)
	}
	place := f.place
	for {
		select {
		case l := <-f.asked:
			f.asked = nil
			if len(f.more) > 0 && l.Err == nil && strings.TrimSpace(l.Text) == "" {
				f.sayMore()
				return "", errMovedOn
			}
			f.more = nil
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
