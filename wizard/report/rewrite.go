package report

import (
	"reflect"
	"time"

	"threelo/steps"
	"threelo/wizard/style"
)

// Clean returns a copy of a report in which every text is one line without
// control characters, escape codes and signs that turn the direction of
// writing. A report may quote a server, or come from a stranger's file.
func Clean(r steps.Report) steps.Report { return Rewrite(r, style.Line) }

// Rewrite returns a deep copy of a report with every text passed through f.
// Empty lists become lists without entries, so that JSON never says null.
func Rewrite(r steps.Report, f func(string) string) steps.Report {
	return rewrite(reflect.ValueOf(r), f).Interface().(steps.Report)
}

func rewrite(v reflect.Value, f func(string) string) reflect.Value {
	out := reflect.New(v.Type()).Elem()
	switch v.Kind() {
	case reflect.String:
		out.SetString(f(v.String()))
	case reflect.Pointer:
		if !v.IsNil() {
			out.Set(reflect.New(v.Type().Elem()))
			out.Elem().Set(rewrite(v.Elem(), f))
		}
	case reflect.Slice:
		out.Set(reflect.MakeSlice(v.Type(), v.Len(), v.Len()))
		for i := range v.Len() {
			out.Index(i).Set(rewrite(v.Index(i), f))
		}
	case reflect.Struct:
		if v.Type() == reflect.TypeFor[time.Time]() {
			return v
		}
		for i := range v.NumField() {
			out.Field(i).Set(rewrite(v.Field(i), f))
		}
	default:
		out.Set(v)
	}
	return out
}
