package lint

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"threelo/assets"
	"threelo/assets/english"
	"threelo/steps"
	"threelo/steps/dialog"
)

// manyKinds may occur more than once, each with its own id.
var manyKinds = []string{"platform", "fields", "handover", "after"}

// takenSteps are steps of every journey, which no id may be called after.
var takenSteps = []string{"choose", "know", "app", "account", "site", "choose-scopes", "renewal", "putback"}

// order has lists of steps that must follow each other, as far as a file has them.
var order = []string{
	"create scopes-classic signin verify handover outcome status",
	"create scopes-granular signin",
	"create scopes-identity signin",
	"create callback links signin",
	"create credentials signin",
	"sharing signin",
	"after status",
}

func (l *linter) checkSteps() {
	kinds, inputs := texts(steps.Kinds()), []string(nil)
	for _, in := range l.Platform.Inputs {
		inputs = append(inputs, in.ID)
	}
	values, fields := slices.Concat(valueNames, inputs), append(slices.Clone(inputs), assets.CloudID)
	for i, s := range l.Platform.Steps {
		path := fmt.Sprintf("steps[%d]", i)
		l.oneOf(l.At(path+".do"), s.Do, kinds, "unknown kind of step “%s”", "write one of "+strings.Join(kinds, ", "))
		l.checkStepID(path, s, kinds)
		for n, name := range s.Carry {
			l.oneOf(l.At(fmt.Sprintf("%s.carry[%d]", path, n)), name, values, "there is no value “%s” to carry", "write one of "+strings.Join(values, ", "))
		}
		for n, name := range s.Ask {
			l.oneOf(l.At(fmt.Sprintf("%s.ask[%d]", path, n)), name, fields, "there is no input “%s” to ask for", "add it to inputs: id, label and sample")
		}
		l.checkInstructions(path, s, inputs)
	}
	first := map[string]int{}
	for i, s := range slices.Backward(l.Platform.Steps) {
		first[s.Do] = i
	}
	for i, s := range l.Platform.Steps { // one report for a misspelt kind, not a second one that it is missing
		near := english.Nearest(s.Do, kinds)
		if _, there := first[near]; !there {
			first[near] = i
		}
	}
	if len(l.Platform.Steps) > 0 {
		l.checkNeeded(first)
		l.checkOrder(first)
	}
}

// checkStepID knows that some steps are found by their kind: they keep its name.
func (l *linter) checkStepID(path string, s assets.PlatformStep, kinds []string) {
	id, at := s.Do, l.At(path+".do")
	if s.ID != "" {
		id, at = s.ID, l.At(path+".id")
		l.checkName(path+".id", s.ID)
	}
	switch {
	case id == s.Do, id == "":
		l.twice(at, id, "step", "give this step its own id, or take it out")
	case slices.Contains(kinds, s.Do) && !slices.Contains(manyKinds, s.Do):
		l.Add(at, fmt.Sprintf("a step of the kind “%s” can't have its own id", s.Do), "leave the id out; there can be only one such step")
	case slices.Contains(takenSteps, id) || slices.Contains(kinds, id):
		l.Add(at, fmt.Sprintf("“%s” is the name of another step", id), "give this step another id")
	default:
		l.twice(at, id, "step", "give this step another id")
	}
}

// checkInstructions checks links, the fields and values below an instruction, and
// the ids that document's words are for.
func (l *linter) checkInstructions(path string, s assets.PlatformStep, inputs []string) {
	var own []assets.Instruction
	if s.Then == nil {
		console := assets.ReadConsole().Steps[s.Do]
		own = slices.Concat(console.Then, console.Existing)
	}
	var ids []string
	for _, in := range slices.Concat(own, s.Before, s.Then, s.After) {
		if in.ID != "" && !slices.Contains(ids, in.ID) {
			ids = append(ids, in.ID)
		}
	}
	for name, list := range map[string][]assets.Instruction{"before": s.Before, "then": s.Then, "after": s.After} {
		for i, in := range list {
			at := fmt.Sprintf("%s.%s[%d]", path, name, i)
			if in.Link != "console" && in.Link != "create" {
				l.checkLink(at+".link", in.Link)
			}
			l.oneOf(l.At(at+".field"), in.Field, slices.Concat(texts(dialog.Inputs()), inputs), "no field has the id “%s”", "name an input of this file, or leave it out")
			l.oneOf(l.At(at+".value"), in.Value, slices.Concat(texts(dialog.Values()), inputs), "no value has the name “%s”", "the values are "+english.And(valueNames)+", and the inputs of this file")
		}
	}
	for id := range s.Document {
		at, _ := l.Key(path + ".document." + id)
		l.oneOf(at, id, ids, "no instruction of this step has the id “%s”", "this step has "+cmp.Or(strings.Join(ids, ", "), "no instruction with an id"))
	}
}

func (l *linter) checkNeeded(first map[string]int) {
	p := l.Platform
	const tab = "the file has scopes for that tab of the console, or lets the customer choose"
	at, _ := l.Key("steps")
	for _, need := range []struct {
		kind, why string
		when      bool
	}{
		{"create", "it creates the app", true},
		{"callback", "without a callback Atlassian can't return to the product", true},
		{"credentials", "it asks for client ID and secret", true},
		{"signin", "it is the sign-in test", true},
		{"verify", "it checks the access in Jira", true},
		{"status", "it ends with the report", true},
		{"scopes-classic", tab, l.ticks(assets.Classic)},
		{"scopes-granular", tab, l.ticks(assets.Granular)},
		{"scopes-identity", tab, l.ticks(assets.Identity)},
		{"sharing", "“needsSharing” says that the app must be shared", p.NeedsSharing},
		{"activities", "the file has activities to choose from", len(p.Activities) > 0},
	} {
		if _, there := first[need.kind]; need.when && !there {
			l.Add(at, fmt.Sprintf("the step “do: %s” is missing", need.kind), "add it in the document's order: "+need.why)
		}
	}
	if i, there := first["activities"]; there && len(p.Activities) == 0 {
		l.Add(l.At(fmt.Sprintf("steps[%d].do", i)), "the step asks for activities, and the file has none", "add activities with their permissions, or take the step out")
	}
}

func (l *linter) checkOrder(first map[string]int) {
	for _, list := range order {
		kinds := slices.DeleteFunc(strings.Fields(list), func(kind string) bool { _, there := first[kind]; return !there })
		for i, late := range kinds[min(1, len(kinds)):] {
			if early := kinds[i]; first[early] > first[late] {
				l.Add(l.At(fmt.Sprintf("steps[%d].do", first[early])), fmt.Sprintf("“%s” comes after “%s”", early, late), "move it before that step, which needs its result")
			}
		}
	}
}
