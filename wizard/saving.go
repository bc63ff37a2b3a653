package wizard

import (
	"cmp"
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"threelo/oauth"
	"threelo/steps/dialog"
	"threelo/wizard/report"
)

func newID() string { return strings.ToLower(rand.Text()[:12]) }

// errSecretInSetup never quotes the secret.
var errSecretInSetup = errors.New("the setup is not saved, and its saved copy was deleted: the client secret, a code or a token of this run is in one of its fields or in the name of a file; replace it there")

// store is the last gate: every setup that is saved passes here. One that holds a
// secret of this run does not, and what was saved before the secret was known goes too.
func (r *Run) store(s dialog.Setup) error {
	leaks := func(text string) bool { return oauth.Leaks(text, r.vault.secrets()...) }
	maps.DeleteFunc(s.Proofs, func(_ dialog.StepID, p dialog.Proof) bool { return leaks(p.Evidence) || leaks(p.Of) })
	switch data, err := json.Marshal(s); {
	case err != nil:
		return err
	case leaks(string(data)):
		return cmp.Or(r.config.Store.Delete(s.ID), errSecretInSetup)
	}
	return r.config.Store.Save(s)
}

// forDisk is how long a step waits to be saved: what is on the screen survives a
// kill, and a disk that hangs does not block the screen.
const forDisk = 300 * time.Millisecond

// save saves a setup in the background. Of several that wait only the newest is
// saved. What could not be saved is tried a last time when the run ends.
func (r *Run) save(s dialog.Setup) {
	if r.config.Store == nil {
		return
	}
	r.unsaved.Store(&s)
	done := make(chan struct{})
	r.saves.Go(func() {
		defer close(done)
		r.saving.Lock()
		defer r.saving.Unlock()
		newest := r.unsaved.Swap(nil)
		if newest == nil {
			return // an earlier save took it along
		}
		err := r.store(*newest)
		switch {
		case err != nil:
			r.unsaved.CompareAndSwap(nil, newest)
			r.send(dialog.SetupSaved{Error: err.Error()})
		case r.savingFails:
			r.send(dialog.SetupSaved{})
		}
		r.savingFails = err != nil
	})
	select {
	case <-done:
	case <-time.After(forDisk):
	}
}

// hold locks a saved setup until the store is closed. It returns the setup as
// another window may have saved it since it was listed.
func hold(st Store, s dialog.Setup) (dialog.Setup, error) {
	if err := st.Lock(s.ID); err != nil {
		return s, err
	}
	setups, _ := st.List()
	if i := slices.IndexFunc(setups, func(now dialog.Setup) bool { return now.ID == s.ID }); i >= 0 {
		return setups[i], nil
	}
	return s, nil
}

// forget deletes a saved setup, also one that still waits to be saved.
func (r *Run) forget(id string) {
	r.task(r.ctx, func(context.Context) dialog.Event {
		r.saving.Lock()
		defer r.saving.Unlock()
		if waits := r.unsaved.Load(); waits != nil && waits.ID == id {
			r.unsaved.CompareAndSwap(waits, nil)
		}
		if err := r.config.Store.Delete(id); err != nil {
			return dialog.Forgotten{ID: id, Error: err.Error()}
		}
		return dialog.Forgotten{ID: id}
	})
}

// clearAfter is how long a copied secret stays on the clipboard.
const clearAfter = time.Minute

// clearLater clears a copied secret from the clipboard after a minute, or when the
// run ends, if it is still there.
func (r *Run) clearLater(text string) {
	this := r.copies.Add(1)
	r.background(func() {
		timer := time.NewTimer(clearAfter)
		defer timer.Stop()
		select {
		case <-timer.C:
		case <-r.ctx.Done():
		}
		if r.copies.Load() != this {
			return // it was copied again since
		}
		ctx, cancel := context.WithTimeout(context.WithoutCancel(r.ctx), 2*time.Second)
		defer cancel()
		r.send(dialog.Cleared{Text: r.config.Clipboard.Clear(ctx, text)})
	})
}

// SaveReport writes the report into a file, whose ending names the kind.
func (r *Run) SaveReport(path string, overwrite bool) error {
	kind, err := report.KindOf(path)
	if err != nil {
		return err
	}
	data, err := r.Export(report.Supporter, r.fileKind(kind))
	if err != nil {
		return err
	}
	return report.Save(path, data, overwrite)
}

// fileKind is the kind that a file of a kind becomes in this run.
func (r *Run) fileKind(kind report.Kind) report.Kind {
	if kind == report.PNG && r.config.NoEmbed {
		return report.Bare
	}
	return kind
}

// Export renders the report, searched for every secret of this run.
func (r *Run) Export(reader report.Reader, kind report.Kind) ([]byte, error) {
	return report.Export(r.Report(), reader, kind, r.vault.secrets())
}

func (r *Run) saveReport(kind string) {
	name := "threelo-" + r.Platform().ID + "." + kind
	// A picture takes longer to draw than a key may, so it is drawn in the background.
	made, secrets, file := r.Report(), r.vault.secrets(), r.fileKind(report.Kind(kind))
	r.task(r.ctx, func(context.Context) dialog.Event {
		data, err := report.Export(made, report.Supporter, file, secrets)
		if err != nil {
			return dialog.Saved{Error: err.Error()}
		}
		saved := r.saveNew(name, data)
		if saved.Error == "" && file == report.PNG {
			saved.What += " (the picture carries the report)"
		}
		return saved
	})
}

// saveNew saves a file for its owner alone in the current folder, beside those that
// have its name already.
func (r *Run) saveNew(name string, data []byte) dialog.Saved {
	path, err := report.SaveNew(name, data)
	if err != nil {
		return dialog.Saved{Error: err.Error()}
	}
	if whole, err := filepath.Abs(path); err == nil {
		path = whole // so that it can be found from any folder
	}
	return dialog.Saved{What: r.outside(path)} // to be read: a folder may have any name
}

func (r *Run) copyReport(kind string) {
	data, err := r.Export(report.Supporter, report.Kind(kind))
	if err != nil {
		r.post(dialog.Saved{Error: err.Error()})
		return
	}
	r.copyText("report", string(data), false)
}
