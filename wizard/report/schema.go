package report

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"strings"
	"sync"
	"time"
	"unicode/utf8"
)

// Schema is the JSON Schema (draft 2020-12) of the report object, as shipped.
//
//go:embed report.schema.json
var Schema []byte

// rule is the part of JSON Schema that the report's schema uses; a test makes
// sure that it uses no other. One file so both documents the object and guards
// what is read.
type rule struct {
	Ref        string           `json:"$ref"`
	Type       string           `json:"type"`
	Required   []string         `json:"required"`
	Properties map[string]*rule `json:"properties"`
	Items      *rule            `json:"items"`
	Enum       []string         `json:"enum"`
	Format     string           `json:"format"`
	Minimum    float64          `json:"minimum"`
	Maximum    *float64         `json:"maximum"`
	MaxLength  int              `json:"maxLength"`
	MaxItems   int              `json:"maxItems"`
	Defs       map[string]*rule `json:"$defs"`
}

var schema = sync.OnceValues(func() (*rule, error) {
	var r rule
	if err := json.Unmarshal(Schema, &r); err != nil {
		return nil, fmt.Errorf("reading the report's schema: %w", err)
	}
	return &r, nil
})

// check compares a decoded JSON value with a rule; where names the value in
// errors. Keys that the rule does not know are left to later versions.
func (s *rule) check(root *rule, where string, value any) error {
	if name, ok := strings.CutPrefix(s.Ref, "#/$defs/"); ok {
		return root.Defs[name].check(root, where, value)
	}
	switch v := value.(type) {
	case map[string]any:
		return s.checkObject(root, where, v)
	case []any:
		return s.checkList(root, where, v)
	case string:
		return s.checkString(where, v)
	case float64:
		return s.checkNumber(where, v)
	case bool:
		if s.Type == "boolean" {
			return nil
		}
	}
	return s.mismatch(where)
}

func (s *rule) mismatch(where string) error {
	article := "a"
	if strings.ContainsAny(s.Type[:1], "aio") {
		article = "an"
	}
	return fmt.Errorf("%s is not %s %s", where, article, s.Type)
}

func (s *rule) checkObject(root *rule, where string, v map[string]any) error {
	if s.Type != "object" {
		return s.mismatch(where)
	}
	for _, key := range s.Required {
		if _, ok := v[key]; !ok {
			return fmt.Errorf("%s has no %q", where, key)
		}
	}
	for key, value := range v {
		if next, ok := s.Properties[key]; ok {
			if err := next.check(root, strings.TrimPrefix(where+"."+key, top+"."), value); err != nil {
				return err
			}
		}
	}
	return nil
}

// top names the whole value in errors.
const top = "it"

func (s *rule) checkList(root *rule, where string, v []any) error {
	switch {
	case s.Type != "array":
		return s.mismatch(where)
	case len(v) > s.MaxItems:
		return fmt.Errorf("%s has more than %d entries", where, s.MaxItems)
	}
	for i, value := range v {
		if err := s.Items.check(root, fmt.Sprintf("%s[%d]", where, i), value); err != nil {
			return err
		}
	}
	return nil
}

func (s *rule) checkString(where, v string) error {
	switch {
	case s.Type != "string":
		return s.mismatch(where)
	case s.MaxLength > 0 && utf8.RuneCountInString(v) > s.MaxLength:
		return fmt.Errorf("%s is longer than %d characters", where, s.MaxLength)
	case s.Enum != nil && !slices.Contains(s.Enum, v):
		return fmt.Errorf("%s is none of %s", where, strings.Join(s.Enum, ", "))
	case s.Format == "date-time":
		if _, err := time.Parse(time.RFC3339Nano, v); err != nil {
			return fmt.Errorf("%s is not a date and time", where)
		}
	}
	return nil
}

func (s *rule) checkNumber(where string, v float64) error {
	switch {
	case s.Type != "integer", v != math.Trunc(v):
		return s.mismatch(where)
	case v < s.Minimum, s.Maximum != nil && v > *s.Maximum:
		return fmt.Errorf("%s is out of range", where)
	}
	return nil
}
