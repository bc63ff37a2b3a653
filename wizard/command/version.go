package command

import (
	"runtime"
	"runtime/debug"

	"github.com/spf13/cobra"
)

// Version is set when a release is built.
var Version = "dev"

func version() string {
	if Version == "dev" {
		if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" && info.Main.Version != "(devel)" {
			return info.Main.Version
		}
	}
	return Version
}

func newVersion(s streams) *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: "print the version",
		Args:  noArguments,
		Run: func(*cobra.Command, []string) {
			s.out.println("threelo %s %s/%s %s", version(), runtime.GOOS, runtime.GOARCH, runtime.Version())
		},
	}
}
