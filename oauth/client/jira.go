package client

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strings"

	"threelo/assets"
	"threelo/oauth"
)

// The calls that are made for more than a scope's own check.
const (
	boardPath      = "/rest/agile/1.0/board?maxResults=1"
	projectPath    = "/rest/api/3/project/search?maxResults=1"
	serverPath     = "/rest/api/3/serverInfo"
	myselfPath     = "/rest/api/3/myself"
	mePath         = "https://api.atlassian.com/me"
	dataPolicyPath = "/rest/api/3/data-policy"
	permissionPath = "/rest/api/3/mypermissions"
)

// What a probe's path can wait for.
const (
	needsBoard   = "boardId"
	needsProject = "projectId"
)

// calls are to be made beside each other: one for each path, however many take its
// answer.
type calls map[string][]func(answer, *Error)

func (c calls) add(path string, take func(answer, *Error)) { c[path] = append(c[path], take) }

// settles makes what takes an answer and settles a check with it.
func (v *verifier) settles(id string, judge func(answer, *Error) oauth.Check) func(answer, *Error) {
	return func(a answer, failure *Error) { v.settle(id, judge(a, failure)) }
}

// start calls the paths beside other calls, and passes each answer on.
func (v *verifier) start(ctx context.Context, c calls) {
	for _, path := range slices.Sorted(maps.Keys(c)) {
		v.places <- struct{}{}
		v.calls.Go(func() {
			a, failure := v.client.get(ctx, v.result.Tokens.Access, v.SiteID, path)
			<-v.places
			for _, take := range c[path] {
				take(a, failure)
			}
		})
	}
}

// probe is a harmless call that proves a scope.
type probe struct{ scope, path string }

// probes returns the probes of the open scopes by what they need, in the order of
// the scopes, and settles those that have none.
func (v *verifier) probes() map[string][]probe {
	probes := map[string][]probe{}
	for _, scope := range oauth.ConsoleScopes(v.App.Scopes) {
		entry, _ := assets.LookupScope(scope)
		switch {
		case !v.open(scopeCheck(scope)): // not granted
		case entry.Probe == nil && slices.Contains(v.result.Tokens.Grant.Scopes, scope):
			v.settle(scopeCheck(scope), result(oauth.NotTried, "granted; left unused on purpose"))
		case entry.Probe == nil:
			v.settle(scopeCheck(scope), result(oauth.NotTried, "probably granted, though Atlassian's answer lists nothing; left unused on purpose"))
		default:
			if lacking := difference(entry.Probe.With, v.App.Scopes); len(lacking) > 0 {
				v.settle(scopeCheck(scope), result(oauth.NotTried, "granted; the only harmless call also needs %s", strings.Join(lacking, " and ")))
				continue
			}
			probes[entry.Probe.Needs] = append(probes[entry.Probe.Needs], probe{scope, entry.Probe.Path})
		}
	}
	return probes
}

// askJira makes the calls that settle the open checks, and returns when all are
// answered.
func (v *verifier) askJira(ctx context.Context) {
	all := calls{}
	probes := v.probes()
	if waiting := probes[needsBoard]; len(waiting) > 0 {
		all.add(boardPath, func(a answer, failure *Error) { v.follow(ctx, waiting, needsBoard, "board", a, failure) })
	}
	if waiting := probes[needsProject]; len(waiting) > 0 {
		path, noun := projectPath, "project"
		if v.Project != "" {
			path, noun = path+"&keys="+url.QueryEscape(v.Project), "project "+v.Project
		}
		all.add(path, func(a answer, failure *Error) { v.follow(ctx, waiting, needsProject, noun, a, failure) })
	}
	if v.open(checkServer) {
		all.add(serverPath, v.settles(checkServer, v.server))
	}
	switch {
	case v.has("read:jira-user"), // the classic one, or all granular ones together
		v.has("read:application-role:jira", "read:group:jira", "read:user:jira", "read:avatar:jira"):
		all.add(myselfPath, v.settles(checkAccount, v.account))
	case v.has("read:me"):
		all.add(mePath, v.settles(checkAccount, v.account))
	default:
		v.settle(checkAccount, result(oauth.NotTried, "the account cannot be read without read:jira-user or read:me"))
	}
	switch {
	case !v.open(checkDataPolicy):
	case v.has("read:jira-work"):
		all.add(dataPolicyPath, v.settles(checkDataPolicy, v.dataPolicy))
	default:
		v.settle(checkDataPolicy, result(oauth.NotTried, "this cannot be read without read:jira-work"))
	}
	if v.open(checkPermissions) {
		all.add(v.permissionQuery(), v.settles(checkPermissions, v.permissions))
	}
	for _, one := range probes[""] {
		all.add(one.path, v.settles(scopeCheck(one.scope), v.judge))
	}
	v.start(ctx, all)
	v.calls.Wait()
}

