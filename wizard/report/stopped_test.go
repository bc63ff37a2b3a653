package report_test

import (
	"strings"
	"testing"

	"threelo/assets"
	"threelo/steps/dialog"
	"threelo/wizard/report"
)

func TestASheetSaysWhatTheRefusedTestShowed(t *testing.T) {
	said := `Your admin must authorize this app for the site "acme.atlassian.net" before the app can access your account.`
	r := dialog.Report{
		Platform: "Targetprocess", Failure: &dialog.ReportFailure{ID: "site-admin-approval", Said: "access_denied: " + said},
		Proofs: []dialog.ReportProof{{Step: dialog.StepSignIn, Outcome: dialog.MarkFail}},
	}
	for text, wanted := range map[string]string{
		assets.ReadSheets().Approval: "Atlassian stopped it: " + said,
		assets.ReadSheets().Security: "The sign-in test was refused",
	} {
		got := report.Sheet{Text: text, Report: r}.Render(report.Text)
		if !strings.Contains(string(got), wanted) || !strings.Contains(string(got), "Site: https://acme.atlassian.net") {
			t.Errorf("want %q:\n%s", wanted, got)
		}
	}
}
