package lint

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"

	"threelo/assets"
	"threelo/assets/english"
	"threelo/oauth/lazyregexp"
	"threelo/steps/dialog"
)

// permissionKeys lists the keys of Jira Cloud's permissions, global ones and
// those of a project, one in a line.
//
//go:embed permissions.txt
var permissionKeys string

func (l *linter) checkActivities() {
	check := func(at assets.Place, key string) {
		l.oneOf(at, key, strings.Fields(permissionKeys), "Jira has no permission with the key “%s”", "write Jira's key in capitals, such as BROWSE_PROJECTS")
	}
	for i, a := range l.Platform.Activities {
		path := fmt.Sprintf("activities[%d]", i)
		l.twice(l.At(path+".name"), a.Name, "activity", "take one of the two out")
		for n, key := range a.Permissions {
			check(l.At(fmt.Sprintf("%s.permissions[%d]", path, n)), key)
		}
	}
	for key := range l.Platform.Permissions {
		at, _ := l.Key("permissions." + key)
		check(at, key)
	}
}

// valueNames are the values that a step can carry; a platform's inputs join them.
var valueNames = []string{"scopes", "client-id", "client-secret", "callback", "site", "cloud-id", "app-name"}

// texts writes IDs or kinds as texts.
func texts[T ~string](list []T) []string {
	names := make([]string, len(list))
	for i, name := range list {
		names[i] = string(name)
	}
	return names
}

var secretLabel = lazyregexp.New(`(?i)\b(secret|password|passphrase|private key|api key)\b`)

func (l *linter) checkInputs() {
	for i, in := range l.Platform.Inputs {
		path := fmt.Sprintf("inputs[%d].id", i)
		at := l.At(path)
		l.checkName(path, in.ID)
		_, field := dialog.InputOf(dialog.InputID(in.ID))
		switch {
		case in.ID == "", l.twice(at, in.ID, "input", "give the second one another id"):
		case in.ID == assets.CloudID:
			l.Add(at, "the cloud ID does not need an input", "take this input out: “ask” and “carry” of a step accept cloud-id without it")
		case field || slices.Contains(dialog.Values(), dialog.ValueID(in.ID)):
			l.Add(at, fmt.Sprintf("“%s” is the name of a value that every journey has", in.ID), "give the input another id, such as my-"+in.ID)
		case !slices.ContainsFunc(l.Platform.Steps, func(s assets.PlatformStep) bool { return slices.Contains(s.Ask, in.ID) }):
			l.Add(at, fmt.Sprintf("no step asks for “%s”", english.Short(in.ID)), "add it to the “ask” of the step where it is filled in")
		}
		if _, said := l.Key(fmt.Sprintf("inputs[%d].secret", i)); !said && secretLabel().MatchString(in.Label) {
			l.Add(l.At(fmt.Sprintf("inputs[%d].label", i)), fmt.Sprintf("“%s” looks like a secret, and threelo would save what is entered", english.Short(in.Label)), "add “secret: true”, or “secret: false” if it is not one")
		}
	}
}
