package client

import (
	"fmt"
	"net/http"
	"slices"
	"strings"

	"threelo/assets"
	"threelo/oauth"
)

// The checks, in the order of the report. Each scope has one more.
const (
	checkRenewal     = "renewal"
	checkGranted     = "granted"
	checkSite        = "site"
	checkSiteScopes  = "site-scopes"
	checkServer      = "server"
	checkAccount     = "account"
	checkDataPolicy  = "data-policy"
	checkPermissions = "permissions"
)

func scopeCheck(scope string) string { return "scope:" + scope }

// scopeTitle names a scope's check by what its call reads.
func scopeTitle(scope string) string {
	entry, _ := assets.LookupScope(scope)
	return strings.TrimSuffix(scope+": "+entry.Reads(), ": ")
}

// notChecked begins the detail of a check that neither passed nor failed.
const notChecked = "not checked: "

// What to do about several problems.
const (
	tryLater     = "check again in a few minutes"
	elsewhere    = ". If it happens again, try another network"
	checkProject = "check the project's key, and that the account has the permission Browse Projects there"
)

// failed is a failed check of a known problem.
func failed(id assets.FailureID, detail string) oauth.Check {
	return withFix(oauth.Check{Outcome: oauth.Fail, Detail: detail}, failureOf(id))
}

// failureOf is a failure that an answer shows without naming it.
func failureOf(id assets.FailureID) assets.Failure {
	f, _ := assets.LookupFailure(id, nil) // a test holds that each constant has its entry
	return f.OfOwnRequest()
}

// withFix adds what to do about a known failure.
func withFix(check oauth.Check, f assets.Failure) oauth.Check {
	check.Fix, check.Step, check.Failure = strings.Join(f.Fix, " "), f.Step, f.ID
	return check
}

func result(outcome oauth.Outcome, format string, values ...any) oauth.Check {
	return oauth.Check{Outcome: outcome, Detail: fmt.Sprintf(format, values...)}
}

// attention is a check that somebody should look at, with what to do.
func attention(check oauth.Check, detail, fix string) oauth.Check {
	check.Outcome, check.Detail, check.Fix = oauth.Warn, detail, fix
	return check
}

// judge returns what a call to Jira proves. The gateway checks scopes before Jira
// sees the call: whatever Jira itself answers, the scope was there.
func (v *verifier) judge(a answer, failure *Error) oauth.Check {
	check, product := oauth.Check{Request: &a.request, TraceID: a.trace, Duration: a.took}, assets.APIOf(a.request.Path).Product
	if failure == nil {
		check.Outcome, check.Detail = oauth.Pass, "called, and "+product+" answered"
		return check
	}
	check.Slots, check.Refusal = failure.Slots, failure.Refusal()
	known, status, says := failure.known, 0, ""
	if failure.Seen.Where == oauth.AtAPI {
		status, says = failure.Seen.Status, strings.ToLower(failure.Seen.Text)
	}
	if status == http.StatusForbidden && known.ID == assets.PermissionMissing && beforeJira(a) { // not Jira's own
		known = failureOf(assets.RefusedBeforeJira)
	}
	switch {
	case strings.Contains(says, "scope does not match"): // some have seen it with 403 instead of 401
		check.Outcome, check.Detail = oauth.Fail, "Atlassian refused the call because this scope is missing. Is it selected in the console? Then it was not part of the sign-in"
		if v.granularScopesOnly() && !strings.Contains(failure.Seen.Path, "/rest/agile/") {
			known = failureOf(assets.GranularAlone)
		}
	case status == http.StatusUnauthorized && known.ID == assets.OwnRequest: // it is not about the sign-in
		check.Outcome, check.Detail = oauth.Fail, known.Title
	case status == http.StatusUnauthorized:
		check.Outcome, check.Detail = oauth.Fail, "Atlassian no longer accepts this sign-in"
		if known.ID == "" {
			known = failureOf(assets.OldToken)
		}
	case strings.Contains(says, "app is not installed"):
		check.Outcome, check.Detail = oauth.Fail, "Atlassian says that the app is not connected to this site"
	case status == http.StatusForbidden && (known.ID == "" || known.ID == assets.PermissionMissing):
		check.Outcome, check.Detail = oauth.Warn, "the scope is granted, but the account probably lacks a "+product+" permission"+quoted(failure.Seen)
	case (status == http.StatusBadRequest || status == http.StatusNotFound) && fromJira(a):
		check.Outcome, check.Detail = oauth.Pass, fmt.Sprintf("the scope is granted: %s itself answered that there is nothing to show here (%d)", product, status)
		return check
	case status == http.StatusBadRequest, status == http.StatusNotFound:
		check.Outcome, check.Detail = oauth.NotTried, fmt.Sprintf("%s does not answer the call that checks this scope here (%d)", product, status)
		return check
	case status == http.StatusGone:
		check.Outcome, check.Detail = oauth.NotTried, fmt.Sprintf("%s no longer answers the call that checks this scope (%d)", product, status)
		return withFix(check, known)
	case failure.Seen.Where != oauth.AtNetwork && known.ID != "" && known.ID != assets.RateLimited:
		check.Outcome, check.Detail = oauth.Warn, notChecked+known.Title+": "+known.Cause
	default: // no answer, a problem of the server, or a wait: nothing is proved, nothing refuted
		check.Outcome, check.Detail = oauth.Warn, notChecked+failure.Error()
	}
	check = withFix(check, known.With(check.Slots))
	if check.Fix == "" {
		check.Fix = tryLater
	}
	return check
}

// broken returns the check of a call without which nothing else can be proved.
func (v *verifier) broken(a answer, failure *Error) oauth.Check {
	check := v.judge(a, failure)
	if check.Fix == "" { // what would do for a scope
		check.Detail = fmt.Sprintf("Atlassian's answer is not the expected one (status %d)", failure.Seen.Status)
		check.Fix = tryLater + elsewhere
	}
	check.Outcome, check.Detail = oauth.Fail, strings.TrimPrefix(check.Detail, notChecked)
	return check
}

// beforeJira reports whether a 403 cannot be Jira's own: it is a page, or the
// call is one that needs no permission.
func beforeJira(a answer) bool { return isPage(a) || strings.HasSuffix(a.request.Path, serverPath) }

func quoted(seen oauth.Seen) string {
	if seen.Text == "" {
		return ""
	}
	return fmt.Sprintf(" (the answer says %q)", seen.Text)
}

// granularScopesOnly reports whether the token has granular scopes and no classic ones.
func (v *verifier) granularScopesOnly() bool {
	scopes := oauth.ConsoleScopes(v.result.Tokens.Grant.Scopes)
	return len(scopes) > 0 && !slices.ContainsFunc(scopes, classic)
}

func classic(scope string) bool {
	entry, _ := assets.LookupScope(scope)
	return entry.Kind == assets.Classic
}
