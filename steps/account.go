package steps

import (
	"cmp"
	"slices"

	"threelo/oauth"
)

// checkAccount is the ID of the check that compares the account.
const checkAccount = "account"

// showAccount shows who pressed Accept, with the mail address that is on this
// screen alone, and asks whether it is the right account.
func (j *Journey) showAccount(sc *Screen) {
	u := j.check.user
	if u == nil {
		return
	}
	who := cmp.Or(u.DisplayName, u.AccountID)
	if u.Email != "" {
		who += " (" + u.Email + ")"
	}
	ask := "Is this " + j.expectedAccount() + "?"
	switch {
	case j.setup.AccountConfirmed == u.AccountID:
		sc.Findings = append(sc.Findings, Finding{Mark: MarkAttested, Text: who + " is the right account"})
		return
	case j.accountDiffers():
		sc.Warnings = append(sc.Warnings, Note{Mark: MarkWarn, Text: who + " pressed Accept, and you expected " + j.setup.Account + ". " + ask + " Press y if it is; otherwise press n and sign in again."})
		sc.Actions = append(sc.Actions, Action{ID: ActionRightAccount, Key: "y", Label: "yes, it is the right account", Main: true})
	case j.setup.Account != "":
		sc.Findings = append(sc.Findings, Finding{Mark: MarkProved, Text: who + " pressed Accept, as you expected"})
	default:
		sc.Findings = append(sc.Findings, Finding{Mark: MarkProved, Text: who + " pressed Accept. " + ask + " If not, press n and sign in again."})
	}
}

// expectedAccount names the account that should press Accept, without the name
// that the admin may have given.
func (j *Journey) expectedAccount() string {
	if j.setup.Accounts == AccountsMine {
		return "your own account"
	}
	return "the " + j.serviceUser()
}

// accountDiffers reports whether another account accepted than the one that the
// admin named.
func (j *Journey) accountDiffers() bool {
	return j.setup.Account != "" && slices.ContainsFunc(j.check.checks, func(c oauth.Check) bool {
		return c.ID == checkAccount && c.Outcome == oauth.Warn && !j.accountIsRight(c)
	})
}

// accountIsRight reports whether a check is about an account that the admin
// confirmed.
func (j *Journey) accountIsRight(c oauth.Check) bool {
	u := j.check.user
	return c.ID == checkAccount && u != nil && u.AccountID != "" && j.setup.AccountConfirmed == u.AccountID
}

// confirmAccount keeps that the account that pressed Accept is the right one.
func (j *Journey) confirmAccount() {
	if u := j.check.user; u != nil {
		j.setup.AccountConfirmed = u.AccountID
		j.touch()
	}
}
