// Package oauth knows Atlassian's OAuth 2.0 (3LO): its hosts, an app and its
// secret, what people paste, and what an answer means. It is pure: no network,
// no clock, no terminal. What talks is in client, what listens in receiver.
package oauth
