package steps

import "threelo/steps/dialog"

// create creates the app in the console, or opens the one that exists.
type create struct{ base }

func (c *create) Show(f *Facts, sc *dialog.Screen) {
	if f.setup.App == dialog.AppExisting {
		f.showValues(sc, dialog.ValueConsole)
		return
	}
	f.showValues(sc, dialog.ValueConsole, dialog.ValueAppName)
	if p := f.proof(dialog.StepCreate); p.Outcome == dialog.MarkProved && !p.Old {
		sc.AddFinding(p.Outcome, p.Evidence)
		return
	}
	sc.AddFinding(dialog.MarkUnchecked, "the ready-made links will show it")
}

func (c *create) Hands(*Facts) []dialog.ValueID { return []dialog.ValueID{dialog.ValueConsole} }

// sharing shares the app: when another account than its owner signs in, or when
// the platform's document asks for it in every case.
type sharing struct{ base }

func (s *sharing) Show(_ *Facts, sc *dialog.Screen) {
	sc.AddFinding(dialog.MarkUnchecked, "the sign-in test will show whether it worked")
}
