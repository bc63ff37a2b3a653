package steps

import (
	"fmt"
	"slices"

	"threelo/oauth"
	"threelo/steps/dialog"
)

// fill carries values into the product. Enter hands them over one by one.
type fill struct{ base }

func (s *fill) Show(f *Facts, sc *dialog.Screen) {
	f.showValues(sc, s.Hands(f)...)
	if !slices.Contains(s.Hands(f), dialog.ValueScopes) {
		return
	}
	sc.AddDetail(fmt.Sprintf("The line of %d", len(f.wanted())), oauth.JoinScopes(f.wanted()))
	if renewal := f.scopeNamed(oauth.OfflineAccess); renewal.Comment != "" && slices.Contains(f.wanted(), oauth.OfflineAccess) {
		sc.AddDetail(oauth.OfflineAccess, renewal.Comment)
	}
}

// Hands lists the values that the product does not have yet.
func (s *fill) Hands(f *Facts) []dialog.ValueID {
	return slices.DeleteFunc(s.base.Hands(f), f.hasAlready)
}

// hasAlready reports whether the product has a value already.
func (f *Facts) hasAlready(id dialog.ValueID) bool {
	switch f.setup.Purpose {
	case dialog.PurposeScopes:
		return id != dialog.ValueScopes
	case dialog.PurposeRepair:
		return id != dialog.ValueSecret
	}
	return false
}
