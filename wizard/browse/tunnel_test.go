package browse

import "testing"

func TestTheTunnelsLineCanBePastedAsItIs(t *testing.T) {
	for _, test := range []struct{ user, host, want string }{
		{"anna", "build.example.com", "ssh -L 8976:127.0.0.1:8976 anna@build.example.com"},
		{"", "build", "ssh -L 8976:127.0.0.1:8976 build"},
		{"anna", "", "ssh -L 8976:127.0.0.1:8976 anna@your-server"},
		{"", "", "ssh -L 8976:127.0.0.1:8976 your-server"},
		{"anna", "fd00::2", "ssh -L 8976:127.0.0.1:8976 anna@fd00::2"},
		{`EXAMPLE\anna`, "build", "ssh -L 8976:127.0.0.1:8976 build"},
		{"anna", "$(reboot)", "ssh -L 8976:127.0.0.1:8976 anna@your-server"},
		{"-oProxyCommand=x", "-x", "ssh -L 8976:127.0.0.1:8976 your-server"},
		{"a;b", "a b", "ssh -L 8976:127.0.0.1:8976 your-server"},
	} {
		if got := Tunnel(8976, test.user, test.host); got != test.want {
			t.Errorf("%q at %q: %s", test.user, test.host, got)
		}
	}
}
