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

// savedSetup is a saved setup as `threelo setups --json` prints it.
type savedSetup struct {
	ID        string     `json:"id"`
	Platform  string     `json:"platform"`
	Product   string     `json:"product"`
	Site      string     `json:"site,omitempty"`
	App       string     `json:"app,omitempty"`
	ClientID  string     `json:"clientId,omitempty"`
	Owner     string     `json:"owner"`
	Account   string     `json:"account,omitempty"`
	LastProof *lastProof `json:"lastProof,omitempty"`
}

// lastProof is what was found last for a setup.
type lastProof struct {
	Outcome dialog.Mark `json:"outcome"`
	What    string      `json:"what"`
	At      time.Time   `json:"at"`
	AgeDays int         `json:"ageDays"`
}

// unusedDays is how long a connection may be unused before Atlassian ends it.
const unusedDays = 90

func newSetups(s streams) *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "setups",
		Short: "list the saved setups with their last proof",
		Long: `setups lists what the wizard has saved on this computer, the newest first: the
product, site, app, owner and account, and what was found last. It sends nothing:
whether a connection still works, only a check can tell.`,
		Example: "  threelo setups\n  threelo setups --json",
		Args:    noArguments,
		RunE: func(*cobra.Command, []string) error {
			st, err := store.Open(store.Options{})
			if err != nil {
				return &coded{exitUnfinished, err}
			}
			defer func() { _ = st.Close() }() // it holds nothing
			saved, notes := st.List()
			for _, note := range notes {
				s.say("threelo: %s", note)
			}
			list := []savedSetup{}
			for _, setup := range saved {
				list = append(list, summaryOf(setup, time.Now()))
			}
			if asJSON {
				printJSON(s, list)
				return nil
			}
			for i, setup := range list {
				if i > 0 {
					s.out.println("")
				}
				setup.print(s.out)
			}
			if len(list) == 0 {
				s.say("No setup is saved on this computer. Start one: threelo")
			}
			return nil
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	return cmd
}

var owners = map[dialog.Accounts]string{
	dialog.AccountsOne:  "the account that presses Accept",
	dialog.AccountsTwo:  "another account than the one that presses Accept",
	dialog.AccountsMine: "your own account",
}

// summaryOf is what a list shows of a setup.
func summaryOf(setup dialog.Setup, now time.Time) savedSetup {
	out := savedSetup{
		ID: setup.ID, Platform: setup.Platform, Product: setup.Platform, Site: cmp.Or(setup.Site, setup.SiteID), App: setup.AppName,
		ClientID: setup.ClientID, Owner: cmp.Or(owners[setup.Accounts], "not known"), Account: cmp.Or(setup.Account, setup.AccountConfirmed),
	}
	if p, err := loadPlatform(setup.Platform); err == nil {
		out.Product = p.Name
	}
	for _, id := range slices.Sorted(maps.Keys(setup.Proofs)) { // sorted: several may be of the same moment
		p := setup.Proofs[id]
		if p.Outcome == dialog.MarkUnchecked || out.LastProof != nil && !p.At.After(out.LastProof.At) {
			continue
		}
		out.LastProof = &lastProof{p.Outcome, oauth.CleanText(p.Evidence, 0), p.At, max(int(now.Sub(p.At).Hours()/24), 0)}
	}
	return out
}

// print writes a setup in lines.
func (u savedSetup) print(out *results) {
	name := u.Product
	if u.Site != "" {
		name += " → " + cmp.Or(oauth.SiteName(u.Site), u.Site)
	}
	out.println("%s", name)
	line := func(label, text string) { out.println("  %-9s %s", label, cmp.Or(text, "not known yet")) }
	app := u.App
	if u.ClientID != "" {
		app += " (client ID " + u.ClientID + ")"
	}
	line("Site", u.Site)
	line("App", app)
	line("Owner", u.Owner)
	line("Account", u.Account)
	if u.LastProof == nil {
		line("Proof", "nothing was checked yet")
		return
	}
	p := u.LastProof
	age := "today"
	if p.AgeDays > 0 {
		age = english.Count(p.AgeDays, "day") + " ago"
	}
	found := map[dialog.Mark]string{dialog.MarkProved: "confirmed", dialog.MarkAttested: "you confirmed", dialog.MarkFail: "problem"}
	line("Proof", fmt.Sprintf("%s, %s: %s: %s", p.At.UTC().Format("2006-01-02 15:04 MST"), age, cmp.Or(found[p.Outcome], "attention"), p.What))
	if p.AgeDays >= unusedDays {
		line("Renewal", fmt.Sprintf("the proof is older than %d days: if %s didn't use the connection since, authorize again", unusedDays, u.Product))
		return
	}
	line("Renewal", fmt.Sprintf("authorize again after %d days without use", unusedDays))
}
