package steps

// kind is what a kind of step adds to the words of its platform and of
// console.yaml. Every part may be nil.
type kind struct {
	applies func(*Journey, step) bool              // whether the journey has this step now
	may     func(*Journey) bool                    // whether an answer that is still to come can bring it
	enter   func(*Journey) []Effect                // on arrival
	leave   func(*Journey) []Effect                // on leaving: ends what is under way
	show    func(*Journey, step, *Screen)          // completes the screen
	gate    func(*Journey, step) string            // why enter cannot go on yet, "" when it can
	handle  func(*Journey, Event) ([]Effect, bool) // takes an event before the journey does
	help    func(*Journey, step) []Effect          // the sandbox's admin does this step
	said    bool                                   // going on means "you said so"
}

// kindOf finds a kind by its name in a platform's file. A new kind of step is a
// file of its own and a line here. An unknown name shows its instructions.
func kindOf(name string) kind {
	switch name {
	case "choose":
		return chooseKind()
	case "know":
		return knowKind()
	case "app":
		return appKind()
	case "account":
		return accountKind()
	case "site":
		return siteKind()
	case "activities":
		return activitiesKind()
	case "renewal":
		return renewalKind()
	case "choose-scopes":
		return chooseScopesKind()
	case "create":
		return createKind()
	case "scopes-classic", "scopes-granular", "scopes-identity":
		return scopesKind()
	case "callback":
		return callbackKind()
	case "links":
		return linksKind()
	case "credentials":
		return credentialsKind()
	case "sharing":
		return sharingKind()
	case "fields", "handover":
		return handoverKind()
	case "signin":
		return signInKind()
	case "verify":
		return verifyKind()
	case "putback":
		return putBackKind()
	case "outcome":
		return outcomeKind()
	case "after":
		return afterKind()
	case "status":
		return statusKind()
	}
	return instructionsKind() // platform
}

// Kinds lists the kinds that a platform's file may name, in the usual order.
func Kinds() []string {
	return []string{
		"activities", "platform", "create", "scopes-classic", "scopes-granular", "scopes-identity",
		"callback", "links", "credentials", "sharing", "fields", "signin", "verify", "handover", "outcome", "after", "status",
	}
}
