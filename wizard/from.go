package wizard

import (
	"fmt"
	"slices"
	"strings"

	"threelo/assets"
	"threelo/oauth"
	"threelo/steps/dialog"
	"threelo/wizard/report"
)

// SetupFrom begins a setup with what an earlier report says: for the same app again,
// or for the next site. A field's reader reads each value, because the file may come
// from anybody. A report about another product says only site and account. p is nil
// when the platform is not known.
func SetupFrom(r dialog.Report, p *assets.Platform, id string, cloud oauth.Cloud) (dialog.Setup, error) {
	s := dialog.Setup{Platform: id}
	site, account := "", expectedAccount(r)
	if r.Site != nil {
		site, s.SiteWas = r.Site.URL, r.Site.ID
	}
	same := p == nil || p.Name == r.Platform
	if !same {
		r.App, r.Proofs = dialog.ReportApp{}, nil
	} else if r.PlatformAuthorized == dialog.Authorized {
		s.PlatformAuthorized, s.ConfirmedAt = r.PlatformAuthorized, r.ConfirmedAt
	}
	for _, value := range []struct {
		in   dialog.InputID
		text string
		to   *string
	}{
		{dialog.InputSite, site, &s.Site},
		{dialog.InputAccount, account, &s.Account},
		{dialog.InputClientID, r.App.ClientID, &s.ClientID},
		{dialog.InputCallback, r.App.Callback, &s.Callback},
	} {
		if value.text == "" {
			continue
		}
		in, _ := dialog.InputOf(value.in)
		c := in.Reads.Read(value.text, oauth.Known{Cloud: cloud})
		if c.Problem != "" {
			return s, fmt.Errorf("its value for %q can't be used: %s", in.Label, c.Problem)
		}
		*value.to = c.Text
	}
	s.Proofs = map[dialog.StepID]dialog.Proof{}
	for _, proof := range r.Proofs {
		s.Proofs[proof.Step] = dialog.Proof{
			Outcome: proof.Outcome, Evidence: strings.TrimPrefix(proof.Evidence, dialog.FoundEarlier), At: proof.At, App: s.ClientID,
		}
	}
	if p == nil {
		return s, nil
	}
	asked := r.App.ScopesRequested
	if p.ScopesAreFree && len(asked) > 0 {
		s.Scopes = slices.Clone(asked)
	}
	s.Renew = p.Renewal == assets.RenewalUnknown && (!same || slices.Contains(asked, oauth.OfflineAccess))
	return s, nil
}

// expectedAccount is the account that the admin named, or else the one that pressed
// Accept.
func expectedAccount(r dialog.Report) string {
	expected, another := strings.CutPrefix(r.Account, dialog.AccountExpected)
	switch {
	case another:
		return expected
	case r.User == nil:
		return ""
	case r.User.DisplayName == report.NoMail:
		return r.User.AccountID
	}
	return r.User.DisplayName
}
