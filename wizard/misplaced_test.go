package wizard

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"threelo/assets"
	"threelo/oauth"
	"threelo/steps/dialog"
	"threelo/wizard/store"
)

// misplaced is a secret that can't be known as one before it is entered as one.
const misplaced = "Kq71mWc0hPz4vR8sYb2nDx9-not-known"

// onDisk is a run with a folder for its setups, and what is in the folder.
func onDisk(t *testing.T, platform, id string) (r *Run, saved func() string) {
	t.Helper()
	dir := t.TempDir()
	st, err := store.Open(store.Options{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	p, err := assets.BuiltIn(platform)
	if err != nil {
		t.Fatal(err)
	}
	r = New(t.Context(), Config{World: dialog.World{Cloud: oauth.Commercial, Load: assets.BuiltIn}, Store: st})
	t.Cleanup(func() { r.Close(); _ = st.Close() })
	r.Begin(p, id)
	return r, func() string {
		r.saves.Wait()
		var all strings.Builder
		files, _ := filepath.Glob(filepath.Join(dir, "*"))
		for _, file := range files {
			data, _ := os.ReadFile(file)
			all.Write(data)
		}
		return all.String()
	}
}

func TestASecretTypedIntoAnotherFieldDoesNotStayOnDiskOnceItIsKnown(t *testing.T) {
	for name, c := range map[string]struct {
		platform string
		field    dialog.InputID
		text     string
	}{
		"the site":                 {"agilepoint", dialog.InputSite, "kq71mwc0hpz4vr8sYb2nDx9-not-known"},
		"the account's name":       {"agilepoint", dialog.InputAccount, "Iris " + misplaced},
		"a callback's query":       {"agilepoint", dialog.InputCallback, "https://acme.agilepoint.test/cb?k=" + misplaced},
		"its part of the callback": {"kibana", dialog.InputTenant, "https://" + misplaced + ".kb.test:5601"},
	} {
		t.Run(name, func(t *testing.T) {
			r, saved := onDisk(t, c.platform, c.platform)
			r.Enter(dialog.InputSite, "acme")
			r.Enter(c.field, c.text)
			if !strings.Contains(strings.ToLower(saved()), strings.ToLower(misplaced)) {
				t.Fatalf("it is not saved: %s", saved())
			}
			r.Enter(dialog.InputSecret, misplaced)
			if now := saved(); strings.Contains(strings.ToLower(now), strings.ToLower(misplaced)) || !strings.Contains(now, c.platform) {
				t.Errorf("the disk has %s", now)
			}
			sc := r.Screen()
			for _, v := range sc.Values {
				if strings.Contains(v.Text, misplaced) {
					t.Errorf("the screen shows it as %s", v.Label)
				}
			}
			if slices.ContainsFunc(sc.Fields, func(f dialog.Field) bool { return strings.Contains(f.Text, misplaced) }) {
				t.Errorf("the screen shows it in a field: %+v", sc.Fields)
			}
			if !strings.Contains(sc.Notice, "also entered elsewhere") {
				t.Errorf("the notice is %q", sc.Notice)
			}
		})
	}
}

func TestASetupWhosePlatformFileHasTheSecretInItsNameDoesNotStayOnDisk(t *testing.T) {
	r, saved := onDisk(t, "targetprocess", "/home/iris/"+misplaced+".yaml")
	r.Enter(dialog.InputSite, "acme")
	if !strings.Contains(saved(), misplaced) {
		t.Fatalf("it is not saved: %s", saved())
	}
	r.Enter(dialog.InputSecret, misplaced)
	if now := saved(); strings.Contains(now, misplaced) {
		t.Errorf("the disk has %s", now)
	}
}
