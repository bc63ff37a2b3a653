package lint

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
	"github.com/santhosh-tekuri/jsonschema/v6"
)

// onDisk has a file as editors and shells write it: with the line ends of Unix or
// Windows, with a byte order mark or without.
func onDisk(data []byte) map[string][]byte {
	windows := bytes.ReplaceAll(data, []byte("\n"), []byte("\r\n"))
	mark := []byte("\ufeff")
	return map[string][]byte{"Unix": data, "Windows": windows, "with a mark": append(bytes.Clone(mark), data...), "PowerShell": append(bytes.Clone(mark), windows...)}
}

// asEditorsSee validates a file with the schema, as an editor does.
func asEditorsSee(t *testing.T, schema *jsonschema.Schema, data []byte) error {
	t.Helper()
	var value any
	if err := yaml.Unmarshal(bytes.TrimPrefix(data, []byte("\ufeff")), &value); err != nil {
		return err
	}
	asJSON, err := yaml.MarshalWithOptions(value, yaml.JSON())
	if err != nil {
		t.Fatal(err)
	}
	instance, err := jsonschema.UnmarshalJSON(bytes.NewReader(asJSON))
	if err != nil {
		t.Fatal(err)
	}
	return schema.Validate(instance)
}

// What an editor underlines and what lint reports are held together: right files have
// nothing, a wrong form is seen by both, and what only the rules know by lint.
func TestSchemaAndLintAgreeOnEveryFileOfTheCorpus(t *testing.T) {
	schema, err := jsonschema.NewCompiler().Compile(schemaFile)
	if err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob("testdata/corpus/*.yaml")
	if err != nil || len(files) < 30 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	builtIn, _ := filepath.Glob("../../assets/platforms/*.yaml")
	for _, file := range append(files, builtIn...) {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		kind, _, _ := strings.Cut(filepath.Base(file), "-")
		if !strings.Contains(file, "corpus") {
			kind, data = "right", bytes.Replace(data, []byte("\nid: "), []byte("\nid: my-"), 1)
		}
		var first []Problem
		for how, data := range onDisk(data) {
			problems, underlined := Lint(data), asEditorsSee(t, schema, data)
			if reported := len(problems) > 0; reported != (kind != "right") {
				t.Errorf("%s, %s: lint reports %s", file, how, all(problems))
			}
			if seen := underlined != nil; seen != (kind == "form") && strings.HasPrefix(how, "Unix") {
				t.Errorf("%s: an editor underlines: %v; lint reports %s", file, underlined, all(problems))
			}
			for _, p := range problems {
				if p.Line < 1 || p.Fix == "" || p.What == "" {
					t.Errorf("%s, %s: %+v", file, how, p)
				}
			}
			if first == nil {
				first = problems
			}
			if all(first) != all(problems) {
				t.Errorf("%s reads differently %s:\n%s\n%s", file, how, all(first), all(problems))
			}
		}
	}
}
