package steps

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"

	"threelo/assets"
	"threelo/assets/english"
	"threelo/oauth"
	"threelo/steps/dialog"
)

// Facts is what several screens share: what is known so far, and how.
type Facts struct {
	world    dialog.World
	platform *assets.Platform // nil before it is chosen
	setup    dialog.Setup     // what is saved
	plan     []screen
	planned  []part // the steps of all screens
	now      time.Time

	entries map[dialog.InputID]entry  // what the fields' last texts led to
	copied  map[dialog.ValueID]string // the texts that were copied; "" for a secret
	newest  dialog.ValueID            // what was copied last
	clipped dialog.Clipped            // the secret that was copied last
	unseen  bool                      // whether the newest copy arrived can't be seen

	links              oauth.ConsoleLinks     // the ready-made links that were pasted in this run
	linkContradictions []string               // of the newest to an earlier one
	secret             secretState            // of the client secret: never the secret
	hidden             map[dialog.InputID]int // the lengths of what was entered into secret inputs, the platform's own and that of the client secret
	line               lineState              // threelo's line in Callback URLs
	try                try                    // the sign-in attempt
	test               test                   // the sign-in test
	stray              string                 // what came during it without its state
	shown              *dialog.Problem        // what the platform showed at Authorize
	observed           []oauth.Observation    // what the run showed of uncertain facts

	attempts int // of everything that is asked of Atlassian

	playing  dialog.Scenario        // the problem that the sandbox simulates
	helped   map[dialog.StepID]bool // steps that the sandbox's admin has done
	restored dialog.StepID          // the screen where a rehearsal went on with an app made again

	unattended bool // a test for a script: nobody answers a question
}

// attempt numbers something that is asked of Atlassian.
func (f *Facts) attempt() int {
	f.attempts++
	return f.attempts
}

// app is what the next sign-in uses.
func (f *Facts) app() oauth.App {
	return oauth.App{ClientID: f.setup.ClientID, Callback: cmp.Or(f.ownLine(), f.setup.Callback), Scopes: f.asked()}
}

// wanted lists what the platform needs, in its document's order.
func (f *Facts) wanted() []string {
	if f.setup.Scopes != nil {
		return f.setup.Scopes
	}
	return f.platform.ScopeNames()
}

// asked lists what a sign-in asks for.
func (f *Facts) asked() []string {
	scopes := f.wanted()
	if f.setup.Renew && f.renewalUnknown() {
		scopes = append(slices.Clone(scopes), oauth.OfflineAccess)
	}
	return scopes
}

// renewalUnknown: neither the platform's document nor the customer's choice has
// offline_access.
func (f *Facts) renewalUnknown() bool {
	return f.platform.Renewal == assets.RenewalUnknown && !slices.Contains(f.wanted(), oauth.OfflineAccess)
}

// observe keeps what the run showed of uncertain facts, the newest for each.
func (f *Facts) observe(seen ...oauth.Observation) {
	for _, o := range seen {
		f.observed = slices.DeleteFunc(f.observed, func(old oauth.Observation) bool { return old.Fact == o.Fact })
		f.observed = append(f.observed, o)
	}
}

// userWords names the account that presses Accept.
func (f *Facts) userWords() string {
	if u := f.tested().checks.User; u != nil && u.AccountID == f.setup.Account && u.DisplayName != "" {
		return u.DisplayName
	}
	return cmp.Or(f.setup.Account, f.userRole())
}

// userRole is that account without the name that the admin may have given.
func (f *Facts) userRole() string {
	if f.setup.Accounts == dialog.AccountsMine {
		return "your own account"
	}
	return "the " + f.serviceUser()
}

// serviceUser is the product's name for the account that presses Accept, or one made
// of the product's own name.
func (f *Facts) serviceUser() string {
	return strings.TrimPrefix(cmp.Or(f.platform.ServiceUser, "account for "+f.platform.Name), "the ")
}

// siteHost is the site's address without https://.
func (f *Facts) siteHost() string {
	return cmp.Or(strings.TrimPrefix(f.setup.Site, "https://"), "your "+f.siteWords())
}

// siteWords names the kind of site: “Jira site”.
func (f *Facts) siteWords() string {
	name, _, _ := strings.Cut(cmp.Or(assets.Products(f.wanted()), "Jira"), " and")
	return name + " site"
}

// fill puts what is known into the {braces} of a text. n is how many scopes the
// text is about.
func (f *Facts) fill(text string, n int) string {
	if !strings.Contains(text, "{") || f.platform == nil {
		return text
	}
	pairs := []string{"{n}", strconv.Itoa(n), "{scopes}", english.Count(n, "scope")}
	for name, value := range f.slots() {
		if slot := "{" + name + "}"; strings.Contains(text, slot) { // a replacer of all would take long to build
			pairs = append(pairs, slot, value)
		}
	}
	return strings.NewReplacer(pairs...).Replace(text)
}

// slots are what any text can name.
func (f *Facts) slots() assets.Slots {
	p, user := f.platform, f.userWords()
	owner, ownerWindow, creates := user, "the integration window", "creates"
	if f.setup.Accounts == dialog.AccountsTwo { // that window is signed in as the other account
		owner, ownerWindow = "the app's owner (not "+user+")", "another window, that of the app's owner"
	}
	if f.setup.App == dialog.AppExisting {
		creates = "owns"
	}
	chooseSite := "Under Use app on, choose " + f.siteHost() + "."
	if !oauth.NeedsSite(f.wanted()) {
		chooseSite = "Does Atlassian ask for a site? Any will do."
	}
	return assets.Slots{
		"platform": p.Name, "app": cmp.Or(f.setup.AppName, p.AppName), "screen": p.Labels.Screen,
		"site": cmp.Or(f.setup.Site, "your "+f.siteWords()), "siteName": f.siteHost(), "chooseSite": chooseSite,
		"callback": f.setup.Callback, "ask": cmp.Or(english.LowerFirst(p.Callback.Ask), "below"), "allLines": f.linesWords(),
		"api": assets.APINames(f.wanted()), "products": cmp.Or(assets.Products(f.wanted()), "your Atlassian profile"),
		"access": english.UpperFirst(cmp.Or(p.Access, "resource-level")), "anyAccess": cmp.Or(english.UpperFirst(p.Access), "either works here"),
		"user": user, "User": english.UpperFirst(user), "serviceUser": f.serviceUser(),
		"owner": owner, "trainee": f.world.Accounts["service-user"], "ownerWindow": ownerWindow, "creates": creates,
		"label.callback": cmp.Or(p.Labels.Callback, "Callback URL"), "label.authorize": cmp.Or(p.Labels.Authorize, "Authorize"),
	}
}

// Placeholders lists what may be in {braces} in a platform's file.
func Placeholders() []string {
	return []string{"platform", "app", "screen", "site", "siteName", "user", "User", "owner", "callback", "label.callback", "label.authorize", "n", "scopes"}
}
