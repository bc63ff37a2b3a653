package steps

import "threelo/assets"

func (j *Journey) accountLine() string {
	switch {
	case j.check.user == nil || j.setup.Account == "":
		return ""
	case j.accountDiffers():
		return "not the one you named: " + j.setup.Account
	}
	return "as expected"
}

// notes are known limits and fine print: no warnings.
func (j *Journey) notes() []string {
	var out []string
	for _, l := range j.platform.Limits {
		out = append(out, l.Text)
	}
	if j.renewalUnknown() && j.setup.Renew && j.check.grant != nil && j.check.grant.Refreshed {
		out = append(out, "renewal: works for this app · "+j.platform.Name+"'s own request unknown")
	}
	if j.check.finished {
		note := "the test's tokens are forgotten when threelo ends, and the app must stay under Connected apps"
		switch g := j.check.grant; {
		case g != nil && g.RefreshToken:
			note = "the connection must be authorized again after 90 days without use; " + note
		case j.platform.Renewal == assets.RenewalNone:
			out = append(out, j.platform.Name+" works without renewal: its document does not ask for it")
		}
		out = append(out, note)
	}
	if note := j.lineNote(); note != "" {
		out = append(out, note)
	}
	return out
}
