package steps

import "threelo/assets"

// showDifferences tells at the end of a rehearsal what would differ with the
// real Atlassian.
func (j *Journey) showDifferences(s step, sc *Screen) {
	if !j.world.Demo || s.kind != "after" {
		return
	}
	for _, text := range assets.ReadConsole().Rehearsal {
		sc.Findings = append(sc.Findings, Finding{Mark: MarkNote, Text: j.fill(text, s)})
	}
}
