package steps

import (
	"cmp"
	"slices"

	"threelo/oauth"
	"threelo/steps/dialog"
)

// purpose asks, in front of a screen, what a person wants with an app that exists.
type purpose struct{ base }

func (p *purpose) Show(f *Facts, sc *dialog.Screen) {
	if !f.worked() { // there is nothing to go on with, nor to leave
		sc.Choices.Options = sc.Choices.Options[:len(sc.Choices.Options)-1]
		sc.Choices.Options[0].Label, sc.Choices.Options[0].Help = "connect it, step by step", "every step, with an app that exists"
	}
	sc.Next, sc.Choices.Options[0].Chosen = dialog.Onward{Label: "choose"}, true
}

func (p *purpose) Choose(f *Facts, answer dialog.OptionID) Reply {
	switch {
	case answer == dialog.PurposeGoOn && f.worked():
		return Reply{Say: continuing, Go: Move{close: true}}
	case answer == dialog.PurposeGoOn:
		return Reply{Go: Move{close: true}}
	case answer == dialog.PurposeStartOver:
		return Reply{Go: Move{close: true, open: &dialog.Setup{Platform: f.setup.Platform}}}
	case answer == dialog.PurposeElsewhere && f.worked():
		s := f.setup.Clone()
		s.ID, s.Purpose, s.Site, s.SiteID, s.SiteWas, s.Account = "", answer, "", "", "", ""
		return Reply{Go: Move{close: true, open: &s}}
	}
	f.setup.App, f.setup.Purpose = dialog.AppExisting, answer
	f.setup.Way, f.secret.without = "", false
	f.answerAuthorize("") // what was seen there was before
	return Reply{Go: Move{close: true, begin: true}}
}

// worked reports whether a saved setup got as far as a sign-in.
func (f *Facts) worked() bool {
	signedIn := slices.Contains(f.setup.Done, dialog.StepSignIn) || slices.Contains(f.setup.Done, dialog.StepHandover)
	return f.platform != nil && f.setup.ClientID != "" && signedIn
}

// repair asks what went wrong, and tests what needs no sign-in: client ID and secret.
type repair struct{ credentials }

func (r *repair) Show(f *Facts, sc *dialog.Screen) {
	sc.Fields = append(sc.Fields, f.field(dialog.InputError, ""))
	if p := f.earlierProblem(); p != nil && f.secret.verdict.Outcome == "" {
		sc.AddFinding(dialog.MarkWarn, p.What)
	}
	r.credentials.Show(f, sc)
	sc.Source = "" // the document has no such step
	sc.Problem = cmp.Or(sc.Problem, f.shown)
}

// repairNeeds reports whether a repair has a kind of step after all: the Callback URL
// when it is not known, and the product's fields when the old secret was refused.
func (f *Facts) repairNeeds(kind dialog.StepID) bool {
	if f.setup.Purpose != dialog.PurposeRepair {
		return false
	}
	switch kind {
	case dialog.StepCallback:
		return f.setup.Callback == "" || !f.setup.LineUsed && f.setup.Way == ""
	case dialog.StepFields, dialog.StepHandover, dialog.StepOutcome:
		return f.secret.refused && f.secret.verdict.Outcome == oauth.Pass
	}
	return false
}

// concludePurpose says how a repair, or adding scopes, ended when nothing failed. It
// never says that all is well: the product's own access can't be seen from here.
func (f *Facts) concludePurpose(r *dialog.Report) {
	authorize := f.fill("Press {label.authorize} in {platform} again, in the window of {user}", 0)
	switch {
	case f.mainProblem() != nil || showedAtAuthorize[f.setup.PlatformAuthorized] != "" || r.Outcome == dialog.Failed:
	case f.setup.Purpose == dialog.PurposeRepair && f.tested().checks.finished():
		r.Outcome = dialog.Attention
		f.concludeRepair(r, authorize)
	case f.setup.Purpose == dialog.PurposeScopes:
		r.Outcome = dialog.Attention
		f.concludeScopes(r, authorize)
	}
}

func (f *Facts) concludeRepair(r *dialog.Report, authorize string) {
	name := f.platform.Name
	if p := f.checkConcern(); p != nil && p.Failure != "" {
		r.Headline, r.Failure = p.What, f.reportFailure(p)
		r.Attention = append(r.Attention, name+"'s own access can't be tested here")
		r.Next = []string{"When this is fixed, try " + name + " again", "Still the same? " + authorize}
		return
	}
	r.Headline = "what threelo can test works; " + name + "'s own access can't be tested here"
	r.Attention = append([]string{
		name + "'s own access ends after 90 days without use, with a new password, and when it is removed under Connected apps; a sign-in that accepts fewer scopes makes it smaller",
		"a replaced secret looks the same from here: " + name + " still has the old one",
	}, r.Attention...)
	r.Next = []string{authorize, "Still the same? Copy the client ID and the secret into " + name + ", and press it once more"}
}

func (f *Facts) concludeScopes(r *dialog.Report, authorize string) {
	r.Headline = "the scopes were not tested: " + f.platform.Name + " gets them when Accept is pressed again"
	if f.linksCount() && len(f.compared().Missing)+len(f.compared().Unseen) == 0 {
		r.Headline = "all scopes are selected; " + f.platform.Name + " gets them when Accept is pressed again"
	}
	r.Attention = append([]string{"no sign-in test was made after adding scopes"}, f.concerns()...)
	if f.setup.PlatformAuthorized != dialog.Authorized {
		r.Next = []string{authorize}
	}
	r.Next = append(r.Next, "Test the new scopes: choose to check the connection")
}
