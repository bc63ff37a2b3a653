package steps

// kind is what a kind of step adds to the words of its platform and of
// console.yaml. Every part may be nil.
type kind struct {
	applies  func(*Journey, step) bool              // whether the journey has this step now
	possible func(*Journey) bool                    // whether a later answer may still add it
	enter    func(*Journey) []Effect                // on arrival
	leave    func(*Journey) []Effect                // on leaving: ends what is under way
	show     func(*Journey, step, *Screen)          // completes the screen
	gate     func(*Journey, step) stop              // why enter cannot go on yet; changes nothing
	done     func(*Journey, step)                   // enter goes on: records what the step leaves unproved
	answer   func(*Journey) *OptionID               // where the answer to the step's question is kept; console.yaml has the options
	choose   func(*Journey, OptionID) []Effect      // takes an answer that is more than that
	handle   func(*Journey, Event) ([]Effect, bool) // takes an event before the journey does
	help     func(*Journey, step) []Effect          // the sandbox's admin does this step
	attested bool                                   // pressing enter records "you confirmed"
}

type namedKind struct {
	id StepID
	of func() kind
}

// kinds lists every kind of step. A new one is a new file and a line here.
// Those from activities on are what a platform's file may name.
func kinds() []namedKind {
	return []namedKind{
		{StepPractice, practiceKind},
		{StepWays, waysKind},
		{StepSaveAs, saveAsKind},
		{StepChoose, chooseKind},
		{StepKnow, knowKind},
		{StepApp, appKind},
		{StepAccount, accountKind},
		{StepSite, siteKind},
		{StepRenewal, renewalKind},
		{StepChooseScopes, chooseScopesKind},
		{StepActivities, activitiesKind},
		{StepPlatform, instructionsKind},
		{StepCreate, createKind},
		{StepClassic, scopesKind},
		{StepGranular, scopesKind},
		{StepIdentity, scopesKind},
		{StepCallback, callbackKind},
		{StepLinks, linksKind},
		{StepCredentials, credentialsKind},
		{StepSharing, sharingKind},
		{StepFields, handoverKind},
		{StepSignIn, signInKind},
		{StepVerify, verifyKind},
		{StepHandover, handoverKind},
		{StepOutcome, outcomeKind},
		{StepAfter, afterKind},
		{StepStatus, statusKind},
	}
}

// kindOf finds a kind by its name. An unknown name shows its instructions.
func kindOf(name StepID) kind {
	for _, k := range kinds() {
		if k.id == name {
			return k.of()
		}
	}
	return instructionsKind()
}

// Kinds lists the kinds that a platform's file may name, in the usual order.
func Kinds() []StepID {
	var ids []StepID
	for _, k := range kinds() {
		if k.id == StepActivities || ids != nil {
			ids = append(ids, k.id)
		}
	}
	return ids
}
