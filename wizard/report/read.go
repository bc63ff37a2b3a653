package report

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"reflect"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"threelo/oauth"
	"threelo/steps/dialog"
)

// The most bytes of what is read.
const (
	MaxSize = 1 << 20 // of a saved report; a real one has about 10,000
	MaxFile = 4 << 20 // of its file, which may be a picture
)

// The schema sets the same limits.
const (
	maxList   = 500
	maxNumber = 1<<53 - 1
)

// Parse reads a saved report, JSON or a picture that carries it. It may come from
// somebody else: it is checked and cleaned. Keys that a later version added are ignored. The error says what
// is wrong with it.
func Parse(data []byte) (dialog.Report, error) {
	r, err := parse(data)
	if err != nil {
		return dialog.Report{}, fmt.Errorf("this is not a report that threelo can show: %w; ask for the original file, as threelo saved it", err)
	}
	return r, nil
}

func parse(data []byte) (dialog.Report, error) {
	var r dialog.Report
	if strings.HasPrefix(http.DetectContentType(data), "image/") {
		var err error
		if data, err = carried(data); err != nil {
			return r, err
		}
	}
	switch {
	case len(data) > MaxSize:
		return r, errors.New("it is larger than 1 MiB")
	case !utf8.Valid(data):
		return r, errors.New("it is not text in UTF-8")
	}
	if err := json.Unmarshal(bytes.TrimPrefix(data, []byte("\ufeff")), &r); err != nil {
		return r, plainJSON(err)
	}
	if err := checkValue("", reflect.ValueOf(r)); err != nil {
		return r, err
	}
	r.Schema = dialog.Schema
	return rewrite(r, func(text string, _ bool) string { return clean(text) }), nil
}

// plainJSON says in plain words why a text is not the JSON of a report.
func plainJSON(err error) error {
	var misfit *json.UnmarshalTypeError
	var moment *time.ParseError
	switch {
	case errors.As(err, &moment):
		return fmt.Errorf("%s is not a date and time", moment.Value)
	case errors.As(err, &misfit):
		return fmt.Errorf("%s can't be of the kind %s", cmp.Or(misfit.Field, "it"), misfit.Value)
	default:
		return fmt.Errorf("it is not JSON of a report: %w", err)
	}
}

// fixedValues lists the values that a report may have where it has one of a few.
var fixedValues = map[reflect.Type][]string{
	reflect.TypeFor[dialog.Readiness]():   words(dialog.Ready, dialog.Attention, dialog.Failed, dialog.Unfinished),
	reflect.TypeFor[dialog.OptionID]():    words(dialog.Authorized, dialog.Denied, dialog.ShowedError, dialog.NotYet),
	reflect.TypeFor[dialog.SecretState](): words(dialog.SecretSet, dialog.SecretUnset),
	reflect.TypeFor[dialog.Answer]():      words(dialog.Yes, dialog.No, dialog.Attested, dialog.Earlier, dialog.NotListed, dialog.Unknown),
	reflect.TypeFor[dialog.Mark]():        words(dialog.MarkProved, dialog.MarkFail, dialog.MarkAttested, dialog.MarkUnchecked),
	reflect.TypeFor[oauth.Outcome]():      words(oauth.Pass, oauth.Warn, oauth.Fail, oauth.NotTried),
	reflect.TypeFor[oauth.FactOutcome]():  words(oauth.FactConfirmed, oauth.FactRefuted, oauth.FactUnclear),
}

func words[T ~string](values ...T) []string {
	return each(values, func(v T) string { return string(v) })
}

// checkValue refuses what is too large, and what is not one of its fixed values.
func checkValue(where string, v reflect.Value) error {
	switch v.Kind() {
	case reflect.String:
		values := fixedValues[v.Type()]
		switch {
		case values != nil && !slices.Contains(values, v.String()):
			return fmt.Errorf("%s is %q, which is not one of: %s", where, v.String(), strings.Join(values, ", "))
		case utf8.RuneCountInString(v.String()) > maxText:
			return fmt.Errorf("%s is longer than %d characters", where, maxText)
		}
	case reflect.Int, reflect.Int64:
		if v.Int() < 0 || v.Int() > maxNumber {
			return fmt.Errorf("%s is out of range", where)
		}
	case reflect.Pointer:
		if !v.IsNil() {
			return checkValue(where, v.Elem())
		}
	case reflect.Slice:
		if v.Len() > maxList {
			return fmt.Errorf("%s has more than %d entries", where, maxList)
		}
		for i := range v.Len() {
			if err := checkValue(fmt.Sprintf("%s[%d]", where, i), v.Index(i)); err != nil {
				return err
			}
		}
	case reflect.Struct:
		if v.Type() != reflect.TypeFor[time.Time]() {
			return checkFields(where, v)
		}
	}
	return nil
}

// checkFields also refuses an object without what makes sense of it.
func checkFields(where string, v reflect.Value) error {
	for i, field := range reflect.VisibleFields(v.Type()) {
		key, options, _ := strings.Cut(field.Tag.Get("json"), ",")
		needed := options == "" && (fixedValues[field.Type] != nil || key == "id" || key == "title" || key == "scope" || key == "schema")
		if needed && v.Field(i).IsZero() {
			return fmt.Errorf("%s has no %q", cmp.Or(where, "it"), key)
		}
		if err := checkValue(strings.TrimPrefix(where+"."+key, "."), v.Field(i)); err != nil {
			return err
		}
	}
	return nil
}
