package oauth_test

import (
	"testing"

	"threelo/oauth"
)

func TestLoopbackIsThisComputerHoweverItIsWritten(t *testing.T) {
	for _, host := range []string{"localhost", "LocalHost", "LOCALHOST", "127.0.0.1", "127.0.0.2", "127.255.255.254", "::1", "0:0:0:0:0:0:0:1"} {
		if !oauth.IsLoopback(host) {
			t.Errorf("%q is this computer", host)
		}
	}
	for _, host := range []string{"", "128.0.0.1", "127.1", "0.0.0.0", "::", "[::1]", "::1%lo", "::ffff:127.0.0.1", "localhost.example", "127.0.0.1.example", "127.0.0.1:80", "192.168.1.7"} {
		if oauth.IsLoopback(host) {
			t.Errorf("%q is not this computer", host)
		}
	}
}

func TestAtlassiansHostsAreKnownInEveryCloud(t *testing.T) {
	for _, host := range []string{"auth.atlassian.com", "AUTH.Atlassian.com.", "acme.atlassian.net", "acme.jira.com", "acme.atlassian-us-gov-mod.net", "api.atlassian-us-gov-mod.com", "acme.atlassian-us-gov.net", "atlassian.com"} {
		if !oauth.AtlassianHost(host) {
			t.Errorf("%q is Atlassian's", host)
		}
	}
	for _, host := range []string{"", "notatlassian.com", "atlassian.com.example", "jira.example", "myjira.com", "jira.acme.example"} {
		if oauth.AtlassianHost(host) {
			t.Errorf("%q is not Atlassian's", host)
		}
	}
}
