package report

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"unicode/utf8"

	"threelo/steps"
)

// maxReport is how large a saved report may be, in bytes: a real one has about
// 10,000.
const maxReport = 1 << 20

// ReadReport reads a saved report that may come from a stranger: bounded,
// checked against the schema and cleaned. Keys that a later version added are
// ignored. The error says what is wrong with the file.
func ReadReport(in io.Reader) (steps.Report, error) {
	r, err := read(in)
	if err != nil {
		return steps.Report{}, fmt.Errorf("this is not a report that can be shown: %w; ask for the .json file again, as threelo saved it", err)
	}
	return r, nil
}

func read(in io.Reader) (steps.Report, error) {
	data, err := io.ReadAll(io.LimitReader(in, maxReport+1))
	switch {
	case err != nil:
		return steps.Report{}, fmt.Errorf("it could not be read: %w", err)
	case len(data) > maxReport:
		return steps.Report{}, errors.New("it is larger than 1 MiB")
	case !utf8.Valid(data):
		return steps.Report{}, errors.New("it is not text in UTF-8")
	}
	rules, err := schema()
	if err != nil {
		return steps.Report{}, err
	}
	var tree any
	if err := json.Unmarshal(data, &tree); err != nil {
		return steps.Report{}, fmt.Errorf("it is not JSON: %w", err)
	}
	if err := rules.check(rules, top, tree); err != nil {
		return steps.Report{}, err
	}
	// Marshalled again, so that what was checked is what is read: a key that
	// stood twice, or in other letters, has one meaning now.
	known, err := json.Marshal(rules.known(tree))
	if err != nil {
		return steps.Report{}, fmt.Errorf("it could not be read: %w", err)
	}
	var r steps.Report
	if err := json.Unmarshal(known, &r); err != nil {
		return steps.Report{}, fmt.Errorf("it could not be read: %w", err)
	}
	r.Schema = steps.Schema
	return Clean(r), nil
}

// known keeps the keys that the schema names. Go's decoder takes "OUTCOME" for
// "outcome": without this an unchecked key could replace a checked one.
func (s *rule) known(value any) any {
	switch v := value.(type) {
	case map[string]any:
		kept := map[string]any{}
		for key, next := range s.Properties {
			if value, ok := v[key]; ok {
				kept[key] = next.known(value)
			}
		}
		return kept
	case []any:
		kept := make([]any, len(v))
		for i, value := range v {
			kept[i] = s.Items.known(value)
		}
		return kept
	default:
		return value
	}
}
