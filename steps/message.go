package steps

import (
	"cmp"
	"fmt"
	"strings"

	"threelo/assets/english"
)

// message is the screen as a message to a colleague: what to do, with its values,
// and never the secret. On a problem it is a message to the person who can fix it.
func (j *Journey) message() string {
	if j.platform == nil {
		return ""
	}
	sc := j.Screen()
	if sc.Problem != nil {
		return j.problemMessage(sc.Problem)
	}
	var b strings.Builder
	say := func(format string, args ...any) { fmt.Fprintf(&b, format+"\n", args...) }
	say("Subject: %s and Jira Cloud: %s\n", j.platform.Name, english.LowerFirst(sc.Title))
	say("Hello,\n\nwe are connecting %s to Jira (%s). Please do this step:\n", j.platform.Name, j.siteHost())
	switch j.screen().kind { // whoever runs threelo has the console open
	case StepClassic, StepCallback, StepLinks, StepCredentials:
		say("The developer console: %s\n", j.world.Cloud.ConsoleURL)
	}
	for i, in := range sc.Do {
		say("%d. %s", i+1, in.Text)
		if in.Link != nil {
			say("   %s", in.Link.URL)
		}
	}
	for _, s := range sc.Scopes {
		say("   %s", s.Scope)
	}
	for _, v := range sc.Values {
		switch {
		case v.Secret:
			say("%s: comes through our password manager. Please don't mail it.", v.Label)
		default:
			say("%s:\n%s", v.Label, v.Text)
		}
	}
	say("\nWhoever presses %s in %s must be able to sign in to Atlassian as %s in that browser.", cmp.Or(j.platform.Labels.Authorize, "Authorize"), j.platform.Name, j.userWords())
	return b.String()
}

// problemMessage is for the person who can fix a problem.
func (j *Journey) problemMessage(p *Problem) string {
	var b strings.Builder
	say := func(format string, args ...any) { fmt.Fprintf(&b, format+"\n", args...) }
	say("Subject: %s and Jira Cloud: %s\n", j.platform.Name, p.What)
	say("Hello,\n\nwe are connecting %s to Jira (%s), and this came up: %s.", j.platform.Name, j.siteHost(), p.What)
	if p.Why != "" {
		say("%s.", strings.TrimSuffix(english.UpperFirst(p.Why), "."))
	}
	if p.Detail != "" {
		say("\nWhat we got:\n%s", p.Detail)
	}
	say("\nWho can fix it: %s", p.Who)
	for i, fix := range p.Fix {
		say("%d. %s", i+1, fix)
	}
	say("\nThe app: %s, client ID %s", cmp.Or(j.setup.AppName, j.platform.AppName), cmp.Or(j.setup.ClientID, "not known yet"))
	return b.String()
}
