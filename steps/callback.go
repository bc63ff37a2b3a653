package steps

import (
	"cmp"
	"slices"
	"strings"

	"threelo/assets"
	"threelo/assets/english"
	"threelo/oauth"
	"threelo/steps/dialog"
)

// lineState is what is known of threelo's own line in Callback URLs in this run.
type lineState struct {
	bound     bool   // its port is held
	movedFrom string // the line before, when its port was taken
	tunnel    string // over SSH: the command that makes it reachable
	saved     bool   // the person says that the callback is saved in the console
	added     bool   // it was added to Callback URLs that were saved without it
}

// callback carries the product's Callback URL to the console, and with it threelo's
// own line for the sign-in test.
type callback struct{ base }

func (c *callback) Show(f *Facts, sc *dialog.Screen) {
	cb := f.platform.Callback
	switch {
	case cb.From == "platform":
		field := f.field(dialog.InputCallback, f.setup.Callback)
		field.Label = cmp.Or(f.platform.Labels.Callback, field.Label)
		sc.Fields = append(sc.Fields, field)
	case cb.Ask != "":
		field := f.field(dialog.InputTenant, f.setup.Inputs[dialog.InputTenant])
		field.Label, field.Help, field.Placeholder, field.Set = cb.Ask, "goes into "+cb.Pattern, cb.Sample, f.setup.Callback != ""
		sc.Fields = append(sc.Fields, field)
	}
	if f.world.Demo && f.setup.Callback == "" && cb.From != "fixed" {
		f.showValues(sc, dialog.ValueID(cb.Sample))
	}
	if f.waitsForPort() {
		sc.Waiting = &dialog.Waiting{What: "choosing a port for threelo's line", Since: f.now}
	}
	f.showValues(sc, c.carries(f))
	if f.setup.Lines == dialog.LinesOne {
		sc.Do = slices.DeleteFunc(sc.Do, func(do dialog.Instruction) bool { return do.Value == dialog.ValueLocal })
	}
	for i, do := range sc.Do {
		switch {
		case f.setup.Lines == dialog.LinesOne && do.Value == dialog.ValueLines:
			sc.Do[i].Text = "Press enter to copy " + f.linesWords() + "."
		case f.world.Demo && (do.Field == dialog.InputCallback || do.Field == dialog.InputTenant):
			sc.Do[i].Text = "In this rehearsal, press c to copy a sample. Paste it here:"
		}
	}
	c.showLine(f, sc)
	if !c.has(f, dialog.StepLinks) { // they show it too
		f.showCredentials(sc)
	}
}

// carries is what to copy. An app that exists gets threelo's line alone, so that
// nothing is overwritten.
func (c *callback) carries(f *Facts) dialog.ValueID {
	if f.setup.App == dialog.AppExisting {
		return dialog.ValueLocal
	}
	return dialog.ValueLines
}

// showLine says what threelo's line is for, and how to do without.
func (c *callback) showLine(f *Facts, sc *dialog.Screen) {
	if f.setup.Lines == dialog.LinesOne {
		sc.Offer(dialog.ActionLine, "l", "add threelo's line")
		return
	}
	f.showMoved(sc)
	sc.Offer(dialog.ActionLine, "l", "without threelo's line").Main = true
	sc.Offer(dialog.ActionSingleBox, "s", "the console has a single box")
}

// showMoved warns that threelo's line has another port than before.
func (f *Facts) showMoved(sc *dialog.Screen) {
	if f.line.movedFrom != "" {
		sc.AddNote(dialog.MarkWarn, "Another program uses the port of threelo's line. In Callback URLs, replace "+f.line.movedFrom+" with "+cmp.Or(f.setup.Local, "the new line")+", and press Save changes.")
	}
}

func (c *callback) Enter(f *Facts) Reply {
	f.fillCallback()
	return reply(f.bindLine()...)
}

func (c *callback) Hands(f *Facts) []dialog.ValueID {
	known := f.appLinks().Any() && !f.line.added && f.line.movedFrom == "" // the console has them
	if f.setup.Callback == "" || f.waitsForPort() || known {
		return nil
	}
	return []dialog.ValueID{c.carries(f)}
}

func (c *callback) Handle(f *Facts, ev dialog.Event) (Reply, bool) {
	act, _ := ev.(dialog.Act)
	switch {
	case act.ID == dialog.ActionLine && f.setup.Lines == dialog.LinesOne:
		f.useLine(dialog.LinesBoth)
		f.line.added = true
		return reply(f.bindLine()...), true
	case act.ID == dialog.ActionSingleBox:
		f.observe(oauth.Observation{Fact: oauth.FactSingleCallbackBox, Outcome: oauth.FactConfirmed})
	case act.ID != dialog.ActionLine:
		return Reply{}, false
	}
	f.useLine(dialog.LinesOne)
	return Reply{Effects: []dialog.Effect{dialog.Unbind{}}, Say: "threelo's line is left out: after the sign-in test you paste the address of " + f.platform.Name + "'s page"}, true
}

