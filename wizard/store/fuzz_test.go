package store

import (
	"encoding/json"
	"strings"
	"testing"
	"unicode"

	"threelo/oauth"
	"threelo/steps/dialog"
)

// FuzzSavedSetup reads a file that anybody may have written: nothing in what
// comes back can harm a terminal, and saving it again changes nothing.
func FuzzSavedSetup(f *testing.F) {
	f.Add([]byte(written(f, func(map[string]any) {})))
	f.Add([]byte(written(f, func(m map[string]any) { m["version"] = 2 })))
	f.Add([]byte(`{"version":1,"id":"k3j2hq7mx5ab","platform":"p","account":"a\u001b[31mb\u202ec\u0085\ufeff"}`))
	f.Add([]byte(`{"version":1,"ID":"k3j2hq7mx5ab","platform":"/a/b c.yaml","callback":"https://a:1/b?c=d%0a","local":"http://[::1]:1/"}`))
	f.Add([]byte(`{"version":1,"id":"k3j2hq7mx5ab","platform":"p","proofs":{"a":{"outcome":"said","evidence":" \n\tx","at":"0000-01-01T00:00:00+23:59"}}}`))
	f.Add([]byte("{\"version\":1,\"id\":\"k3j2hq7mx5ab\",\"platform\":\"p\",\"inputs\":{\"a\":\"\xff\"},\"done\":[\"\",\"x\",\"\"]}"))
	f.Add([]byte(`{"version":1,"id":"k3j2hq7mx5ab","platform":"p","site":"00000000-0000-0000-0000-000000000000"}`))
	f.Add([]byte(`{"version":1e0}`))
	f.Add([]byte(`null`))
	f.Fuzz(func(t *testing.T, data []byte) {
		setup, left, problem := parse(data, acme().ID)
		if problem != nil {
			if problem.why == "" || problem.fix == "" || problem.stays {
				t.Errorf("%+v", problem)
			}
			return
		}
		harmless(t, setup)
		for _, name := range left {
			if oauth.CleanText(name, 0) != name {
				t.Errorf("%q is shown", name)
			}
		}
		again, left, err := tidy(setup)
		if err != nil || left != nil {
			t.Errorf("what came back is not fit to be saved: %v %v", left, err)
		}
		if d := diff(setup, again); d != "" {
			t.Error(d)
		}
	})
}

// harmless fails when any text of a setup holds what a terminal would obey.
func harmless(t *testing.T, setup dialog.Setup) {
	t.Helper()
	data, err := json.Marshal(setup)
	if err != nil {
		t.Fatal(err)
	}
	var fields any
	if err := json.Unmarshal(data, &fields); err != nil {
		t.Fatal(err)
	}
	var walk func(v any)
	walk = func(v any) {
		switch v := v.(type) {
		case string:
			if strings.ContainsFunc(v, func(r rune) bool {
				return unicode.IsControl(r) || unicode.Is(unicode.Cf, r) && r != '\u200c' && r != '\u200d'
			}) {
				t.Errorf("%q would reach the terminal", v)
			}
		case []any:
			for _, e := range v {
				walk(e)
			}
		case map[string]any:
			for key, e := range v {
				walk(key)
				walk(e)
			}
		}
	}
	walk(fields)
	if setup.Site != "" && !strings.HasPrefix(setup.Site, "https://") {
		t.Errorf("site: %q would reach the browser", setup.Site)
	}
	for _, text := range []string{setup.Callback, setup.Local} {
		if text != "" && !strings.HasPrefix(strings.ToLower(text), "http") {
			t.Errorf("callback: %q would reach the browser", text)
		}
	}
}
