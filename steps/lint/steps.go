package lint

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"threelo/assets"
	"threelo/assets/english"
	"threelo/steps"
)

// neededKinds are the steps that every journey needs.
var neededKinds = map[string]string{
	"create":      "the app is created there",
	"callback":    "without a callback Atlassian can't return to the product",
	"credentials": "client ID and secret are taken there",
	"signin":      "it is the sign-in test",
	"verify":      "it tests the permission against Jira",
	"status":      "it is the end, with the report",
}

// manyKinds may occur more than once, each with an id of its own.
var manyKinds = []string{"platform", "fields", "handover", "after"}

// takenSteps are steps of every journey, which no id may be called after.
var takenSteps = []string{"choose", "know", "app", "account", "site", "choose-scopes", "renewal", "putback"}

func (l *linter) checkSteps() {
	ids, first, misspelt := map[string]int{}, map[string]int{}, map[string]int{}
	for i, s := range l.Platform.Steps {
		path := fmt.Sprintf("steps[%d]", i)
		misspelt[l.checkKind(path, s)] = i
		l.checkStepID(path, s, ids)
		if _, again := first[s.Do]; !again {
			first[s.Do] = i
		}
		for n, name := range s.Carry {
			l.checkValue(fmt.Sprintf("%s.carry[%d]", path, n), name, true)
		}
		for n, name := range s.Ask {
			l.checkValue(fmt.Sprintf("%s.ask[%d]", path, n), name, false)
		}
		l.checkInstructions(path, s)
	}
	for kind, i := range misspelt { // one report for a misspelt kind, not a second one that it is missing
		if _, ok := first[kind]; !ok {
			first[kind] = i
		}
	}
	if len(l.Platform.Steps) > 0 {
		l.checkNeeded(first)
		l.checkOrder(first)
	}
}

// kinds are the names that a step's do may have.
func kinds() []string {
	var names []string
	for _, kind := range steps.Kinds() {
		names = append(names, string(kind))
	}
	return names
}

// checkKind returns the kind that was probably meant, "" when the kind is right.
func (l *linter) checkKind(path string, s assets.PlatformStep) (near string) {
	if s.Do != "" && !slices.Contains(kinds(), s.Do) {
		near = english.Nearest(s.Do, kinds())
		l.Add(l.At(path+".do"), fmt.Sprintf("unknown kind of step “%s”", english.Short(s.Do)), english.DidYouMean(near, "known are "+strings.Join(kinds(), ", ")))
	}
	if s.Do == "activities" && len(l.Platform.Activities) == 0 {
		l.Add(l.At(path+".do"), "the step asks for activities, and the file has none", "add activities with their permissions, or take the step out")
	}
	return near
}

// checkStepID knows that some steps are found by their kind: they keep its name.
func (l *linter) checkStepID(path string, s assets.PlatformStep, ids map[string]int) {
	id := s.ID
	if id == "" {
		id = s.Do
	}
	at := l.At(path + ".do")
	if s.ID != "" {
		at = l.At(path + ".id")
		l.checkName(path+".id", s.ID)
	}
	line, twice := ids[id]
	switch {
	case id == "":
		return
	case s.ID != "" && s.ID != s.Do && slices.Contains(kinds(), s.Do) && !slices.Contains(manyKinds, s.Do):
		l.Add(at, fmt.Sprintf("a step of the kind “%s” has no id of its own", s.Do), "leave the id out; there is one such step")
	case s.ID != "" && s.ID != s.Do && (slices.Contains(takenSteps, id) || slices.Contains(kinds(), id)):
		l.Add(at, fmt.Sprintf("“%s” is the name of another step", id), "give this step another id")
	case twice && s.ID != "":
		l.Add(at, fmt.Sprintf("the id “%s” is there twice", english.Short(id)), fmt.Sprintf("give this step another id; the first is in line %d", line))
	case twice && slices.Contains(manyKinds, s.Do):
		l.Add(at, fmt.Sprintf("the kind “%s” occurs twice", s.Do), fmt.Sprintf("give this step an id of its own; the first is in line %d", line))
	case twice:
		l.Add(at, fmt.Sprintf("the kind “%s” occurs twice", english.Short(s.Do)), fmt.Sprintf("take one of the two out; the first is in line %d", line))
	}
	if !twice {
		ids[id] = at.Line
	}
}

