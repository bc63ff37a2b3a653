package command

import (
	"cmp"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"threelo/assets"
	"threelo/steps/lint"
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
		return nil, usage("%s, line %d: %s; %s (threelo lint %s tells all %d)", name, first.Line, first.What, first.Cure, name, len(problems))
	}
	p, err := assets.ParsePlatform(data)
	if err != nil {
		return nil, usage("%s: %w", name, err)
	}
	return p, nil
}

// wherever is a platform's name as it holds in any folder: a saved setup may be
// gone on with from another one.
func wherever(name string) string {
	if !isFile(name) {
		return name
	}
	if path, err := filepath.Abs(name); err == nil {
		return path
	}
	return name
}

// isFile tells a platform file's path from a built-in platform's id.
func isFile(name string) bool { return strings.ContainsAny(name, `./\`) }

// readPlatformFile reads no more than a platform file may have.
func readPlatformFile(path string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, usage("the platform file %s cannot be read: %s", path, reason(err))
	}
	defer func() { _ = f.Close() }()
	data, err := io.ReadAll(io.LimitReader(f, assets.MaxPlatformFile+1))
	if err != nil {
		return nil, usage("the platform file %s cannot be read: %s", path, reason(err))
	}
	return data, nil
}

// reason is an error of the file system in plain words.
func reason(err error) string {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return "there is no such file; check its name"
	case errors.Is(err, fs.ErrPermission):
		return "you may not read it; check its rights"
	}
	var path *fs.PathError
	if errors.As(err, &path) {
		return path.Err.Error()
	}
	return err.Error()
}

func exists(path string) bool {
	_, err := os.Lstat(path)
	return err == nil
}

// sampleCallback is what a rehearsal takes for the platform's callback.
func sampleCallback(p *assets.Platform) string {
	if p.Callback.From == "pattern" {
		return p.Callback.With(p.Callback.Sample)
	}
	return cmp.Or(p.Callback.Sample, p.Callback.Pattern)
}
