package command

import (
	"runtime"
	"runtime/debug"

	"github.com/spf13/cobra"

	"threelo/steps"
)

// Version is set when a release is built.
var Version = "dev"

// tool names this program in reports.
func tool() steps.Tool { return steps.Tool{Name: "threelo", Version: version()} }

func version() string {
	if Version == "dev" {
		if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" && info.Main.Version != "(devel)" {
			return info.Main.Version
		}
	}
	return Version
}

// commit names the commit of a build and its time, where Go recorded them:
// " (1fff3d4, 2026-11-22T06:15:08Z)".
func commit(settings []debug.BuildSetting) string {
	known := map[string]string{}
	for _, setting := range settings {
		known[setting.Key] = setting.Value
	}
	revision, date := known["vcs.revision"], known["vcs.time"]
	if len(revision) < 7 || date == "" {
		return ""
	}
	return " (" + revision[:7] + ", " + date + ")"
}

func newVersion(s streams) *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: "print the version",
		Args:  noArguments,
		Run: func(*cobra.Command, []string) {
			built := ""
			if info, ok := debug.ReadBuildInfo(); ok {
				built = commit(info.Settings)
			}
			s.out.println("threelo %s%s %s/%s %s", version(), built, runtime.GOOS, runtime.GOARCH, runtime.Version())
		},
	}
}
