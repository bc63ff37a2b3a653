package main

import (
	"bytes"
	"context"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
)

// systems are those that releases are built for. What is linked in does not
// differ between their processors.
var systems = []string{"linux", "darwin", "windows"}

// goItself stands for what every Go program holds.
const goItself = "Go and its standard library"

const rule = "================================================================================\n"

// licences is the text of every licence of what others wrote and the program
// holds, each once, under the names of the modules that it is for.
func licences(ctx context.Context) (string, error) {
	folders, err := linked(ctx)
	if err != nil {
		return "", err
	}
	return gathered(folders)
}

// gathered is the text for modules in these folders.
func gathered(folders map[string]string) (string, error) {
	holders := map[string][]string{}
	for _, module := range slices.Sorted(maps.Keys(folders)) {
		texts, err := textsIn(folders[module])
		if err != nil {
			return "", err
		}
		if len(texts) == 0 {
			return "", fmt.Errorf("%s has no licence in %s", module, folders[module])
		}
		for _, text := range texts {
			holders[text] = append(holders[text], module)
		}
	}
	var out strings.Builder
	out.WriteString("threelo holds the work of others, under these licences. Its own is in LICENSE.\n")
	for _, text := range slices.SortedFunc(maps.Keys(holders), func(a, b string) int {
		if by := slices.Compare(holders[a], holders[b]); by != 0 {
			return by
		}
		return strings.Compare(a, b)
	}) {
		fmt.Fprintf(&out, "\n%s%s\n%s\n%s", rule, strings.Join(holders[text], "\n"), rule, text)
	}
	return out.String(), nil
}

// linked maps the modules of all packages in the program, and Go itself, to
// their folders.
func linked(ctx context.Context) (map[string]string, error) {
	root, err := exec.CommandContext(ctx, "go", "env", "GOROOT").Output()
	if err != nil {
		return nil, fmt.Errorf("asking for Go's folder: %w", err)
	}
	folders := map[string]string{goItself: strings.TrimSpace(string(root))}
	for _, system := range systems {
		list := exec.CommandContext(ctx, "go", "list", "-deps", "-f", "{{with .Module}}{{if not .Main}}{{.Path}}\t{{.Dir}}{{end}}{{end}}", "threelo")
		list.Env = append(os.Environ(), "GOOS="+system, "GOARCH=amd64", "CGO_ENABLED=0")
		out, err := list.Output()
		if err != nil {
			return nil, fmt.Errorf("listing what is linked in on %s: %w", system, err)
		}
		for line := range strings.Lines(string(out)) {
			if path, dir, ok := strings.Cut(strings.TrimSpace(line), "\t"); ok {
				folders[path] = dir
			}
		}
	}
	return folders, nil
}

// textsIn reads the licences in a module's folder.
func textsIn(dir string) ([]string, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, err
	}
	var texts []string
	for _, entry := range entries {
		name := strings.ToUpper(entry.Name())
		is := func(start string) bool { return strings.HasPrefix(name, start) }
		if entry.IsDir() || !slices.ContainsFunc([]string{"LICENSE", "LICENCE", "COPYING", "NOTICE", "PATENTS"}, is) {
			continue
		}
		data, err := os.ReadFile(filepath.Join(dir, entry.Name())) // #nosec G304 -- a module's own
		if err != nil {
			return nil, err
		}
		data = bytes.ReplaceAll(data, []byte("\r\n"), []byte("\n"))
		texts = append(texts, strings.Trim(string(data), "\n")+"\n")
	}
	return texts, nil
}
