package documents

import (
	"reflect"
	"strings"
	"testing"

	"threelo/steps/dialog"
	"threelo/steps/lint"
	"threelo/wizard/report"
)

func TestTheExamplesInTheDocumentsAreValid(t *testing.T) {
	reports, platforms := 0, 0
	for name, page := range pages(t) {
		for _, block := range blocks(page, "json") {
			reports++
			if _, err := report.Parse([]byte(block)); err != nil {
				t.Errorf("%s: %v", name, err)
			}
		}
		for _, block := range blocks(page, "yaml") {
			if strings.HasPrefix(block, "jobs:") {
				continue // a CI job, which wizard/command runs
			}
			platforms++
			for _, problem := range lint.Lint([]byte(block)) {
				t.Errorf("%s: %s", name, problem)
			}
		}
	}
	if reports == 0 || platforms == 0 {
		t.Errorf("%d reports and %d platform files", reports, platforms)
	}
}

// What the page on platform files names beyond its example fits into it.
func TestTheFurtherKeysFitIntoTheExample(t *testing.T) {
	page := pages(t)["docs/platform-file.md"]
	example := strings.Replace(blocks(page, "yaml")[0], "steps:", "steps:\n  - do: activities", 1)
	_, further, _ := strings.Cut(page, "## How do I say")
	for _, code := range spans(further) {
		switch {
		case strings.HasPrefix(code, "- {name:"):
			example += "\nactivities:\n  " + code
		case strings.HasPrefix(code, "- {label:"):
			example += "\nsupport:\n  " + code
		case strings.HasPrefix(code, "permissions: {"), code == "needsSharing: true":
			example += "\n" + code
		}
	}
	for _, key := range []string{"\nactivities:", "\nsupport:", "\npermissions:", "\nneedsSharing:"} {
		if !strings.Contains(example, key) {
			t.Errorf("the page gives no example of %s", strings.TrimSpace(key))
		}
	}
	for _, problem := range lint.Lint([]byte(example + "\n")) {
		t.Error(problem)
	}
}

// The table of a report's keys has all of them, in their order.
func TestTheReportsPageKnowsEveryKeyOfAReport(t *testing.T) {
	_, table, _ := strings.Cut(pages(t)["docs/report.md"], "| Key | What it holds |")
	rest := table
	for _, field := range reflect.VisibleFields(reflect.TypeFor[dialog.Report]()) {
		key := keyOf(field)
		if key == "-" {
			continue // not in the file
		}
		_, after, found := strings.Cut(rest, "`"+key+"`")
		if !found {
			t.Errorf("the key %s is missing, or stands elsewhere", key)
			continue
		}
		rest = after
		inside := field.Type
		for inside.Kind() == reflect.Pointer || inside.Kind() == reflect.Slice {
			inside = inside.Elem()
		}
		if inside.Kind() != reflect.Struct || inside.PkgPath() == "time" {
			continue
		}
		for _, below := range reflect.VisibleFields(inside) {
			if !strings.Contains(table, "`"+keyOf(below)+"`") {
				t.Errorf("the key %s.%s is missing", key, keyOf(below))
			}
		}
	}
}

func keyOf(field reflect.StructField) string {
	key, _, _ := strings.Cut(field.Tag.Get("json"), ",")
	return key
}
