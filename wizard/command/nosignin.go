package command

import (
	"context"

	"threelo/oauth"
	"threelo/oauth/client"
)

// credentialsResult is what `threelo check --no-sign-in --json` prints.
type credentialsResult struct {
	Schema    int    `json:"schema"`
	Outcome   string `json:"outcome"` // accepted, refused or unknown
	ClientID  string `json:"clientId"`
	Reason    string `json:"reason"`
	Evidence  string `json:"evidence,omitempty"`
	Failure   string `json:"failure,omitempty"`
	TestHosts bool   `json:"testHosts,omitempty"`
}

// checkCredentials asks Atlassian about client ID and secret with one request, and
// prints one line or one JSON object.
func (f *checkFlags) checkCredentials(ctx context.Context, s streams, cloud oauth.Cloud, app oauth.App, secret oauth.Secret) error {
	verdict := client.New(cloud).CheckCredentials(ctx, app, secret)
	if stopped := stoppedBy(ctx, nil); stopped != nil {
		return stopped
	}
	r := credentialsResult{1, "unknown", app.ClientID, verdict.Reason, verdict.Evidence, verdict.Failure, cloud.IsTest()}
	line, code := "client ID and secret: could not be checked", exitUnfinished
	switch verdict.Outcome {
	case oauth.Pass:
		r.Outcome, line, code = "accepted", "client ID and secret: accepted by Atlassian", exitReady
	case oauth.Fail:
		r.Outcome, line, code = "refused", "client ID and secret: refused by Atlassian", exitFailed
	}
	if cloud.IsTest() {
		line += " (TEST HOSTS)"
	}
	if f.json {
		printJSON(s, r)
	} else {
		s.out.println("%s", line)
	}
	if code != exitReady {
		s.say("threelo: %s", verdict.Reason)
	}
	return exit(code)
}
