package lint

import (
	_ "embed"
	"fmt"
	"maps"
	"slices"
	"strings"

	"threelo/steps"
)

// permissionKeys lists the keys of Jira Cloud's permissions, global ones and
// those of a project, one in a line.
//
//go:embed permissions.txt
var permissionKeys string

func (l *linter) checkActivities() {
	keys := strings.Fields(permissionKeys)
	check := func(at place, key string) {
		if key != "" && !slices.Contains(keys, key) && !l.full() {
			l.add(at, fmt.Sprintf("Jira has no permission with the key “%s”", short(key)), meant(Nearest(key, keys), "", "", "write Jira's key in capitals, such as BROWSE_PROJECTS"))
		}
	}
	named := map[string]bool{}
	for i, a := range l.platform.Activities {
		for n, key := range a.Permissions {
			check(l.at(fmt.Sprintf("activities[%d].permissions[%d]", i, n)), key)
		}
		if a.Name != "" && named[a.Name] {
			l.add(l.at(fmt.Sprintf("activities[%d].name", i)), fmt.Sprintf("the activity “%s” is listed twice", short(a.Name)), "take one of the two out")
		}
		named[a.Name] = true
	}
	for _, key := range slices.Sorted(maps.Keys(l.platform.Permissions)) {
		check(l.keys["permissions."+key], key)
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
	for i, in := range l.platform.Inputs {
		path := fmt.Sprintf("inputs[%d].id", i)
		l.checkName(path, in.ID)
		switch {
		case in.ID == "":
		case named[in.ID]:
			l.add(l.at(path), fmt.Sprintf("the input “%s” is there twice", short(in.ID)), "give the second one another id")
		case isTaken(in.ID):
			l.add(l.at(path), fmt.Sprintf("“%s” is the name of a value that every journey has", in.ID), "give the input another id, such as my-"+in.ID)
		case !l.isAsked(in.ID):
			l.add(l.at(path), fmt.Sprintf("no step asks for “%s”", short(in.ID)), "add it to the ask of the step where it is filled in")
		}
		named[in.ID] = true
	}
}

func (l *linter) isAsked(input string) bool {
	for _, s := range l.platform.Steps {
		if slices.Contains(s.Ask, input) {
			return true
		}
	}
	return false
}
