package steps

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"threelo/assets"
	"threelo/oauth"
)

// value is something to carry, by its id; false when it is not known yet.
func (j *Journey) value(id ValueID) (Value, bool) {
	p := j.platform
	if p == nil {
		return Value{}, false
	}
	v := Value{ID: id, Copied: j.copied[id]}
	field := func(label, plain string) string {
		if label != "" {
			return p.Name + ": " + label
		}
		return "the " + p.Labels.Screen + "'s field for " + plain
	}
	switch id {
	case ValueAppName:
		v.Label, v.Text, v.From, v.To = "a name for the app", cmp.Or(j.setup.AppName, p.AppName), "threelo's suggestion", "console: Name"
	case ValueScopes:
		v.Label = fmt.Sprintf("scopes, %d in the document's order", len(j.wanted()))
		v.Text, v.From, v.To = oauth.JoinScopes(j.wanted()), "the document", field(p.Labels.Scopes, "the scopes")
	case ValueClientID:
		v.Label, v.Text, v.From, v.To = "client ID", j.setup.ClientID, "console: Settings", field(p.Labels.ClientID, "the client ID")
		v.Proof = j.markOf(StepCredentials)
	case ValueSecret:
		v.Label, v.Secret, v.From, v.To = "secret", true, "console: Settings", field(p.Labels.ClientSecret, "the secret")
		v.Proof = j.markOf(StepCredentials)
		v.Shown = fmt.Sprintf("%d characters, not shown", j.creds.length)
		if j.creds.length == 0 {
			v.Shown = "not entered"
		}
		return v, j.creds.length > 0
	case ValueCallback:
		v.Label, v.Text, v.From, v.To = cmp.Or(p.Labels.Callback, "Callback URL"), j.setup.Callback, p.Name, "console: Authorization › Callback URLs"
		if p.Callback.From != "platform" {
			v.From = "the document"
		}
		v.Proof = j.markOf(StepCallback)
	case ValueSite:
		v.Label, v.Text, v.From, v.To = "site", j.setup.Site, "your Jira", field(p.Labels.Site, "the site")
	case ValueLink:
		v.Label, v.Text, v.From, v.To = "the sign-in link", j.sign.link, "threelo", "the window of "+j.userWords()
		if j.world.Remote || v.Text == "" {
			v.Text = j.sign.long
		}
	case ValueLongLink:
		v.Text = j.sign.long
	case ValueLocal:
		v.Label, v.Text, v.From, v.To = "threelo's line", j.setup.Local, "threelo", "console: Authorization › Callback URLs, below what is there"
		if j.setup.Lines != LinesBoth {
			v.Text = ""
		}
	case ValueLines:
		lines := j.callbackLines()
		if j.setup.Callback == "" {
			lines = nil // threelo's line never goes alone into a new app
		}
		v.Label, v.Text, v.From, v.To = "both lines", strings.Join(lines, "\n"), p.Name+" and threelo", "console: Authorization › Callback URLs"
		if len(lines) == 1 {
			v.Label, v.From = cmp.Or(p.Labels.Callback, "Callback URL"), p.Name
		}
		v.Proof, v.Shown = j.markOf(StepCallback), linesShown(lines)
		return v, v.Text != ""
	default:
		if address := string(id); strings.HasPrefix(address, "http") { // of a link on the screen
			v.Label, v.Text = "the link", address
			break
		}
		if s, known := assets.LookupScope(string(id)); known {
			v.Label, v.Text, v.From, v.To = s.Scope, s.Scope, "the document", "console: the search box of Edit Scopes"
			break
		}
		in, ok := p.Input(string(id))
		if !ok {
			return Value{}, false
		}
		v.Label, v.Text, v.From, v.To = in.Label, j.setup.Inputs[InputID(id)], "your choice", p.Name+": "+in.Label
	}
	v.Shown = v.Text
	return v, v.Text != ""
}

// carriesScopes reports whether the line of scopes goes into the platform there.
func carriesScopes(s assets.PlatformStep) bool { return slices.Contains(s.Carry, "scopes") }

// markOf is how sure a step is.
func (j *Journey) markOf(id StepID) Mark {
	p := j.setup.Proofs[id]
	if p.Old && p.Outcome == MarkProved {
		return MarkUnchecked
	}
	return cmp.Or(p.Outcome, MarkUnchecked)
}

// Text is the whole text of a value to carry; false for a secret and for what
// is not known.
func (j *Journey) Text(id ValueID) (string, bool) {
	v, ok := j.value(id)
	return v.Text, ok && !v.Secret
}
