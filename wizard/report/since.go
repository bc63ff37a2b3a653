package report

import (
	"cmp"
	"strings"

	"threelo/assets/english"
	"threelo/oauth"
	"threelo/steps/dialog"
)

// changeItems lists what changed since the earlier report, after that report itself.
func (p *Prepared) changeItems() []Item {
	if p.Since == nil {
		return nil
	}
	earlier := Item{Label: "Earlier report", Text: "made " + minute(p.Since.GeneratedAt)}
	if p.Since.Days > 0 {
		earlier.Text += ", " + english.Count(p.Since.Days, "day") + " before this one"
	}
	if len(p.Since.Changes) == 0 {
		earlier.Text += "; nothing that was checked again has changed"
	}
	out := []Item{earlier}
	for _, c := range p.Since.Changes {
		_, before := p.change(c.What, c.Before)
		mark, now := p.change(c.What, c.Now)
		label := cmp.Or(c.Title, strings.TrimPrefix(c.What, "scope:"))
		out = append(out, Item{Mark: mark, Label: label, Text: before + ", now " + now})
	}
	return out
}

// change is one side of a change, with its mark and in words.
func (p *Prepared) change(what, value string) (mark dialog.Mark, words string) {
	kind, _, _ := strings.Cut(what, ":")
	switch {
	case kind == "outcome":
		side := Prepared{Report: dialog.Report{Outcome: dialog.Readiness(value), PlatformAuthorized: dialog.Authorized}}
		return side.verdict()
	case kind == "proof" && p.words(dialog.Mark(value)) != "":
		return dialog.Mark(value), p.words(dialog.Mark(value))
	case kind == "check":
		return outcome(oauth.Outcome(value))
	}
	return "", value
}
