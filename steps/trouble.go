package steps

import (
	"threelo/assets"
)

// trouble puts a failure into a person's words. kind names the step that cures it.
func (j *Journey) trouble(s step, failure, what, why string, cure []string, kind string) *Trouble {
	t := &Trouble{What: what, Why: why, Cure: cure, Who: "you", Failure: failure}
	j.cures(t, s, kind)
	return t
}

// failureTrouble puts a failure of the atlas into a person's words; nil when
// the atlas does not have it.
func (j *Journey) failureTrouble(s step, id, detail string) *Trouble {
	for _, f := range assets.Failures() {
		if f.ID != id {
			continue
		}
		t := &Trouble{What: f.Title, Why: f.Cause, Who: f.Who, Failure: f.ID, Detail: detail}
		for _, c := range f.Cure {
			t.Cure = append(t.Cure, j.fill(c, s))
		}
		if f.Sure == "L" || f.Sure == "M" {
			t.Sure = "probably"
		}
		j.cures(t, s, f.Step)
		return t
	}
	return nil
}

func (j *Journey) cures(t *Trouble, s step, kind string) {
	id := j.stepOfKind(kind)
	if id == "" || id == s.id {
		return
	}
	i, _ := j.find(id)
	t.Step = id
	t.StepIs = j.fill(firstOf(j.plan[i].data.Title, assets.ReadConsole().Steps[j.plan[i].kind].Title), j.plan[i])
}

// CompleteTrouble adds to a trouble from outside (a failed sign-in, say) the
// step that cures it, when the atlas knows the failure.
func (j *Journey) completeTrouble(s step, t *Trouble) *Trouble {
	if t == nil {
		return nil
	}
	known := j.failureTrouble(s, t.Failure, t.Detail)
	if known == nil {
		return t
	}
	return known
}
