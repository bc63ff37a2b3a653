package command

import (
	"strings"
	"testing"

	"github.com/spf13/cobra"
)

// Each command says what it is for and how it is used.
func TestEveryCommandHelps(t *testing.T) {
	var helps func(cmd *cobra.Command)
	helps = func(cmd *cobra.Command) {
		args := strings.Fields(cmd.CommandPath() + " --help")[1:]
		if code, out, talk := run(t, "", args...); code != exitReady || talk != "" || !strings.Contains(out, "Usage:\n  "+cmd.CommandPath()) {
			t.Errorf("%s: exit %d, %s%s", cmd.CommandPath(), code, out, talk)
		}
		for _, sub := range cmd.Commands() {
			helps(sub)
		}
	}
	helps(Commands())
}
