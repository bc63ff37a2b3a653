package lint

import (
	_ "embed"
	"fmt"
	"maps"
	"slices"
	"strings"

	"threelo/assets"
	"threelo/assets/english"
	"threelo/steps"
)

// permissionKeys lists the keys of Jira Cloud's permissions, global ones and
// those of a project, one in a line.
//
//go:embed permissions.txt
var permissionKeys string

func (l *linter) checkActivities() {
	keys := strings.Fields(permissionKeys)
	check := func(at assets.Place, key string) {
		if key != "" && !slices.Contains(keys, key) && !l.Full() {
			l.Add(at, fmt.Sprintf("Jira has no permission with the key “%s”", english.Short(key)), english.DidYouMean(english.Nearest(key, keys), "write Jira's key in capitals, such as BROWSE_PROJECTS"))
		}
	}
	named := map[string]bool{}
	for i, a := range l.Platform.Activities {
		for n, key := range a.Permissions {
			check(l.At(fmt.Sprintf("activities[%d].permissions[%d]", i, n)), key)
		}
		if a.Name != "" && named[a.Name] {
			l.Add(l.At(fmt.Sprintf("activities[%d].name", i)), fmt.Sprintf("the activity “%s” is listed twice", english.Short(a.Name)), "take one of the two out")
		}
		named[a.Name] = true
	}
	for _, key := range slices.Sorted(maps.Keys(l.Platform.Permissions)) {
		check(l.Key("permissions."+key), key)
	}
}

// valueNames are the values that a step can carry; a platform's inputs join them.
var valueNames = []string{"scopes", "client-id", "client-secret", "callback", "site", "app-name"}

// isTaken reports whether every journey has a field or a value of this name.
func isTaken(name string) bool {
	_, field := steps.InputOf(steps.InputID(name))
	return field || slices.Contains(steps.Values(), steps.ValueID(name))
}

func (l *linter) checkInputs() {
	named := map[string]bool{}
	for i, in := range l.Platform.Inputs {
		path := fmt.Sprintf("inputs[%d].id", i)
		l.checkName(path, in.ID)
		switch {
		case in.ID == "":
		case named[in.ID]:
			l.Add(l.At(path), fmt.Sprintf("the input “%s” is there twice", english.Short(in.ID)), "give the second one another id")
		case isTaken(in.ID):
			l.Add(l.At(path), fmt.Sprintf("“%s” is the name of a value that every journey has", in.ID), "give the input another id, such as my-"+in.ID)
		case !l.isAsked(in.ID):
			l.Add(l.At(path), fmt.Sprintf("no step asks for “%s”", english.Short(in.ID)), "add it to the ask of the step where it is filled in")
		}
		named[in.ID] = true
	}
}

func (l *linter) isAsked(input string) bool {
	for _, s := range l.Platform.Steps {
		if slices.Contains(s.Ask, input) {
			return true
		}
	}
	return false
}
