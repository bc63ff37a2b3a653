package client

import (
	"context"
	"net/url"
	"slices"
	"strings"

	"threelo/assets"
	"threelo/oauth"
	"threelo/oauth/lazyregexp"
)

// The calls that others need the answer of, and those that settle a check of
// their own.
const (
	boardPath      = "/rest/agile/1.0/board?maxResults=1"
	projectPath    = "/rest/api/3/project/search?maxResults=1"
	serverPath     = "/rest/api/3/serverInfo"
	myselfPath     = "/rest/api/3/myself"
	permissionPath = "/rest/api/3/mypermissions"
)

// What a probe's path can wait for.
const (
	needsBoard   = "boardId"
	needsProject = "projectId"
)

// probe is one harmless call and the scopes that it proves.
type probe struct {
	path, needs string
	scopes      []string
}

// probes groups the scopes that are still open by the call that proves them, in
// the order of the scopes, and settles those that have none.
func (p *proof) probes() []probe {
	var probes []probe
	given := p.session.current().Grant.Scopes
	for _, scope := range oauth.ConsoleScopes(p.verification.App.Scopes) {
		entry, _ := assets.LookupScope(scope)
		switch {
		case !p.open("scope:" + scope): // not granted
		case entry.Probe != nil && len(difference(entry.Probe.With, p.verification.App.Scopes)) > 0:
			lacks := strings.Join(difference(entry.Probe.With, p.verification.App.Scopes), " and ")
			p.settle("scope:"+scope, oauth.Check{Outcome: oauth.NotTried, Detail: "granted; the only harmless call also needs " + lacks})
		case entry.Probe != nil:
			i := slices.IndexFunc(probes, func(other probe) bool { return other.path == entry.Probe.Path })
			if i < 0 {
				i = len(probes)
				probes = append(probes, probe{path: entry.Probe.Path, needs: entry.Probe.Needs})
			}
			probes[i].scopes = append(probes[i].scopes, scope)
		case slices.Contains(given, scope):
			p.settle("scope:"+scope, oauth.Check{Outcome: oauth.NotTried, Detail: "granted; no harmless call exists"})
		default:
			p.settle("scope:"+scope, oauth.Check{Outcome: oauth.NotTried, Detail: "probably granted, though Atlassian's answer lists nothing; no harmless call exists"})
		}
	}
	return probes
}

// call is one request to the site. done is told its answer and gives the calls
// that it made possible.
type call struct {
	path string
	done func(answer, *Error) []*call
}

// calls makes every call on the site: those that others wait for first.
func (p *proof) calls(ctx context.Context, site oauth.Site) {
	probes := p.probes()
	scopesOf := func(path string) []string {
		if i := slices.IndexFunc(probes, func(one probe) bool { return one.path == path }); i >= 0 {
			return probes[i].scopes
		}
		return nil
	}
	waiting := func(need string) []probe {
		return slices.DeleteFunc(slices.Clone(probes), func(one probe) bool { return one.needs != need })
	}
	var queue []*call
	if boards := waiting(needsBoard); len(boards) > 0 || len(scopesOf(boardPath)) > 0 {
		queue = append(queue, &call{boardPath, func(a answer, failure *Error) []*call {
			p.settleScopes(scopesOf(boardPath), a, failure)
			return p.follow(boards, "board", a, failure)
		}})
	}
	if projects := waiting(needsProject); len(projects) > 0 {
		path, noun := projectPath, "project"
		if key := p.verification.Project; key != "" {
			path, noun = path+"&keys="+url.QueryEscape(key), "project "+key
		}
		queue = append(queue, &call{path, func(a answer, failure *Error) []*call {
			return p.follow(projects, noun, a, failure)
		}})
	}
	queue = append(queue, &call{serverPath, p.server})
	if p.readsAccount() {
		queue = append(queue, &call{myselfPath, func(a answer, failure *Error) []*call {
			p.settleScopes(scopesOf(myselfPath), a, failure)
			return p.account(a, failure)
		}})
	} else {
		p.settle("account", oauth.Check{Outcome: oauth.NotTried, Detail: "who signed in cannot be read without read:jira-user"})
	}
	if len(p.verification.Activities) > 0 {
		queue = append(queue, &call{p.permissionQuery(), p.permissions})
	}
	for _, one := range waiting("") {
		if one.path != boardPath && one.path != myselfPath {
			queue = append(queue, p.proves(one, one.path))
		}
	}
	p.makeAll(ctx, site, queue)
}

// proves is the call of a probe, its placeholder filled in.
func (p *proof) proves(one probe, path string) *call {
	return &call{path, func(a answer, failure *Error) []*call {
		p.settleScopes(one.scopes, a, failure)
		return nil
	}}
}

// follow gives the calls that waited for a board or a project, or says why there
// are none. A site may have neither: that is no failure.
func (p *proof) follow(probes []probe, noun string, a answer, failure *Error) []*call {
	id, why := "", "not tried: this site has no "+noun+" that the account sees"
	if failure != nil {
		why = "not tried: the call that looks up a " + noun + " failed"
	} else {
		id = firstID(a)
	}
	var next []*call
	for _, one := range probes {
		if id != "" {
			next = append(next, p.proves(one, strings.ReplaceAll(one.path, "{"+one.needs+"}", id)))
			continue
		}
		for _, scope := range one.scopes {
			p.settle("scope:"+scope, oauth.Check{Outcome: oauth.NotTried, Detail: why})
		}
	}
	return next
}

// makeAll makes calls side by side, at most Limits.Parallel at once. What an
// answer makes possible goes before what has not begun.
func (p *proof) makeAll(ctx context.Context, site oauth.Site, queue []*call) {
	type reply struct {
		call    *call
		answer  answer
		failure *Error
	}
	replies := make(chan reply)
	for running := 0; len(queue) > 0 || running > 0; {
		for len(queue) > 0 && running < max(1, p.client.Limits.Parallel) {
			next := queue[0]
			queue = queue[1:]
			running++
			go func() {
				a, failure := p.session.use(ctx, func(access oauth.Secret) (answer, *Error) {
					return p.client.jira(ctx, access, site.ID, next.path)
				})
				replies <- reply{next, a, failure}
			}()
		}
		r := <-replies
		running--
		queue = append(r.call.done(r.answer, r.failure), queue...)
	}
}

var plainID = lazyregexp.New(`^[A-Za-z0-9_-]{1,40}$`)

// firstID is the id of a list's first entry, "" when there is none.
func firstID(a answer) string {
	fields, err := parseObject(a.body)
	if err != nil {
		return ""
	}
	for _, value := range fields.array("values") {
		entry, _ := value.(map[string]any)
		if id := object(entry).text("id"); plainID().MatchString(id) {
			return id
		}
	}
	return ""
}

// readsAccount reports whether the scopes let myself be called: the classic one,
// or all the granular ones it needs together.
func (p *proof) readsAccount() bool {
	scopes := p.session.current().Grant.Scopes
	if len(scopes) == 0 {
		scopes = p.verification.App.Scopes
	}
	granular := []string{"read:application-role:jira", "read:group:jira", "read:user:jira", "read:avatar:jira"}
	return slices.Contains(scopes, "read:jira-user") || len(difference(granular, scopes)) == 0
}
