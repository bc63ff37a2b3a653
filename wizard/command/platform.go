package command

import (
	"errors"
	"io/fs"
	"path/filepath"
	"strings"

	"threelo/assets"
	"threelo/assets/english"
	"threelo/steps/lint"
	"threelo/wizard/disk"
)

// loadPlatform reads a built-in platform, or a file of the caller's own.
func loadPlatform(name string) (*assets.Platform, error) {
	if !isFile(name) {
		p, err := assets.BuiltIn(name)
		if err != nil {
			return nil, usage("%w%s: threelo platforms lists them", err, didYouMean(name, assets.PlatformIDs()))
		}
		return p, nil
	}
	data, err := readPlatformFile(name)
	if err != nil {
		return nil, err
	}
	if problems := lint.Lint(data); len(problems) > 0 {
		first := problems[0]
		return nil, usage("%s, line %d: %s; %s (%s: see threelo lint %s)", name, first.Line, first.What, first.Fix, english.Count(len(problems), "problem"), name)
	}
	return assets.ParsePlatform(data)
}

// wherever makes a platform file's path absolute: a saved setup may be continued
// from another folder.
func wherever(name string) string {
	if path, err := filepath.Abs(name); isFile(name) && err == nil {
		return path
	}
	return name
}

// isFile reports whether a name is a platform file's path and not an id.
func isFile(name string) bool { return strings.ContainsAny(name, `./\`) }

// readPlatformFile reads a platform file of the caller's own.
func readPlatformFile(path string) ([]byte, error) {
	data, err := disk.Read(path, assets.MaxPlatformFile)
	if err != nil {
		return nil, usage("the platform file %s cannot be read: %s", path, reason(err))
	}
	return data, nil
}

// reason says in plain words why a file can't be read.
func reason(err error) string {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return "the file does not exist; check its name"
	case errors.Is(err, fs.ErrPermission):
		return "you are not allowed to read it; check its permissions"
	}
	return disk.Reason(err)
}
