package steps

import (
	"slices"

	"threelo/oauth"
)

// observe keeps what the run showed of uncertain facts, the newest for each.
func (j *Journey) observe(seen ...oauth.Observation) {
	for _, o := range seen {
		j.observed = slices.DeleteFunc(j.observed, func(old oauth.Observation) bool { return old.Fact == o.Fact })
		j.observed = append(j.observed, o)
	}
}

// observeLinks notes which of several callbacks the console puts into its links:
// the first line, as is assumed, or another.
func (j *Journey) observeLinks() {
	lines := j.callbackLines()
	if shown, expected := j.links.Shows(lines...); expected && len(lines) > 1 && j.setup.App != AppExisting {
		outcome := oauth.FactRefuted
		if shown == lines[0] {
			outcome = oauth.FactConfirmed
		}
		j.observe(oauth.Observation{Fact: oauth.FactCallbackInLinks, Outcome: outcome})
	}
}
