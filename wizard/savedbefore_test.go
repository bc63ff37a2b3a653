package wizard

import (
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"testing"

	"threelo/assets"
	"threelo/wizard/store"
)

// TestASetupSavedAtAnyStepOpensWhereItWasLeft opens setups that were saved at many
// steps of both journeys.
func TestASetupSavedAtAnyStepOpensWhereItWasLeft(t *testing.T) {
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS("testdata/saved")); err != nil {
		t.Fatal(err)
	}
	st, err := store.Open(store.Options{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = st.Close() })
	setups, notes := st.List()
	if len(setups) < 12 || len(notes) > 0 {
		t.Fatalf("%d setups, %q", len(setups), notes)
	}
	for _, s := range setups {
		t.Run(s.ID, func(t *testing.T) {
			was := fieldsOf(t, filepath.Join("testdata/saved", s.ID+".json"))
			p, err := assets.BuiltIn(s.Platform)
			if err != nil {
				t.Fatal(err)
			}
			d := startDrill(t, mistake{platform: s.Platform})
			d.Resume(p, s)
			// It opens on the screen that has the step now. Each proof says now what it is about.
			may := []string{"platformSum", "step"}
			if !d.At(s.Step) || d.Screen().Title == "" {
				t.Errorf("left at %s, opened at %q", s.Step, d.Setup().Step)
			}
			if err := st.Save(d.Setup()); err != nil {
				t.Fatal(err)
			}
			now := fieldsOf(t, filepath.Join(dir, s.ID+".json"))
			proofs, _ := now["proofs"].(map[string]any)
			for _, p := range proofs {
				delete(p.(map[string]any), "of")
				delete(p.(map[string]any), "app")
			}
			for name, value := range was {
				if !reflect.DeepEqual(value, now[name]) && !slices.Contains(may, name) {
					t.Errorf("%s was %v and is %v", name, value, now[name])
				}
			}
		})
	}
}

func fieldsOf(t *testing.T, path string) map[string]any {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var fields map[string]any
	if err := json.Unmarshal(data, &fields); err != nil {
		t.Fatal(err)
	}
	return fields
}
