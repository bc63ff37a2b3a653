package command

import (
	"fmt"
	"runtime"
	"runtime/debug"
	"strings"

	"github.com/spf13/cobra"
)

// recorded is what Go recorded of the build: the version of the tag or of the commit,
// and the commit with its time, such as " (1fff3d4, 2026-11-22T06:15:08Z)". Without a
// repository they are "dev" and "".
func recorded() (version, commit string) {
	info, ok := debug.ReadBuildInfo()
	if !ok || info.Main.Version == "" || info.Main.Version == "(devel)" {
		return "dev", ""
	}
	known := map[string]string{}
	for _, setting := range info.Settings {
		known[setting.Key] = setting.Value
	}
	if revision, date := known["vcs.revision"], known["vcs.time"]; len(revision) >= 7 && date != "" {
		commit = " (" + revision[:7] + ", " + date + ")"
	}
	return strings.TrimPrefix(info.Main.Version, "v"), commit
}

// versionLine is what `threelo version` prints.
func versionLine() string {
	version, commit := recorded()
	return fmt.Sprintf("threelo %s%s %s/%s %s", version, commit, runtime.GOOS, runtime.GOARCH, runtime.Version())
}

func newVersion(s streams) *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: "print the version",
		Args:  noArguments,
		Run:   func(*cobra.Command, []string) { s.out.println("%s", versionLine()) },
	}
}
