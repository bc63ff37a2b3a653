package command

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"

	"github.com/spf13/pflag"

	"threelo/assets"
	"threelo/steps/lint"
)

type flagOf = pflag.Flag

// loadPlatform reads a built-in platform, or a file of the caller's own.
func loadPlatform(name string) (*assets.Platform, error) {
	if !strings.ContainsAny(name, `./\`) {
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

// didYouMean proposes the nearest name, when one is near.
func didYouMean(name string, names []string) string {
	best, distance := "", 3
	for _, n := range names {
		if d := editDistance(strings.ToLower(name), n); d < distance {
			best, distance = n, d
		}
		if len(name) >= 3 && strings.HasPrefix(n, strings.ToLower(name)) {
			best, distance = n, 0
		}
	}
	if best == "" {
		return ""
	}
	return fmt.Sprintf(" (did you mean %s?)", best)
}

// editDistance counts the letters to change, add or drop between two words.
func editDistance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := 1; i <= len(a); i++ {
		corner := row[0]
		row[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			corner, row[j] = row[j], min(row[j]+1, row[j-1]+1, corner+cost)
		}
	}
	return row[len(b)]
}

// sampleCallback is what a rehearsal takes for the platform's callback.
func sampleCallback(p *assets.Platform) string {
	if p.Callback.From == "pattern" {
		return p.Callback.With(p.Callback.Sample)
	}
	return cmp.Or(p.Callback.Sample, p.Callback.Pattern)
}
