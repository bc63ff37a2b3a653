package dialog

import (
	"cmp"
	"slices"
	"time"
)

// ReportSince is what changed since an earlier report: of the same connection, or of
// the one that a new connection began with.
type ReportSince struct {
	GeneratedAt time.Time      `json:"generatedAt"` // of the earlier report
	Days        int            `json:"days"`        // between the two
	Changes     []ReportChange `json:"changes"`
}

// ReportChange is something that both reports know, and that differs.
type ReportChange struct {
	What   string `json:"what"`            // outcome, platform, clientId, callback, site, account, scope:…, proof:…, check:…
	Title  string `json:"title,omitempty"` // in plain words; a scope has its name
	Before string `json:"before"`
	Now    string `json:"now"`
}

// Since compares a report with an earlier one. It leaves out what was not checked
// again: that may still be as it was.
func Since(earlier, now Report) *ReportSince {
	out := &ReportSince{GeneratedAt: earlier.GeneratedAt, Changes: []ReportChange{}}
	out.Days = max(0, int(now.GeneratedAt.Sub(earlier.GeneratedAt).Hours()/24))
	add := func(what, title, before, now string) {
		if before != now && before != "" && now != "" {
			out.Changes = append(out.Changes, ReportChange{what, title, before, now})
		}
	}
	add("outcome", "Result", string(earlier.Outcome), string(now.Outcome))
	add("platform", "Product", earlier.Platform, now.Platform)
	add("clientId", "Client ID", earlier.App.ClientID, now.App.ClientID)
	add("callback", "Callback", earlier.App.Callback, now.App.Callback)
	if before, after := earlier.Site, now.Site; before != nil && after != nil {
		add("site", "Site", before.URL, after.URL)
	}
	if before, after := earlier.User, now.User; before != nil && after != nil && before.AccountID != after.AccountID {
		add("account", "Account", before.named(), after.named())
	}
	tested := earlier.Grant != nil && now.Grant != nil
	for i, s := range slices.Concat(earlier.Scopes, now.Scopes) {
		if i < len(earlier.Scopes) || earlier.scope(s.Scope) == nil { // once for each
			add("scope:"+s.Scope, "", earlier.scope(s.Scope).state(tested), now.scope(s.Scope).state(tested))
		}
	}
	for _, after := range now.Proofs {
		i := slices.IndexFunc(earlier.Proofs, func(before ReportProof) bool { return before.Step == after.Step })
		if i >= 0 && after.Outcome != MarkUnchecked {
			add("proof:"+string(after.Step), cmp.Or(after.StepTitle, string(after.Step)), string(earlier.Proofs[i].Outcome), string(after.Outcome))
		}
	}
	for _, after := range now.Checks {
		i := slices.IndexFunc(earlier.Checks, func(before ReportCheck) bool { return before.ID == after.ID })
		if i >= 0 {
			add("check:"+after.ID, after.Title, string(earlier.Checks[i].Outcome), string(after.Outcome))
		}
	}
	return out
}

// named tells accounts apart that have the same name; "" for one that is left out.
func (u *ReportUser) named() string {
	if u.AccountID == "" || u.DisplayName == "" {
		return u.AccountID
	}
	return u.DisplayName + " (" + u.AccountID + ")"
}

func (r Report) scope(name string) *ReportScope {
	if i := slices.IndexFunc(r.Scopes, func(s ReportScope) bool { return s.Scope == name }); i >= 0 {
		return &r.Scopes[i]
	}
	return nil
}

// state is how far a scope got; tested says that both reports know what was granted.
func (s *ReportScope) state(tested bool) string {
	switch {
	case s == nil:
		return "not requested"
	case !tested:
		return "requested"
	case s.Granted == Yes:
		return "granted"
	}
	return "not granted"
}
