package steps_test

import (
	"strings"
	"testing"

	"threelo/assets"
	"threelo/oauth"
	"threelo/steps"
)

func TestInARehearsalNoLinkLeadsToTheRealAtlassian(t *testing.T) {
	cloud := oauth.Commercial
	cloud.Name = "test"
	cloud.AuthURL, cloud.APIURL, cloud.ConsoleURL = "http://127.0.0.1:9", "http://127.0.0.1:9", "http://127.0.0.1:9/console/"
	for _, id := range assets.PlatformIDs() {
		p, err := assets.BuiltIn(id)
		if err != nil {
			t.Fatal(err)
		}
		j := steps.New(steps.World{Demo: true, Cloud: cloud})
		j.Begin(p, id)
		differs := false
		for _, step := range append([]steps.StepID{"know"}, stepIDs(p)...) {
			j.Handle(steps.Goto{Step: step})
			sc := j.Screen()
			for _, in := range sc.Do {
				if in.Link != nil && strings.Contains(in.Link.URL, ".atlassian.") {
					t.Errorf("%s, %s: %s", id, step, in.Link.URL)
				}
			}
			for _, f := range sc.Findings {
				differs = differs || strings.HasPrefix(f.Text, "The real console looks different")
			}
		}
		if !differs {
			t.Errorf("%s: nothing tells what differs with the real Atlassian", id)
		}
	}
}

func stepIDs(p *assets.Platform) []steps.StepID {
	var ids []steps.StepID
	for _, s := range p.Steps {
		ids = append(ids, steps.StepID(s.ID))
	}
	return ids
}
