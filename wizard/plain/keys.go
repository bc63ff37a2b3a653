package plain

import (
	"fmt"
	"strings"

	"threelo/steps"
)

// tellKeys says in a line which keys lead further here; ? tells all of them.
func (f *face) tellKeys(sc steps.Screen, isField bool) {
	colon, lead := "", "Keys"
	if isField {
		colon, lead = ":", "Keys, with a colon before them"
	}
	var keys []string
	add := func(key, does string) { keys = append(keys, colon+key+" "+does) }
	if !isField && len(sc.Scopes) > 0 && sc.Choices == nil {
		add("1", "ticks the first scope off")
	}
	if !isField && asksFields(sc) {
		add("e", "asks for the fields again")
	}
	for _, a := range sc.Actions {
		if a.Main {
			add(a.Key, a.Label)
		}
	}
	if sc.Back {
		add(backKey(sc), "back")
	}
	add("?", "all keys")
	if line := lead + ": " + strings.Join(keys, ", ") + "."; !f.told[line] {
		f.told[line] = true
		f.say("%s", line)
	}
}

// asksFields reports whether a step has fields that are asked one by one.
func asksFields(sc steps.Screen) bool {
	_, searches := searchField(sc)
	return len(sc.Fields) > 1 || len(sc.Fields) == 1 && !searches
}

// backKey leads to the step before; b may lead to where it failed instead.
func backKey(sc steps.Screen) string {
	if hasKey(sc, "b") {
		return "back"
	}
	return "b"
}

// keys tells what can be typed here.
func (f *face) keys(sc steps.Screen) {
	if _, ok := f.nextField(sc); ok {
		f.say("At the question for a field type a colon before a key, such as :b.")
	}
	if c := sc.Choices; c != nil && len(c.Options) > 0 {
		f.say("A number: that answer.")
	}
	f.say("Enter alone: %s.", onward(sc))
	if sc.Back {
		f.say("%s: back to the step before.", backKey(sc))
	}
	if asksFields(sc) {
		f.say("e: ask for the fields of this step again.")
	}
	if sc.Choices == nil && len(sc.Scopes) > 0 {
		f.say("A number: tick that scope off, or back on.")
	}
	for _, a := range sc.Actions {
		switch a.ID {
		case steps.ActionCopy:
			f.say("c: copy the first value. c 2: the second, and so on.")
		case steps.ActionShow:
			f.say("v: show a value whole. v 2: the second, and so on.")
		default:
			f.say("%s: %s.", a.Key, a.Label)
		}
	}
	if len(detailsOf(sc)) > 0 {
		f.say("d: details.")
	}
	f.say("Control and c together: leave. %s", stays(sc))
}

// show says a value whole and as it is: it is to be copied.
func (f *face) show(id steps.ValueID) {
	text, ok := f.journey.Text(id)
	if !ok {
		f.say("It is not shown: it is secret, or not known yet.")
		return
	}
	f.said++
	_, _ = fmt.Fprintln(f.options.Out, text)
}

// where says what goes where.
func (f *face) where(sc steps.Screen) {
	if len(sc.Where) == 0 {
		f.say("Nothing is carried anywhere yet.")
	}
	for _, v := range sc.Where {
		line := fmt.Sprintf("%s: %s. It comes from %s and goes to %s", upper(v.Label), v.Shown, v.From, v.To)
		if w := v.Proof.Words(); w != "" {
			line += ". " + upper(w)
		}
		f.say("%s.", line)
	}
}

func (f *face) details(sc steps.Screen) {
	lines := detailsOf(sc)
	if len(lines) == 0 {
		f.say("There are no details here.")
	}
	for _, line := range lines {
		f.say("%s", line)
	}
}

func detailsOf(sc steps.Screen) []string {
	var out []string
	for _, finding := range sc.Findings {
		if finding.Detail != "" {
			out = append(out, finding.Text+": "+finding.Detail)
		}
	}
	if sc.Trouble != nil && sc.Trouble.Detail != "" {
		out = append(out, sc.Trouble.Detail)
	}
	return out
}
