package command

import (
	"runtime/debug"
	"testing"
)

func TestTheVersionNamesTheCommitWhereItIsKnown(t *testing.T) {
	revision := debug.BuildSetting{Key: "vcs.revision", Value: "1fff3d4a5b6c7d8e9f00112233445566778899aa"}
	date := debug.BuildSetting{Key: "vcs.time", Value: "2026-11-22T06:15:08Z"}
	for _, test := range []struct {
		settings []debug.BuildSetting
		want     string
	}{
		{[]debug.BuildSetting{{Key: "-trimpath", Value: "true"}, revision, date}, " (1fff3d4, 2026-11-22T06:15:08Z)"},
		{[]debug.BuildSetting{revision}, ""},
		{[]debug.BuildSetting{{Key: "vcs.revision", Value: "1f"}, date}, ""},
		{nil, ""},
	} {
		if got := commit(test.settings); got != test.want {
			t.Errorf("%v gives %q, want %q", test.settings, got, test.want)
		}
	}
}
