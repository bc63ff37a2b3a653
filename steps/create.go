package steps

// create creates the app in the console, or opens the one that exists.
type create struct{ base }

func (c *create) Show(f *Facts, sc *Screen) {
	if f.setup.App == AppExisting {
		f.showValues(sc, ValueConsole)
		return
	}
	f.showValues(sc, ValueConsole, ValueAppName)
	sc.AddFinding(MarkUnchecked, "the ready-made links will show it")
}

func (c *create) Hands(*Facts) []ValueID { return []ValueID{ValueConsole} }

// sharing shares the app: when another account than its owner signs in, or when
// the platform's document asks for it in every case.
type sharing struct{ base }

func (s *sharing) Show(_ *Facts, sc *Screen) {
	sc.AddFinding(MarkUnchecked, "the sign-in test will show whether it worked")
}
