package wizard

import (
	"strings"
	"testing"

	"threelo/assets"
	"threelo/oauth"
	"threelo/steps/dialog"
	"threelo/wizard/store"
)

// window is a window of threelo on a folder of saved setups.
type window struct {
	*Run
	t  *testing.T
	st *store.Store
}

func opensWindow(t *testing.T, dir string) window {
	t.Helper()
	st, err := store.Open(store.Options{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	saved, _ := st.List()
	r := New(t.Context(), Config{World: dialog.World{Cloud: oauth.Commercial, Load: assets.BuiltIn, Saved: saved}, Store: st})
	w := window{r, t, st}
	t.Cleanup(w.closes)
	return w
}

func (w window) closes() {
	w.Close()
	_ = w.st.Close()
}

// leavesASetup begins a setup in its own window, up to the second screen.
func leavesASetup(t *testing.T, dir string) {
	t.Helper()
	w := opensWindow(t, dir)
	w.Handle(dialog.Choose{Option: "targetprocess"})
	w.Enter(dialog.InputSite, "acme")
	w.Handle(dialog.Next{})
	w.closes()
}

// offers reports whether a saved setup can be continued.
func (w window) offers() bool {
	c := w.Screen().Choices
	return c != nil && strings.HasPrefix(c.Options[0].Label, "Continue: ")
}

// deletes presses x twice on the first saved setup, and waits for the result.
func (w window) deletes() {
	w.t.Helper()
	for range 2 {
		w.Handle(dialog.Act{ID: dialog.ActionForget, Arg: "resume:0"})
	}
	for ev := range w.Events() {
		w.Handle(ev)
		if _, ok := ev.(dialog.Forgotten); ok {
			return
		}
	}
}

func TestASavedSetupIsDeletedFromTheList(t *testing.T) {
	dir := t.TempDir()
	leavesASetup(t, dir)
	w := opensWindow(t, dir)
	if !w.offers() {
		t.Fatalf("nothing is offered: %+v", w.Screen().Choices)
	}
	if w.deletes(); w.offers() || w.Screen().Notice != "deleted" {
		t.Errorf("it is still offered: %q", w.Screen().Notice)
	}
	if again := opensWindow(t, dir); again.offers() {
		t.Error("it came back with the next start")
	}
}

func TestASetupThatAnotherWindowHasIsNotDeleted(t *testing.T) {
	dir := t.TempDir()
	leavesASetup(t, dir)
	other, w := opensWindow(t, dir), opensWindow(t, dir)
	other.Handle(dialog.Choose{Option: "resume:0"})
	if w.deletes(); !w.offers() || !strings.Contains(w.Screen().Notice, "open in another window") {
		t.Errorf("it says %q", w.Screen().Notice)
	}
}

func TestASetupThatWasLeftWithEscIsContinuedInTheSameWindow(t *testing.T) {
	dir := t.TempDir()
	w := opensWindow(t, dir)
	w.Handle(dialog.Choose{Option: "targetprocess"})
	w.Enter(dialog.InputSite, "acme")
	w.Handle(dialog.Next{})
	w.Handle(dialog.Back{})
	if w.Handle(dialog.Back{}); !w.offers() {
		t.Fatalf("esc leads to %+v", w.Screen())
	}
	w.Handle(dialog.Choose{Option: "resume:0"})
	if sc := w.Screen(); w.Setup().Site != "https://acme.atlassian.net" || !strings.Contains(sc.Notice, "continuing where you were") {
		t.Errorf("at %s: %q", sc.Step, sc.Notice)
	}
	w.Handle(dialog.Back{})
	w.deletes() // also what was left a moment ago
	w.closes()
	if again := opensWindow(t, dir); again.offers() {
		t.Error("what was deleted was saved again")
	}
}

func TestANamedPlatformContinuesTheSetupThatNoOtherWindowHas(t *testing.T) {
	dir := t.TempDir()
	leavesASetup(t, dir)
	p, err := assets.BuiltIn("targetprocess")
	if err != nil {
		t.Fatal(err)
	}
	first, second := opensWindow(t, dir), opensWindow(t, dir)
	first.Start(p, "targetprocess")
	second.Start(p, "targetprocess")
	if first.Screen().Step != dialog.StepCreate || first.Setup().Site == "" {
		t.Errorf("the saved setup is not continued: %+v", first.Setup())
	}
	if second.Screen().Step != dialog.StepKnow || second.Setup().Site != "" || second.Setup().ID == first.Setup().ID {
		t.Errorf("the second window has %+v", second.Setup())
	}
}