// checkValue looks at a name in carry or ask.
func (l *linter) checkValue(path, name string, carried bool) {
	var known []string
	if carried {
		known = slices.Clone(valueNames)
	}
	for _, in := range l.Platform.Inputs {
		known = append(known, in.ID)
	}
	if name == "" || slices.Contains(known, name) {
		return
	}
	what, otherwise := fmt.Sprintf("there is no input “%s” to ask for", english.Short(name)), "add it to inputs: id, label and sample"
	if carried {
		what, otherwise = fmt.Sprintf("there is no value “%s” to carry", english.Short(name)), "known are "+strings.Join(known, ", ")
	}
	l.Add(l.At(path), what, english.DidYouMean(english.Nearest(name, known), otherwise))
}

// checkInstructions looks at links, and at the ids that document's words are for.
func (l *linter) checkInstructions(path string, s assets.PlatformStep) {
	console := assets.ReadConsole().Steps[s.Do]
	var ids []string
	if s.Then == nil {
		for _, in := range append(slices.Clone(console.Then), console.Existing...) {
			ids = append(ids, in.ID)
		}
	}
	for name, list := range map[string][]assets.Instruction{"before": s.Before, "then": s.Then, "after": s.After} {
		for i, in := range list {
			ids = append(ids, in.ID)
			if in.Link != "console" {
				l.checkLink(fmt.Sprintf("%s.%s[%d].link", path, name, i), in.Link)
			}
		}
	}
	slices.Sort(ids)
	ids = slices.DeleteFunc(slices.Compact(ids), func(id string) bool { return id == "" })
	for _, id := range slices.Sorted(maps.Keys(s.Document)) {
		if slices.Contains(ids, id) {
			continue
		}
		otherwise := "this step has no instruction with an id"
		if len(ids) > 0 {
			otherwise = "this step has " + strings.Join(ids, ", ")
		}
		l.Add(l.Key(path+".document."+id), fmt.Sprintf("no instruction of this step has the id “%s”", english.Short(id)), english.DidYouMean(english.Nearest(id, ids), otherwise))
	}
}

func (l *linter) checkNeeded(first map[string]int) {
	missing := func(kind, why string) {
		l.Add(l.Key("steps"), fmt.Sprintf("the step “do: %s” is missing", kind), "add it where the document has it: "+why)
	}
	for _, kind := range slices.Sorted(maps.Keys(neededKinds)) {
		if _, ok := first[kind]; !ok {
			missing(kind, neededKinds[kind])
		}
	}
	why := "the file has scopes for that tab of the console"
	if l.Platform.ScopesAreFree {
		why = "the customer may choose scopes of that tab"
	}
	for _, kind := range l.kindsOfScopes() {
		if _, ok := first[kind]; !ok {
			missing(kind, why)
		}
	}
	if _, ok := first["sharing"]; !ok && l.Platform.NeedsSharing {
		missing("sharing", "“needsSharing” says that the app must be shared")
	}
	if _, ok := first["activities"]; !ok && len(l.Platform.Activities) > 0 {
		missing("activities", "the file has activities to choose from")
	}
}

// orders are pairs of steps of which the first must come before the second.
var orders = [][2]string{
	{"create", "scopes-classic"},
	{"create", "scopes-granular"},
	{"create", "scopes-identity"},
	{"create", "callback"},
	{"create", "credentials"},
	{"callback", "links"},
	{"scopes-classic", "signin"},
	{"scopes-granular", "signin"},
	{"scopes-identity", "signin"},
	{"callback", "signin"},
	{"credentials", "signin"},
	{"links", "signin"},
	{"sharing", "signin"},
	{"signin", "verify"},
	{"verify", "handover"},
	{"handover", "outcome"},
	{"verify", "status"},
	{"outcome", "status"},
	{"after", "status"},
}

func (l *linter) checkOrder(first map[string]int) {
	for _, pair := range orders {
		early, ok := first[pair[0]]
		late, both := first[pair[1]]
		if ok && both && early > late {
			l.Add(l.At(fmt.Sprintf("steps[%d].do", early)), fmt.Sprintf("“%s” stands after “%s”", pair[0], pair[1]), "put it before, so that its result is there when it is needed")
		}
	}
}
