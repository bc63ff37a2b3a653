package command

import (
	"cmp"
	"fmt"
	"runtime"
	"runtime/debug"

	"github.com/spf13/cobra"
)

// Version is set when a release is built.
var Version = "dev"

func version() string {
	info, ok := debug.ReadBuildInfo()
	if ok && Version == "dev" && info.Main.Version != "(devel)" {
		return cmp.Or(info.Main.Version, Version)
	}
	return Version
}

// built names the commit that the program was built from and its time, such as
// " (1fff3d4, 2026-11-22T06:15:08Z)"; "" where Go did not record them.
func built(info *debug.BuildInfo) string {
	known := map[string]string{}
	for _, setting := range info.Settings {
		known[setting.Key] = setting.Value
	}
	revision, date := known["vcs.revision"], known["vcs.time"]
	if len(revision) < 7 || date == "" {
		return ""
	}
	return " (" + revision[:7] + ", " + date + ")"
}

// versionLine is what `threelo version` prints.
func versionLine() string {
	commit := ""
	if info, ok := debug.ReadBuildInfo(); ok {
		commit = built(info)
	}
	return fmt.Sprintf("threelo %s%s %s/%s %s", version(), commit, runtime.GOOS, runtime.GOARCH, runtime.Version())
}

func newVersion(s streams) *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: "print the version",
		Args:  noArguments,
		Run:   func(*cobra.Command, []string) { s.out.println("%s", versionLine()) },
	}
}
