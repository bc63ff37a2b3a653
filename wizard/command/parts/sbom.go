package main

import (
	"crypto/sha256"
	"debug/buildinfo"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"
	"runtime/debug"
	"strings"
)

// bom is a CycloneDX 1.6 document, as far as it is used here:
// https://cyclonedx.org/docs/1.6/json/.
type bom struct {
	Format     string      `json:"bomFormat"`
	Spec       string      `json:"specVersion"`
	Serial     string      `json:"serialNumber"`
	Version    int         `json:"version"`
	Metadata   metadata    `json:"metadata"`
	Components []component `json:"components"`
}

type metadata struct {
	Timestamp string    `json:"timestamp,omitempty"` // the commit's
	Component component `json:"component"`
}

type component struct {
	Type       string     `json:"type"`
	Ref        string     `json:"bom-ref"`
	Name       string     `json:"name"`
	Version    string     `json:"version"`
	Hashes     []hash     `json:"hashes,omitempty"`
	PURL       string     `json:"purl,omitempty"`
	Properties []property `json:"properties,omitempty"`
}

type hash struct {
	Algorithm string `json:"alg"`
	Content   string `json:"content"`
}

type property struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// sbom lists the modules that Go's linker recorded in a program, with the sums
// that go.sum has of them. version is the release's. The same program gives the
// same document.
func sbom(binary, version string) ([]byte, error) {
	info, err := buildinfo.ReadFile(binary)
	if err != nil {
		return nil, fmt.Errorf("reading the modules of %s: %w", binary, err)
	}
	data, err := os.ReadFile(binary) // #nosec G304 -- named by who builds the release
	if err != nil {
		return nil, err
	}
	sum := sha256.Sum256(data)
	program := component{
		Type: "application", Ref: info.Main.Path, Name: info.Main.Path, Version: version,
		Hashes: []hash{{"SHA-256", hex.EncodeToString(sum[:])}},
	}
	var date string
	for _, setting := range info.Settings {
		program.Properties = append(program.Properties, property{"go:build:" + setting.Key, setting.Value})
		if setting.Key == "vcs.time" {
			date = setting.Value
		}
	}
	std := library("std", strings.TrimPrefix(info.GoVersion, "go"))
	document := bom{
		Format: "CycloneDX", Spec: "1.6", Serial: serial(sum), Version: 1,
		Metadata: metadata{date, program}, Components: []component{std},
	}
	for _, module := range info.Deps {
		document.Components = append(document.Components, dependency(module))
	}
	out, err := json.MarshalIndent(document, "", "  ")
	return append(out, '\n'), err
}

func dependency(module *debug.Module) component {
	if module.Replace != nil {
		module = module.Replace
	}
	c := library(module.Path, module.Version)
	if module.Sum != "" {
		c.Properties = []property{{"go:sum", module.Sum}}
	}
	return c
}

func library(path, version string) component {
	url := "pkg:golang/" + path + "@" + strings.ReplaceAll(version, "+", "%2B")
	return component{Type: "library", Ref: url, Name: path, Version: version, PURL: url}
}

// serial is a UUID (RFC 9562, version 8) made of a program's sum, so that it
// names that program's document and no other.
func serial(sum [sha256.Size]byte) string {
	id := sum[:16]
	id[6] = id[6]&0x0f | 0x80
	id[8] = id[8]&0x3f | 0x80
	return fmt.Sprintf("urn:uuid:%x-%x-%x-%x-%x", id[:4], id[4:6], id[6:8], id[8:10], id[10:])
}
