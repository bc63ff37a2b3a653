package desktop

import "testing"

func TestTheTunnelCommandCanBePastedIntoAnyShell(t *testing.T) {
	for _, test := range []struct{ user, connection, want string }{
		{"anna", "192.0.2.7 50022 198.51.100.4 22", "ssh -L 8976:127.0.0.1:8976 anna@198.51.100.4"},
		{"", "192.0.2.7 50022 198.51.100.4 22", "ssh -L 8976:127.0.0.1:8976 198.51.100.4"},
		{"anna", "fd00::1 50022 fd00::2 22", "ssh -L 8976:127.0.0.1:8976 anna@fd00::2"},
		{"anna", "cut short", "ssh -L 8976:127.0.0.1:8976 anna@your-server"},
		{"anna", "1 2 $(reboot) 4", "ssh -L 8976:127.0.0.1:8976 anna@your-server"},
		{"", "cut short", "ssh -L 8976:127.0.0.1:8976 your-server"},
		{`EXAMPLE\anna`, "192.0.2.7 50022 198.51.100.4 22", "ssh -L 8976:127.0.0.1:8976 198.51.100.4"},
		{"-oProxyCommand=x", "1 2 -x 4", "ssh -L 8976:127.0.0.1:8976 your-server"},
		{"a;b", "1 2 a 4", "ssh -L 8976:127.0.0.1:8976 your-server"},
		{"anna", "192.0.2.7 50022 198.51.100.4 2222", "ssh -p 2222 -L 8976:127.0.0.1:8976 anna@198.51.100.4"},
		{"anna", "192.0.2.7 50022 198.51.100.4 22;reboot", "ssh -L 8976:127.0.0.1:8976 anna@198.51.100.4"},
	} {
		env := Env{OS: "linux", Vars: []string{"USER=" + test.user, "SSH_CONNECTION=" + test.connection}}
		if got := env.Tunnel("http://127.0.0.1:8976/callback", "https://auth.atlassian.com"); got != test.want {
			t.Errorf("%q at %q: %s", test.user, test.connection, got)
		}
	}
}

func TestARehearsalOverSSHAlsoForwardsTheSandboxsPort(t *testing.T) {
	env := Env{OS: "linux", Vars: []string{"USER=anna"}}
	if got := env.Tunnel("http://127.0.0.1:8976/callback", "http://127.0.0.1:40123"); got != "ssh -L 8976:127.0.0.1:8976 -L 40123:127.0.0.1:40123 anna@your-server" {
		t.Error(got)
	}
	if got := env.Tunnel("https://acme.test/callback", "https://auth.atlassian.com:443"); got != "" {
		t.Errorf("nothing is on loopback: %s", got)
	}
}