// Leaving asks Atlassian about client ID and secret, where they were entered before
// this screen: it can answer only once a callback is saved.
func (c *callback) Leaving(f *Facts) []dialog.Effect {
	f.line.saved = f.setup.Callback != ""
	return f.askCredentials()
}

func (c *callback) Ready(f *Facts) stop {
	switch {
	case f.setup.Callback == "" && f.platform.Callback.Ask != "":
		return stop{why: "the Callback URL is missing: fill in your part of it"}
	case f.setup.Callback == "":
		return stop{why: "the Callback URL is missing: copy it from " + f.platform.Name}
	case f.waitsForPort():
		return stop{why: "one moment: threelo is choosing a port", busy: true}
	}
	return f.credentialsReady()
}

func (c *callback) Done(f *Facts) {
	f.line.movedFrom = ""
	c.base.Done(f)
}

func (c *callback) Help(f *Facts) Reply {
	if f.waitsForPort() {
		return Reply{}
	}
	if f.setup.Callback == "" {
		for _, part := range assets.Parts(strings.Join(append(f.platform.Callback.More, f.platform.Callback.Pattern), "")) {
			f.setup.Inputs[dialog.InputID(part)] = f.platform.SampleOf(part)
		}
		f.setup.Callback = f.platform.Rehearsed()
	}
	return c.base.Help(f)
}

// useLine decides whether threelo's line goes into Callback URLs. The sign-in
// test then chooses its way again.
func (f *Facts) useLine(lines dialog.OptionID) {
	f.setup.Lines, f.setup.LineUsed, f.line = lines, false, lineState{}
	if f.setup.Way != dialog.WaySkip {
		f.setup.Way = ""
	}
}

// bindLine asks to hold the port of threelo's line, from when it is shown.
func (f *Facts) bindLine() []dialog.Effect {
	if f.setup.Lines != dialog.LinesBoth || f.line.bound {
		return nil
	}
	return []dialog.Effect{dialog.Bind{Callback: f.setup.Local}}
}

// waitsForPort reports whether threelo's line is not complete yet.
func (f *Facts) waitsForPort() bool { return f.setup.Lines == dialog.LinesBoth && !f.line.bound }

// lineBound takes the port that is held now. One that another program took is
// given up, and a new line is offered.
func (f *Facts) lineBound(ev dialog.Bound) Reply {
	switch {
	case f.setup.Way == dialog.WayOwn:
		return result(ev.Error, "")
	case ev.Error != "" && f.setup.Local != "":
		f.line.movedFrom, f.setup.Local, f.setup.LineUsed = f.setup.Local, "", false
		return reply(dialog.Bind{})
	case ev.Error != "":
		f.useLine(dialog.LinesOne)
		return refuse("threelo's line can't be used on this computer: " + ev.Error)
	}
	f.line.bound, f.line.tunnel, f.setup.Local = true, ev.Tunnel, ev.Callback
	return Reply{}
}

// ownLine is threelo's line, "" without one.
func (f *Facts) ownLine() string {
	if f.setup.Lines != dialog.LinesBoth {
		return ""
	}
	return f.setup.Local
}

// fillCallback puts what is known into the pattern of the product's Callback URL.
func (f *Facts) fillCallback() {
	if f.platform.Callback.From != "platform" {
		f.setup.Callback = assets.Filled(f.platform.Callback.Pattern, f.entered)
		f.judgeLinks()
	}
}

// linesWords names the lines for Callback URLs together.
func (f *Facts) linesWords() string {
	n := 1 + len(f.platform.Callback.More)
	if f.setup.Lines == dialog.LinesBoth {
		n++
	}
	return english.All(n, "line")
}

// entered is what was entered for an input of the platform.
func (f *Facts) entered(id string) string { return f.setup.Inputs[dialog.InputID(id)] }

// callbackLines are the lines that Callback URLs must have, the product's first.
func (f *Facts) callbackLines() []string {
	lines := []string{f.setup.Callback}
	for _, pattern := range f.platform.Callback.More {
		lines = append(lines, assets.Filled(pattern, f.entered))
	}
	lines = append(lines, f.ownLine())
	return slices.DeleteFunc(lines, func(line string) bool { return line == "" })
}

// callbackUsed takes what a sign-in proves of the callback that it used.
func (f *Facts) callbackUsed(callback string) {
	if callback == f.setup.Callback {
		f.prove(dialog.StepCallback, dialog.Proof{Outcome: dialog.MarkProved, Evidence: "used by the sign-in test"})
		return
	}
	f.setup.LineUsed, f.line.movedFrom = true, ""
	f.observe(oauth.Observation{Fact: oauth.FactLoopbackHTTPAccepted, Outcome: oauth.FactConfirmed},
		oauth.Observation{Fact: oauth.FactSingleCallbackBox, Outcome: oauth.FactRefuted})
}
