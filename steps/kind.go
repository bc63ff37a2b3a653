package steps

// kind is what a kind of step adds to the words of its platform and of
// console.yaml. Every part may be nil.
type kind struct {
	applies  func(*Journey, step) bool              // whether the journey has this step now
	may      func(*Journey) bool                    // whether an answer that is still to come can bring it
	enter    func(*Journey) []Effect                // on arrival
	leave    func(*Journey) []Effect                // on leaving: ends what is under way
	show     func(*Journey, step, *Screen)          // completes the screen
	gate     func(*Journey, step) stop              // why enter cannot go on yet; changes nothing
	done     func(*Journey, step)                   // enter goes on: records what the step leaves unproved
	handle   func(*Journey, Event) ([]Effect, bool) // takes an event before the journey does
	help     func(*Journey, step) []Effect          // the sandbox's admin does this step
	attested bool                                   // pressing enter records "you confirmed"
}

// kindOf finds a kind by its name in a platform's file. A new kind of step is a
// file of its own and a line here. An unknown name shows its instructions.
func kindOf(name StepID) kind {
	switch name {
	case StepChoose:
		return chooseKind()
	case StepKnow:
		return knowKind()
	case StepApp:
		return appKind()
	case StepAccount:
		return accountKind()
	case StepSite:
		return siteKind()
	case StepActivities:
		return activitiesKind()
	case StepRenewal:
		return renewalKind()
	case StepChooseScopes:
		return chooseScopesKind()
	case StepCreate:
		return createKind()
	case StepClassic, StepGranular, StepIdentity:
		return scopesKind()
	case StepCallback:
		return callbackKind()
	case StepLinks:
		return linksKind()
	case StepCredentials:
		return credentialsKind()
	case StepSharing:
		return sharingKind()
	case StepFields, StepHandover:
		return handoverKind()
	case StepSignIn:
		return signInKind()
	case StepVerify:
		return verifyKind()
	case StepOutcome:
		return outcomeKind()
	case StepAfter:
		return afterKind()
	case StepStatus:
		return statusKind()
	}
	return instructionsKind() // platform
}

// Kinds lists the kinds that a platform's file may name, in the usual order.
func Kinds() []StepID {
	return []StepID{
		StepActivities, StepPlatform, StepCreate, StepClassic, StepGranular, StepIdentity,
		StepCallback, StepLinks, StepCredentials, StepSharing, StepFields, StepSignIn, StepVerify, StepHandover, StepOutcome, StepAfter, StepStatus,
	}
}
