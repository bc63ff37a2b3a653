package oauth

// Observation is a run's evidence for or against an uncertain fact about
// Atlassian. It holds no value of the setup, so every report may show it.
type Observation struct {
	Fact    FactID      `json:"fact"`
	Outcome FactOutcome `json:"outcome"`
}

// FactID names an entry of assets/facts.yaml.
type FactID string

// The facts that a run can observe.
const (
	FactCallbackInLinks      FactID = "callback-in-links"       // which callback the console's links carry
	FactOfflineAccessInScope FactID = "offline-access-in-scope" // the token answer lists offline_access
	FactMadeUpCodeAnswer     FactID = "made-up-code-answer"     // how a made-up code is refused
	FactWrongSecretAnswer    FactID = "wrong-secret-answer"     // how a wrong secret is refused
	FactRefreshRotation      FactID = "refresh-rotation"        // each renewal brings a new refresh token
	FactRepeatedSiteIDs      FactID = "repeated-site-ids"       // accessible-resources may list a site twice
	FactLoopbackHTTPAccepted FactID = "loopback-http-accepted"  // a callback on 127.0.0.1 over http works
	FactSingleCallbackBox    FactID = "single-callback-box"     // some consoles take one callback only
)

// FactOutcome is what an Observation says of its fact.
type FactOutcome string

// The outcomes of an Observation.
const (
	FactConfirmed FactOutcome = "confirmed"
	FactRefuted   FactOutcome = "refuted"
	FactUnclear   FactOutcome = "unclear"
)
