package report

import (
	"bytes"
	"encoding/json"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"threelo/steps/dialog"
	"threelo/wizard/report/reporttest"
)

func samples() map[string]dialog.Report {
	return map[string]dialog.Report{
		"ready": reporttest.Ready(), "demo": reporttest.Demo(), "attention": reporttest.Attention(),
		"page": reporttest.FailedAtPage(), "callback": reporttest.FailedAtCallback(), "token": reporttest.FailedAtToken(),
		"api": reporttest.FailedAtAPI(), "network": reporttest.FailedAtNetwork(), "anonymous": anonymousReport(), "since": aYearLater(),
		"nothing yet": {Schema: dialog.Schema, GeneratedAt: reporttest.At, Outcome: dialog.Unfinished, PlatformAuthorized: dialog.NotYet, App: dialog.ReportApp{Secret: "unset"}},
	}
}

func officialSchema(t testing.TB) *jsonschema.Schema {
	t.Helper()
	data, err := os.ReadFile("report.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	if err := c.AddResource("report.schema.json", doc); err != nil {
		t.Fatal(err)
	}
	return c.MustCompile("report.schema.json")
}

func TestEveryReportFitsTheShippedSchema(t *testing.T) {
	schema := officialSchema(t)
	for name, r := range samples() {
		data, err := Export(r, Supporter, JSON, nil)
		if err != nil {
			t.Fatal(err)
		}
		doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
		if err != nil {
			t.Fatal(err)
		}
		if err := schema.Validate(doc); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestASavedReportRendersAsTheFirstTime(t *testing.T) {
	for name, r := range samples() {
		saved, err := Export(r, Supporter, JSON, nil)
		if err != nil {
			t.Fatal(err)
		}
		for _, kind := range []Kind{Markdown, Text, JSON, SVG} {
			want, err := Export(r, Supporter, kind, nil)
			if err != nil {
				t.Fatal(err)
			}
			got, err := convert(saved, kind)
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			if diff := cmp.Diff(string(want), string(got)); diff != "" {
				t.Errorf("%s as %s:\n%s", name, kind, diff)
			}
		}
	}
}

func TestKeysStandInTheOrderOfTheContract(t *testing.T) {
	data, err := Export(reporttest.FailedAtToken(), Supporter, JSON, nil)
	if err != nil {
		t.Fatal(err)
	}
	at := 0
	for _, key := range []string{
		"schema", "tool", "environment", "generatedAt", "demo", "anonymous", "platform", "outcome", "platformAuthorized",
		"app", "sites", "scopes", "proofs", "checks", "failure",
	} {
		next := strings.Index(string(data), "\n  \""+key+"\":")
		if next < at {
			t.Fatalf("%q stands too early or is not there:\n%s", key, data)
		}
		at = next
	}
	if strings.Contains(string(data), "null") {
		t.Error("something is null instead of absent")
	}
}

// A key that is only sometimes there is absent when it is empty, and new keys are
// at the end.
func TestNewKeysComeLastAndOnlyWithAValue(t *testing.T) {
	with, err := Export(reporttest.Attention(), Supporter, JSON, nil)
	if err != nil {
		t.Fatal(err)
	}
	if !regexp.MustCompile(`(?s)"account": .*"observations": \[.*"fact": .*"outcome": .*"attention": \[`).Match(with) {
		t.Errorf("the new keys are not at the end:\n%s", with)
	}
	without, err := Export(reporttest.Ready(), Supporter, JSON, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, key := range []string{"observations", "attention", "Names", "names"} {
		if bytes.Contains(without, []byte(`"`+key+`"`)) {
			t.Errorf("%q is there without a value:\n%s", key, without)
		}
	}
}

func TestAReportOfTheFirstVersionStillOpens(t *testing.T) {
	saved, err := os.ReadFile("testdata/report-of-1.0.json")
	if err != nil {
		t.Fatal(err)
	}
	r, err := Parse(saved)
	if err != nil {
		t.Fatal(err)
	}
	if r.Outcome != dialog.Ready || len(r.Checks) != 19 || len(r.Scopes) != 14 || r.Site.Name != "acme" {
		t.Errorf("something was lost: %+v", r)
	}
	for _, kind := range []Kind{PNG, SVG, Markdown, Text, JSON} {
		if data, err := convert(saved, kind); err != nil || len(data) == 0 {
			t.Errorf("as %s: %v", kind, err)
		}
	}
}

// convert draws a saved report as another kind.
func convert(saved []byte, kind Kind) ([]byte, error) {
	r, err := Parse(saved)
	if err != nil {
		return nil, err
	}
	return Export(r, Supporter, kind, nil)
}

// broken changes one thing of a good report.
func broken(change func(map[string]any)) []byte {
	data, _ := Export(reporttest.FailedAtAPI(), Supporter, JSON, nil)
	var object map[string]any
	_ = json.Unmarshal(data, &object)
	change(object)
	data, _ = json.Marshal(object)
	return data
}

func TestAStrangersFileIsRefusedWithAReason(t *testing.T) {
	schema := officialSchema(t)
	first := func(o map[string]any, list string) map[string]any { return o[list].([]any)[0].(map[string]any) }
	for want, data := range map[string][]byte{
		"it is not JSON":                                           broken(unchanged)[:40],
		"it can't be of the kind array":                            []byte("[]"),
		"larger than 1 MiB":                                        append(bytes.Repeat([]byte(" "), MaxSize), "{}"...),
		"not text in UTF-8":                                        []byte("{\"a\":\"\xff\"}"),
		`it has no "outcome"`:                                      broken(func(o map[string]any) { delete(o, "outcome") }),
		`outcome is "splendid", which is not one of: ready`:        broken(func(o map[string]any) { o["outcome"] = "splendid" }),
		"platform can't be of the kind number":                     broken(func(o map[string]any) { o["platform"] = 3 }),
		"demo can't be of the kind string":                         broken(func(o map[string]any) { o["demo"] = "true" }),
		"sites can't be of the kind number 1.5":                    broken(func(o map[string]any) { o["sites"] = 1.5 }),
		"sites is out of range":                                    broken(func(o map[string]any) { o["sites"] = -1 }),
		"yesterday is not a date and":                              broken(func(o map[string]any) { o["generatedAt"] = "yesterday" }),
		"notes can't be of the kind object":                        broken(func(o map[string]any) { o["notes"] = map[string]any{} }),
		"app can't be of the kind string":                          broken(func(o map[string]any) { o["app"] = "none" }),
		`scopes[0].granted is "perhaps", which is not one of: yes`: broken(func(o map[string]any) { first(o, "scopes")["granted"] = "perhaps" }),
		`checks[0] has no "title"`:                                 broken(func(o map[string]any) { delete(first(o, "checks"), "title") }),
		"headline is longer than 4000":                             broken(func(o map[string]any) { o["headline"] = strings.Repeat("ä", 4001) }),
		"next has more than 500 entr":                              broken(func(o map[string]any) { o["next"] = make([]string, 501) }),
		"grant.expiresIn can't be of the":                          broken(func(o map[string]any) { o["grant"].(map[string]any)["expiresIn"] = 1e300 }),
	} {
		_, err := Parse(data)
		if err == nil || !strings.Contains(err.Error(), want) || !strings.Contains(err.Error(), "ask for the original file") {
			t.Errorf("want %q: %v", want, err)
		}
		if doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(data)); err == nil && len(data) < MaxSize && !strings.Contains(want, "UTF-8") {
			if schema.Validate(doc) == nil {
				t.Errorf("%s: the schema itself would let it pass", want)
			}
		}
	}
}

func unchanged(map[string]any) {}

func TestALaterVersionMayAddKeys(t *testing.T) {
	data := broken(func(o map[string]any) {
		o["schema"], o["added"] = 7, map[string]any{"deep": []int{1}}
		o["app"].(map[string]any)["color"] = "blue"
	})
	r, err := Parse(data)
	if err != nil {
		t.Fatal(err)
	}
	if r.Outcome != "failed" || r.App.ClientID != reporttest.ClientID {
		t.Errorf("%+v", r)
	}
}

func TestWhatAStrangerHidesInAFileIsTakenOut(t *testing.T) {
	data := broken(func(o map[string]any) {
		o["headline"] = "fine\x1b]0;owned\x07 \u202eeslaf\u202c\r\nReady"
		o["OUTCOME"], o["Platform"] = "ready", "\x1b[2J"
	})
	r, err := Parse(data)
	if err != nil {
		t.Fatal(err)
	}
	if r.Headline != "fine eslaf Ready" || r.Outcome != "failed" || r.Platform != "Lindenprocess" {
		t.Errorf("%q %q %q", r.Headline, r.Outcome, r.Platform)
	}
}

func FuzzParse(f *testing.F) {
	for _, r := range samples() {
		data, err := Export(r, Supporter, JSON, nil)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	f.Add([]byte(`{"schema":1e0,"schema":2}`))
	f.Add([]byte(`null`))
	f.Add(broken(func(o map[string]any) { o["generatedAt"] = "0000-01-01T00:00:00.5-23:59" }))
	f.Add(broken(func(o map[string]any) { o["scopes"] = []any{nil, 1, "x"} }))
	schema := officialSchema(f)
	f.Fuzz(func(t *testing.T, data []byte) {
		r, err := Parse(data)
		if err != nil {
			return
		}
		if again := rewrite(r, func(text string, _ bool) string { return clean(text) }); !cmp.Equal(again, r) {
			t.Errorf("not clean: %s", cmp.Diff(again, r))
		}
		saved, err := Export(r, Supporter, JSON, nil)
		if err != nil {
			t.Fatal(err)
		}
		doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(saved))
		if err != nil {
			t.Fatal(err)
		}
		if err := schema.Validate(doc); err != nil {
			t.Errorf("saved again it does not fit the schema: %v", err)
		}
		if _, err := Export(r, Supporter, Markdown, nil); err != nil {
			t.Error(err)
		}
	})
}
