package steps

import (
	"net/url"
	"strings"

	"threelo/assets"
)

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

// keepApart takes away links to the real Atlassian where the hosts are a
// sandbox's: one run never has both. The words stay.
func (j *Journey) keepApart(sc *Screen) {
	if !j.world.Cloud.IsTest() {
		return
	}
	for i, in := range sc.Do {
		if in.Link != nil && isAtlassian(in.Link.URL) {
			sc.Do[i].Link = nil
		}
	}
}

func isAtlassian(address string) bool {
	u, err := url.Parse(address)
	return err == nil && strings.Contains("."+u.Hostname(), ".atlassian")
}
