package report

import (
	"reflect"
	"time"

	"threelo/steps/dialog"
)

// own are the fields that hold the program's own words, such as the names of
// scopes and steps. Nothing in them is left out as a name of somebody.
var own = map[string]bool{
	"Report.Tool": true, "Report.Platform": true, "Report.Outcome": true, "Report.PlatformAuthorized": true,
	"Report.Grant": true, "Report.Scopes": true,
	"Environment.OS": true, "Environment.Arch": true,
	"ReportApp.ScopesRequested": true, "ReportApp.Secret": true,
	"ReportActivity.Name": true, "ReportActivity.Permissions": true,
	"ReportProof.Step": true, "ReportProof.Outcome": true,
	"ReportCheck.ID": true, "ReportCheck.Outcome": true, "ReportCheck.Step": true, "ReportCheck.TraceID": true,
	"ReportRequest.Method": true,
	"ReportChange.What":    true,
	"ReportFailure.ID":     true, "ReportFailure.Step": true, "ReportFailure.Who": true, "ReportFailure.TraceID": true,
}

// rewrite returns a deep copy of a report with every text passed through f,
// which also learns whether the text is the program's own. An empty list becomes a
// list without entries, so that JSON never holds null.
func rewrite(r dialog.Report, f func(text string, own bool) string) dialog.Report {
	return rewriteValue(reflect.ValueOf(r), false, f).Interface().(dialog.Report)
}

func rewriteValue(v reflect.Value, isOwn bool, f func(string, bool) string) reflect.Value {
	out := reflect.New(v.Type()).Elem()
	switch v.Kind() {
	case reflect.String:
		out.SetString(f(v.String(), isOwn))
	case reflect.Pointer:
		if !v.IsNil() {
			out.Set(reflect.New(v.Type().Elem()))
			out.Elem().Set(rewriteValue(v.Elem(), isOwn, f))
		}
	case reflect.Slice:
		out.Set(reflect.MakeSlice(v.Type(), v.Len(), v.Len()))
		for i := range v.Len() {
			out.Index(i).Set(rewriteValue(v.Index(i), isOwn, f))
		}
	case reflect.Struct:
		if v.Type() == reflect.TypeFor[time.Time]() {
			return v
		}
		for i := range v.NumField() {
			out.Field(i).Set(rewriteValue(v.Field(i), isOwn || own[v.Type().Name()+"."+v.Type().Field(i).Name], f))
		}
	default:
		out.Set(v)
	}
	return out
}
