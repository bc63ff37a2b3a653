package steps

import (
	"slices"

	"threelo/assets"
	"threelo/steps/dialog"
)

// Step is one screen of the journey, in a file of its own. What only one screen
// knows is kept in its Step; what others need is in Facts.
type Step interface {
	// Show completes the screen. It changes nothing.
	Show(f *Facts, sc *dialog.Screen)
	// Enter is called when a person arrives.
	Enter(f *Facts) Reply
	// Handle takes an event. It reports false for what every screen takes alike.
	Handle(f *Facts, ev dialog.Event) (Reply, bool)
	// Choose takes the answer to the screen's question.
	Choose(f *Facts, answer dialog.OptionID) Reply
	// Hands lists what enter puts on the clipboard before it leaves, one by one.
	Hands(f *Facts) []dialog.ValueID
	// Leaving is called when enter would go on, and before Ready.
	Leaving(f *Facts) []dialog.Effect
	// Ready says why enter can't go on yet. It changes nothing.
	Ready(f *Facts) stop
	// Done is called when enter goes on. It records what stays unproved.
	Done(f *Facts)
	// Help lets the sandbox's admin do the step, in a rehearsal.
	Help(f *Facts) Reply
}

// Reply is what a step answers.
type Reply struct {
	Effects []dialog.Effect
	Go      Move
	Say     string // the notice; "" to leave the one before
	Warn    bool   // Say is about something that was refused or did not work
}

// Move is where the journey goes. The zero value stays.
type Move struct {
	next     bool
	close    bool          // the question in front, before the rest
	to       dialog.StepID // a step, or the screen that it shares; a key leads back
	question dialog.StepID // to put in front
	again    bool          // the screen begins again: what it waited for is another now
	begin    bool          // the plan is another now: to its first screen that is not gone through
	open     *dialog.Setup // a saved one, or a new one of a platform
}

func reply(effects ...dialog.Effect) Reply { return Reply{Effects: effects} }

// refuse is the reply to what can't be done.
func refuse(why string) Reply { return Reply{Say: why, Warn: true} }

// result is the reply to an effect that is done: what failed, if anything did, or what
// it did.
func result(failed, did string) Reply {
	if failed != "" {
		return refuse(failed)
	}
	return Reply{Say: did}
}

// stop is why enter can't go on; zero when it can.
type stop struct {
	why  string
	busy bool // it opens by itself
}

// part is a step of the platform's document, or one that every journey has.
// Several can share a screen.
type part struct {
	id   dialog.StepID
	kind dialog.StepID
	data assets.PlatformStep // the platform's own words; zero for steps of every journey
}

// base is a Step that says what its parts say. It has the ID of its screen.
type base struct{ id dialog.StepID }

func (base) Show(*Facts, *dialog.Screen)               {}
func (base) Enter(*Facts) Reply                        { return Reply{} }
func (base) Handle(*Facts, dialog.Event) (Reply, bool) { return Reply{}, false }
func (base) Choose(*Facts, dialog.OptionID) Reply      { return Reply{} }
func (base) Leaving(*Facts) []dialog.Effect            { return nil }
func (base) Ready(*Facts) stop                         { return stop{} }

// Done records that no link was pasted, on the screen that takes them.
func (b base) Done(f *Facts) {
	if b.has(f, dialog.StepLinks) && !f.links.Any() {
		f.prove(dialog.StepLinks, dialog.Proof{Outcome: dialog.MarkUnchecked, Evidence: "no link pasted"})
	}
}

// Help asks the sandbox for the parts that it can do.
func (b base) Help(f *Facts) Reply {
	var r Reply
	for _, p := range b.parts(f) {
		if kindOf(p.kind).helped {
			r.Effects = append(r.Effects, f.sandbox(p.kind))
		}
	}
	return r
}

// parts lists the steps that share the screen.
func (b base) parts(f *Facts) []part {
	if i := f.find(b.id); i >= 0 {
		return f.plan[i].parts
	}
	return nil
}

// has reports whether a step of this kind shares the screen.
func (b base) has(f *Facts, kind dialog.StepID) bool {
	return slices.ContainsFunc(b.parts(f), func(p part) bool { return p.kind == kind })
}

// Hands lists the values that the document carries on this screen.
func (b base) Hands(f *Facts) []dialog.ValueID {
	var ids []dialog.ValueID
	for _, p := range b.parts(f) {
		for _, id := range p.data.Carry {
			ids = append(ids, dialog.ValueID(id))
		}
	}
	return ids
}
