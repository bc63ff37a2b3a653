package steps

import (
	"cmp"
	"slices"
	"strings"

	"threelo/oauth"
)

// callbackKind carries the product's Callback URL to the console, and with it
// threelo's own line for the sign-in test.
func callbackKind() kind {
	return kind{
		attested: true,
		show:     showCallback,
		gate: func(j *Journey, _ step) stop {
			switch {
			case j.setup.Callback == "":
				return missing("the Callback URL is missing: copy it from " + j.platform.Name)
			case j.waitsForPort():
				return busy("one moment: threelo is choosing a port")
			}
			return goOn
		},
		done: func(j *Journey, _ step) { j.movedFrom = "" },
		enter: func(j *Journey) []Effect {
			if j.platform.Callback.From == "fixed" && j.setup.Callback == "" {
				j.setup.Callback = j.platform.Callback.Pattern
				j.touch()
			}
			return j.bindLine()
		},
		handle: handleCallback,
		help: func(j *Journey, s step) []Effect {
			if j.waitsForPort() {
				return nil
			}
			if j.setup.Callback == "" {
				j.setup.Callback = j.sampleCallback()
				j.touch()
			}
			return []Effect{j.sandbox(s)}
		},
	}
}

func showCallback(j *Journey, _ step, sc *Screen) {
	switch cb := j.platform.Callback; cb.From {
	case "platform":
		f := j.field(InputCallback, j.setup.Callback)
		f.Label = cmp.Or(j.platform.Labels.Callback, f.Label) + ", copied from " + j.platform.Name
		sc.Fields = []Field{f}
	case "pattern":
		f := j.field(InputTenant, j.setup.Inputs[InputTenant])
		f.Label, f.Help, f.Placeholder, f.Set = cb.Ask, "goes into "+cb.Pattern, cb.Sample, j.setup.Callback != ""
		sc.Fields = []Field{f}
	}
	if j.waitsForPort() {
		sc.Waiting = &Waiting{What: "choosing a port for threelo's line", Since: j.now, Now: j.now}
	}
	// An app that exists gets threelo's line alone, so that nothing is overwritten.
	values := []ValueID{ValueLines}
	if j.setup.App == AppExisting {
		values = []ValueID{ValueLocal, ValueCallback}
	}
	for _, id := range values {
		if v, ok := j.value(id); ok {
			sc.Values = append(sc.Values, v)
		}
	}
	if j.setup.Lines == LinesOne {
		sc.Actions = append(sc.Actions, Action{ID: ActionLine, Key: "l", Label: "add threelo's line"})
		return
	}
	sc.Findings = append(sc.Findings, Finding{
		Mark: MarkNote, Text: "threelo's line leads to this computer only. The sign-in test uses it; you can delete it afterwards.",
		Detail: "Atlassian sends the answer of the sign-in test to this line. threelo listens only on this computer, only while it runs, and only for its own request. Without your secret the answer is worthless. If your company doesn't allow such a line, leave it out: then you paste an address after the test.",
	})
	if j.movedFrom != "" {
		sc.Warnings = append(sc.Warnings, Note{Mark: MarkWarn, Text: "Another program uses the port of threelo's line. In Callback URLs, replace " + j.movedFrom + " with " + cmp.Or(j.setup.Local, "the new line") + "."})
	}
	sc.Actions = append(sc.Actions,
		Action{ID: ActionLine, Key: "l", Label: "leave threelo's line out", Main: true},
		Action{ID: ActionSingleBox, Key: "s", Label: "the console has a single box", Main: true})
}

func handleCallback(j *Journey, ev Event) ([]Effect, bool) {
	act, ok := ev.(Act)
	switch {
	case !ok:
		return nil, false
	case act.ID == ActionLine && j.setup.Lines == LinesOne:
		j.useLine(LinesBoth)
		return j.bindLine(), true
	case act.ID == ActionLine, act.ID == ActionSingleBox:
		if act.ID == ActionSingleBox {
			j.observe(oauth.Observation{Fact: oauth.FactSingleCallbackBox, Outcome: oauth.FactConfirmed})
		}
		j.useLine(LinesOne)
		j.notice = "threelo's line is left out: after the sign-in test you paste the address of " + j.platform.Name + "'s page"
		return []Effect{Unbind{}}, true
	}
	return nil, false
}

