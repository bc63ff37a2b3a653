package command

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"threelo/assets/english"
	"threelo/oauth"
	"threelo/steps/dialog"
	"threelo/wizard/store"
)

// unusedDays is how long a connection may be unused before Atlassian ends it.
const unusedDays = 90

func newSetups(s streams) *cobra.Command {
	return &cobra.Command{
		Use:   "setups",
		Short: "list the saved setups and what was checked last",
		Args:  noArguments,
		RunE: func(*cobra.Command, []string) error {
			st, err := store.Open(store.Options{})
			if err != nil {
				return &coded{exitUnfinished, err}
			}
			saved, notes := st.List()
			for _, note := range notes {
				s.say("threelo: %s", note)
			}
			for i, setup := range saved {
				if i > 0 {
					s.out.println("")
				}
				printSetup(s.out, setup, time.Now())
			}
			if len(saved) == 0 {
				s.say("No setup is saved on this computer (rehearsals are not listed). To start one, run: threelo")
			}
			return nil
		},
	}
}

var owners = map[dialog.OptionID]string{
	dialog.AccountsOne:  "the account that presses Accept",
	dialog.AccountsTwo:  "a different account from the one that presses Accept",
	dialog.AccountsMine: "your own account",
}

var found = map[dialog.Mark]string{
	dialog.MarkProved: "confirmed", dialog.MarkAttested: "you confirmed", dialog.MarkFail: "problem",
}

// printSetup prints a saved setup in lines.
func printSetup(out *results, setup dialog.Setup, now time.Time) {
	product := setup.Platform
	if p, err := loadPlatform(product); err == nil {
		product = p.Name
	}
	app := setup.AppName
	if setup.ClientID != "" {
		app += " (client ID " + setup.ClientID + ")"
	}
	out.println("%s", product)
	line := func(label, text string) { out.println("  %-9s %s", label, cmp.Or(text, "not known yet")) }
	line("Site", cmp.Or(setup.Site, setup.SiteID))
	line("App", app)
	line("Owner", cmp.Or(owners[setup.Accounts], "not known"))
	line("Account", cmp.Or(setup.Account, setup.AccountConfirmed))
	proof := lastProof(setup)
	if proof.Outcome == "" {
		line("Checked", "nothing yet")
		return
	}
	days, age := int(now.Sub(proof.At).Hours()/24), "today"
	if days > 0 {
		age = english.Count(days, "day") + " ago"
	}
	when := proof.At.UTC().Format("2006-01-02 15:04 MST")
	line("Checked", fmt.Sprintf("%s, %s: %s: %s", when, age, cmp.Or(found[proof.Outcome], "attention"), oauth.CleanText(proof.Evidence, 0)))
	if days >= unusedDays {
		line("Renewal", fmt.Sprintf("the last check is at least %d days old: "+
			"if %s has not used the connection since, authorize again", unusedDays, product))
	}
}

// lastProof is what was found last for a setup; its outcome is "" when nothing was.
func lastProof(setup dialog.Setup) (last dialog.Proof) {
	for _, id := range slices.Sorted(maps.Keys(setup.Proofs)) { // sorted: several may be of the same moment
		if p := setup.Proofs[id]; p.Outcome != dialog.MarkUnchecked && p.At.After(last.At) {
			last = p
		}
	}
	return last
}