// follow makes the calls that waited for the ID of a board or a project. A site
// may have neither, and that is not a failure.
func (v *verifier) follow(ctx context.Context, waiting []probe, needs, noun string, a answer, failure *Error) {
	id, why := firstID(a), result(oauth.NotTried, "the account sees no %s on this site", noun)
	switch {
	case failure != nil:
		id, why = "", result(oauth.NotTried, "the call that looks up a %s failed", noun)
	case needs == needsProject && v.Project != "": // somebody named the project
		why = attention(why, why.Detail, checkProject)
	}
	next := calls{}
	for _, one := range waiting {
		if id == "" {
			v.settle(scopeCheck(one.scope), why)
			continue
		}
		next.add(strings.ReplaceAll(one.path, "{"+needs+"}", id), v.settles(scopeCheck(one.scope), v.judge))
	}
	v.start(ctx, next)
}

// firstID is the ID of a list's first entry, "" when there is none.
func firstID(a answer) string {
	for _, value := range fields[struct{ Values []struct{ ID text } }](a).Values {
		if id := string(value.ID); isID(id) {
			return id
		}
	}
	return ""
}

// has reports whether the sign-in has a scope. When Atlassian lists none, the
// requested ones count.
func (v *verifier) has(scopes ...string) bool {
	given := v.result.Tokens.Grant.Scopes
	if len(given) == 0 {
		given = v.App.Scopes
	}
	return len(difference(scopes, given)) == 0
}

// server says whether Jira answers through the gateway at all.
func (v *verifier) server(a answer, failure *Error) oauth.Check {
	if failure != nil {
		return v.broken(a, failure)
	}
	check := v.judge(a, nil)
	base := v.client.clean(string(fields[struct{ BaseURL text }](a).BaseURL), maxText)
	check.Detail = fmt.Sprintf("Jira at %s answers through Atlassian's gateway", siteHost(base))
	switch site := v.result.Site; {
	case base == "":
		return attention(check, "something answers through Atlassian's gateway, but does not name its Jira site", tryLater+elsewhere)
	case site.URL != "" && siteHost(base) != siteHost(site.URL):
		check.Detail += ", but the expected site is " + siteHost(site.URL)
	}
	return check
}

// dataPolicy says whether an app access rule hides content from apps. What else the
// call answers says nothing about the sign-in.
func (v *verifier) dataPolicy(a answer, failure *Error) oauth.Check {
	check := v.judge(a, nil)
	blocked := fields[struct{ AnyContentBlocked *bool }](a).AnyContentBlocked
	switch {
	case failure != nil && failure.Seen.Status/100 == 4:
		check.Outcome, check.Detail = oauth.NotTried, fmt.Sprintf("not checked: the call was refused (%d)", failure.Seen.Status)
	case failure != nil || blocked == nil:
		check.Outcome, check.Detail = oauth.NotTried, "Atlassian does not say whether an app access rule hides content from apps"
	case *blocked:
		check = attention(check, "an app access rule of the organization hides some content of this site from apps", "")
		check = withFix(check, failureOf(assets.AppAccessRule))
	default:
		check.Detail = "no app access rule hides content of this site from apps"
	}
	return check
}

// account says who signed in, and whether that is the expected account. The answer
// is that of myself (Jira) or of /me (User Identity API).
func (v *verifier) account(a answer, failure *Error) oauth.Check {
	check := v.judge(a, failure)
	if failure != nil {
		if check.Outcome == oauth.Pass { // Jira answered, but without the account
			check.Outcome = oauth.NotTried
		}
		return check
	}
	jira := fields[struct{ AccountID, DisplayName, AccountType, EmailAddress text }](a)
	me := fields[struct {
		AccountID   text `json:"account_id"`
		AccountType text `json:"account_type"`
		Name, Email text
	}](a)
	clean := func(one, other text) string { return v.client.clean(string(cmp.Or(one, other)), maxName) }
	user := oauth.User{
		AccountID:   clean(jira.AccountID, me.AccountID),
		DisplayName: clean(jira.DisplayName, me.Name),
		AccountType: clean(jira.AccountType, me.AccountType),
		Email:       clean(jira.EmailAddress, me.Email),
	}
	if user.AccountID == "" {
		return attention(check, "Jira answered without saying which account this is", "check the account that Atlassian shows when you press Accept")
	}
	v.result.User = &user
	return v.compareAccount(check, user)
}

// compareAccount says whether an account is the expected one.
func (v *verifier) compareAccount(check oauth.Check, user oauth.User) oauth.Check {
	name := cmp.Or(user.DisplayName, user.AccountID)
	expected := strings.TrimSpace(v.Account)
	switch {
	case expected == "":
		check.Detail = name + " signed in"
	case expected == user.AccountID, strings.EqualFold(expected, user.DisplayName):
		check.Detail = name + " signed in, as expected"
	default:
		isID := len(expected) >= 20 && !strings.ContainsAny(expected, " @") && strings.ContainsAny(expected, "0123456789")
		if isID {
			name += " (" + user.AccountID + ")"
		}
		check = attention(check, fmt.Sprintf("%s signed in, not %s", name, shorten(expected)),
			"if that is the wrong account, sign in again in a private window, and check the account that Atlassian shows before you press Accept")
		check.Step = "signin"
		if isID { // people write a display name in several ways
			check.Outcome = oauth.Fail
		}
	}
	if user.AccountType == "customer" && check.Outcome == oauth.Pass {
		check = attention(check, check.Detail+", with a portal customer's account, which does not have a Jira license",
			"give the account access to Jira on this site, or sign in with an account that has it")
		check.Step = "signin"
	}
	return check
}