// useLine decides whether threelo's line goes into Callback URLs. The sign-in
// test then chooses its way again.
func (j *Journey) useLine(lines OptionID) {
	j.setup.Lines, j.setup.LineUsed, j.bound, j.movedFrom = lines, false, false, ""
	if j.setup.Way != WaySkip {
		j.setup.Way = ""
	}
	if j.sign.grant == nil {
		j.sign = signIn{}
	}
	j.touch()
}

// bindLine asks to hold the port of threelo's line, from when it is shown.
func (j *Journey) bindLine() []Effect {
	if j.setup.Lines != LinesBoth || j.bound {
		return nil
	}
	return []Effect{Bind{Callback: j.setup.Local}}
}

// waitsForPort reports whether threelo's line is not complete yet.
func (j *Journey) waitsForPort() bool { return j.setup.Lines == LinesBoth && !j.bound }

// lineBound takes the port that is held now. One that another program took is
// given up, and a new line is offered.
func (j *Journey) lineBound(ev Bound) []Effect {
	switch {
	case j.setup.Way == WayOwn:
		if ev.Error != "" {
			j.warn(ev.Error)
		}
		return nil
	case ev.Error != "" && j.setup.Local != "":
		j.movedFrom, j.setup.Local, j.setup.LineUsed = j.setup.Local, "", false
		j.touch()
		return []Effect{Bind{}}
	case ev.Error != "":
		j.useLine(LinesOne)
		j.warn("threelo's line can't be used on this computer: " + ev.Error)
	default:
		j.bound, j.tunnel, j.setup.Local = true, ev.Tunnel, ev.Callback
		j.touch()
	}
	if j.at == StepSignIn && j.sign.attempt == 0 {
		return j.enter()
	}
	return nil
}

// callbackLines are the lines that Callback URLs must have, the product's first.
func (j *Journey) callbackLines() []string {
	lines := []string{j.setup.Callback}
	if j.setup.Lines == LinesBoth {
		lines = append(lines, j.setup.Local)
	}
	return slices.DeleteFunc(lines, func(line string) bool { return line == "" })
}

// sampleCallback is what a rehearsal uses.
func (j *Journey) sampleCallback() string {
	cb := j.platform.Callback
	if cb.From == "pattern" {
		j.setup.Inputs[InputTenant] = cb.Sample
	}
	return cb.Rehearsed()
}

// setCallback takes the product's Callback URL. What was proved of another one
// is proved no longer.
func (j *Journey) setCallback(callback string) {
	if callback == j.setup.Callback {
		return
	}
	j.setup.Callback = callback
	j.forgetProofs(StepCallback, StepLinks)
	j.forgetSignIn()
}

// app is what the next sign-in uses.
func (j *Journey) app() oauth.App {
	callback := j.setup.Callback
	if j.setup.Way == WayLocal && j.setup.Local != "" {
		callback = j.setup.Local
	}
	return oauth.App{ClientID: j.setup.ClientID, Callback: callback, Scopes: j.asked()}
}

// lineNext says at the end what may become of threelo's line; "" when it was
// never in the console.
func (j *Journey) lineNext() string {
	if j.setup.Lines != LinesBoth || j.setup.Local == "" {
		return ""
	}
	return "delete threelo's line from Callback URLs, or keep it for later checks: " + j.setup.Local
}

// lineNote says whether threelo's line is in Callback URLs, as far as known.
func (j *Journey) lineNote() string {
	switch {
	case j.setup.Lines != LinesBoth || j.setup.Local == "":
		return ""
	case j.setup.LineUsed:
		return "threelo's line is in Callback URLs (the sign-in test used it): " + j.setup.Local
	case j.went(StepCallback):
		return "threelo's line may be in Callback URLs (not checked): " + j.setup.Local
	}
	return ""
}

// ownCallback says whether the product's own Callback URL is known to be saved:
// a ready-made link showed it, or a sign-in test used it, or Authorize worked.
func (j *Journey) ownCallback() bool {
	return j.setup.Proofs[StepCallback].Outcome == MarkProved || j.setup.PlatformAuthorized == Authorized
}

func linesShown(lines []string) string { return strings.Join(lines, " and ") }
