package steps

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"threelo/assets"
	"threelo/assets/english"
	"threelo/oauth"
	"threelo/steps/dialog"
)

// choose asks for the platform, or offers to continue a saved setup.
type choose struct {
	base
	names  map[string]string // of the platforms that saved setups name
	failed map[string]error  // why such a file cannot be used
	all    bool              // the others are shown too
	search string            // in all of them
	forget dialog.OptionID   // the saved setup that the next press deletes
}

// resumeID is the answer that continues a saved setup.
func resumeID(i int) dialog.OptionID { return dialog.OptionID("resume:" + strconv.Itoa(i)) }

// saved finds the setup that an answer continues.
func (c *choose) saved(f *Facts, answer dialog.OptionID) (dialog.Setup, bool) {
	for i, s := range f.world.Saved {
		if answer == resumeID(i) {
			return s, true
		}
	}
	return dialog.Setup{}, false
}

// Enter reads the platform files that saved setups name. A built-in platform is not
// parsed for its name.
func (c *choose) Enter(f *Facts) Reply {
	c.names, c.failed = map[string]string{}, map[string]error{}
	for _, l := range assets.Shelf() {
		c.names[l.ID] = l.Name
	}
	for _, s := range f.world.Saved {
		if c.names[s.Platform] == "" && f.world.Load != nil {
			p, err := f.world.Load(s.Platform)
			if c.failed[s.Platform] = err; err == nil {
				c.names[s.Platform] = p.Name
			}
		}
	}
	return Reply{}
}

func (c *choose) Show(f *Facts, sc *dialog.Screen) {
	ch := &dialog.Choices{Ask: sc.Title}
	f.showNotes(sc)
	for i, s := range f.world.Saved {
		if c.search != "" {
			break
		} else if err := c.failed[s.Platform]; err != nil {
			sc.AddNote(dialog.MarkWarn, strings.TrimSuffix("A saved setup for "+oauth.SiteName(s.Site), " for ")+" waits for its platform file: "+err.Error()+". It stays saved, and is offered again once the file can be read.")
			continue
		}
		label := strings.TrimSuffix("Continue: "+c.names[s.Platform]+" → "+oauth.SiteName(s.Site), " → ")
		ch.Options = append(ch.Options, dialog.Option{ID: resumeID(i), Label: label, Help: "you'll be asked for the secret again"})
	}
	if len(ch.Options) > 0 {
		sc.Offer(dialog.ActionForget, "x", "delete a saved setup")
	}
	shelf, kinds := assets.Shelf(), []string{} // of those that are listed
	for i, l := range shelf {
		if c.all && (l.Matches(c.search) || i == len(shelf)-1) || !c.all && l.Kind == "" {
			kinds = append(kinds, l.Kind)
			ch.Options = append(ch.Options, dialog.Option{ID: dialog.OptionID(l.ID), Group: l.Kind, Label: l.Name, Help: l.Summary})
		}
	}
	if c.all {
		ch.Search = dialog.InputProduct
		field, of := f.field(dialog.InputProduct, c.search), strings.TrimLeft(strings.Join(slices.Compact(kinds), ", "), ", ")
		field.Finding = &dialog.Finding{Mark: dialog.MarkNote, Text: fmt.Sprintf("%d of %s: %s", len(kinds), english.Count(len(shelf), "product"), of)}
		sc.Fields = []dialog.Field{field}
	} else {
		sc.Why = []string{"threelo leads you through the product's document: create the app, select the scopes, copy every value, and test that it works. The screen says so before anything is sent."}
		ch.Options = append(ch.Options, dialog.Option{ID: dialog.OptionOthers, Label: "another product…", Help: "documented by its maker, or your own platform file"})
	}
	sc.Choices = ch
	sc.Next = dialog.Onward{Label: "choose"}
}

func (c *choose) Ready(*Facts) stop { return stop{why: "choose one first"} }

func (c *choose) Handle(f *Facts, ev dialog.Event) (Reply, bool) {
	forget := c.forget
	c.forget = "" // anything else takes the first press back
	switch ev := ev.(type) {
	case dialog.Commit:
		c.search = ev.Text
		return Reply{}, ev.Field == dialog.InputProduct
	case dialog.Act:
		answer := dialog.OptionID(ev.Arg)
		s, ok := c.saved(f, answer)
		switch {
		case ev.ID != dialog.ActionForget:
			return Reply{}, false
		case !ok:
			return refuse("only a saved setup can be deleted"), true
		case forget != answer:
			c.forget = answer
			return refuse("press x again to delete this saved setup; nothing changes in Atlassian"), true
		}
		return reply(dialog.ForgetSetup{ID: s.ID}), true
	}
	return Reply{}, false
}

func (c *choose) Choose(f *Facts, answer dialog.OptionID) Reply {
	if answer == dialog.OptionOthers {
		c.all = true
		return Reply{}
	}
	s, ok := c.saved(f, answer)
	if !ok {
		s.Platform = string(answer)
	}
	return Reply{Go: Move{open: &s}}
}

// showNotes warns of what is wrong with saved setups.
func (f *Facts) showNotes(sc *dialog.Screen) {
	for _, text := range f.world.Notes {
		sc.AddNote(dialog.MarkWarn, english.Stop(english.UpperFirst(text)))
	}
}

// open begins with the platform that was chosen, or continues a saved setup, unless
// another window has it.
func (j *Journey) open(s dialog.Setup) []dialog.Effect {
	p, err := j.world.Load(s.Platform)
	saved := s.ID != ""
	if err == nil && saved && j.world.Hold != nil {
		s, err = j.world.Hold(s)
	}
	switch {
	case err != nil:
		j.say(refuse(err.Error()))
		return nil
	case saved:
		return j.Resume(p, s)
	case s.ClientID != "":
		return j.BeginWith(p, s)
	}
	return j.Begin(p, s.Platform)
}
