package steps

import (
	"cmp"
	"strings"

	"threelo/assets"
	"threelo/assets/english"
	"threelo/oauth"
)

// instructionsKind says what to do and takes the person's word for it.
func instructionsKind() kind { return kind{attested: true} }

// afterKind says what to do once the product is authorized, which may be on another
// day.
func afterKind() kind {
	return kind{
		attested: true,
		show: func(j *Journey, s step, sc *Screen) {
			if j.setup.PlatformAuthorized != Authorized {
				sc.Warnings = append(sc.Warnings, Note{Mark: MarkWarn, Text: j.fill("{platform} is not authorized yet. Do this afterwards.", s)})
			}
		},
	}
}

// sharingKind shares the app: when another account than its owner signs in, or
// when the platform's document asks for it in every case.
func sharingKind() kind {
	return kind{
		applies:  func(j *Journey, _ step) bool { return j.setup.Accounts == AccountsTwo || j.platform.NeedsSharing },
		possible: func(j *Journey) bool { return j.setup.Accounts == "" },
		attested: true,
		help:     askSandbox,
	}
}

// handoverKind carries values into the platform.
func handoverKind() kind {
	return kind{
		attested: true,
		show: func(j *Journey, s step, sc *Screen) {
			if carriesScopes(s.data) {
				sc.Findings = append(sc.Findings, j.carriedScopes()...)
			}
			if s.kind == StepHandover && j.setup.Account != "" {
				sc.Findings = append(sc.Findings, Finding{Mark: MarkNote, Text: "the account to use: " + j.setup.Account})
			}
		},
		help: func(j *Journey, s step) []Effect {
			for _, id := range s.data.Ask {
				if in, ok := j.platform.Input(id); ok && j.setup.Inputs[InputID(id)] == "" {
					j.setup.Inputs[InputID(id)] = in.Sample
				}
			}
			j.touch()
			did := "the values are where they belong"
			if s.kind == StepHandover {
				did = "in a rehearsal nothing is authorized there"
			}
			j.helpDone(s.id, "the sandbox plays "+j.platform.Name+": "+did)
			return nil
		},
	}
}

// carriedScopes explains the line of scopes where it is carried: the one that
// the console does not have, and behind a key every one of them.
func (j *Journey) carriedScopes() []Finding {
	var out []Finding
	all := make([]string, 0, len(j.wanted()))
	for _, name := range j.wanted() {
		item := j.scopeItem(name)
		if name == oauth.OfflineAccess && item.Comment != "" {
			out = append(out, Finding{Mark: MarkNote, Text: name + ", which is not in the console: " + item.Comment})
		}
		all = append(all, item.line())
	}
	return append(out, Finding{Mark: MarkNote, Text: english.Count(len(all), "scope") + " in this line; the details say what each is for", Detail: strings.Join(all, "\n")})
}

// line tells a scope's name, kind, console title, purpose and the document's
// remark.
func (i ScopeItem) line() string {
	kind := map[string]string{assets.Identity: "User Identity", assets.OAuth: "not in the console"}[i.Kind]
	line := i.Scope + " (" + cmp.Or(kind, i.Kind)
	if i.Title != "" {
		line += ", “" + i.Title + "”"
	}
	line += ")"
	if i.For != "" {
		line += " lets the product " + i.For + "."
	}
	if i.Comment != "" {
		line += " The document: " + i.Comment
	}
	return line
}

// outcomeKind asks what the platform showed: only the person can see it.
func outcomeKind() kind {
	return kind{
		answer: func(j *Journey) *OptionID { return &j.setup.PlatformAuthorized },
		choose: func(j *Journey, answer OptionID) []Effect {
			j.setup.ConfirmedAt = nil
			if answer == Authorized {
				now := j.now
				j.setup.ConfirmedAt = &now
			}
			delete(j.problems, StepOutcome)
			return nil
		},
		show: func(j *Journey, _ step, sc *Screen) {
			if token := j.platform.Labels.Token; token != "" {
				sc.Choices.Options[1].Help = "“" + token + "” is filled, and it is saved"
			}
			if j.setup.PlatformAuthorized == ShowedError {
				f := j.field(InputError, "")
				f.Set = j.entries[InputError].notes != nil
				sc.Fields = []Field{f}
			}
		},
		handle: handleOutcome,
	}
}

// handleOutcome explains the error that the platform showed. It can hold a code or
// a token: what of it may be shown is in the problem.
func handleOutcome(j *Journey, ev Event) ([]Effect, bool) {
	commit, ok := ev.(Commit)
	if !ok || commit.Field != InputError {
		return nil, false
	}
	delete(j.entries, InputError)
	delete(j.problems, StepOutcome)
	if strings.TrimSpace(commit.Text) == "" {
		return nil, true
	}
	f, seen, ok := oauth.Explain(commit.Text)
	if !ok {
		j.entries[InputError] = entry{notes: []string{"not recognised"}, withheld: true}
		j.problems[StepOutcome] = unknownProblem(&Problem{What: j.platform.Name + " showed an error", Who: "you", Detail: seen.Text})
		return nil, true
	}
	j.entries[InputError] = entry{notes: []string{"recognised"}, withheld: true}
	t := j.failureProblem(j.step(), f.ID, seen.Text)
	if t.Step != "" && t.Step == j.stepOfKind(StepSignIn) { // what was refused is the platform's own sign-in, not the test
		j.fixedBy(t, j.step(), StepHandover)
	}
	j.problems[StepOutcome] = t
	return nil, true
}
