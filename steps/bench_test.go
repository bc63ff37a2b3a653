package steps

import (
	"fmt"
	"testing"

	"threelo/assets"
	"threelo/oauth"
	"threelo/steps/dialog"
)

// BenchmarkScreen describes a screen whose data somebody's company decides: it
// happens once for each event, and lists what there is.
func BenchmarkScreen(b *testing.B) {
	for _, n := range []int{2, 1000} {
		b.Run(fmt.Sprintf("sites/%d", n), func(b *testing.B) {
			p, err := assets.BuiltIn("targetprocess")
			if err != nil {
				b.Fatal(err)
			}
			j := New(dialog.World{Cloud: oauth.Commercial, Load: assets.BuiltIn, Now: noon, NewID: func() string { return "id" }})
			j.Begin(p, p.ID)
			j.Handle(dialog.Goto{Step: dialog.StepSignIn})
			j.test = test{about: j.signInSubject(), grant: &oauth.Grant{}}
			for i := range n {
				j.test.checks.Sites = append(j.test.checks.Sites, oauth.Site{ID: fmt.Sprint(i), URL: fmt.Sprintf("https://site%d.atlassian.net", i)})
			}
			if sc := j.Screen(); sc.Choices == nil || len(sc.Choices.Options) != n {
				b.Fatal("the question for the site is not there")
			}
			b.ReportAllocs()
			for b.Loop() {
				j.Screen()
			}
		})
	}
	for _, n := range []int{1, 500} {
		b.Run(fmt.Sprintf("platform-files/%d", n), func(b *testing.B) {
			p, err := assets.BuiltIn("targetprocess")
			if err != nil {
				b.Fatal(err)
			}
			read := 0
			w := dialog.World{Cloud: oauth.Commercial, Now: noon, Load: func(string) (*assets.Platform, error) { read++; return p, nil }}
			for i := range n {
				w.Saved = append(w.Saved, dialog.Setup{ID: fmt.Sprint(i), Platform: fmt.Sprintf("./platform%d.yaml", i), Site: "https://acme.atlassian.net"})
			}
			j := New(w)
			b.ReportAllocs()
			for b.Loop() {
				j.Screen()
			}
			if read > n {
				b.Errorf("%d files were read %d times: each once is enough", read, n)
			}
		})
	}
	b.Run("scopes", func(b *testing.B) {
		p, err := assets.BuiltIn("targetprocess")
		if err != nil {
			b.Fatal(err)
		}
		j := New(dialog.World{Cloud: oauth.Commercial, Load: assets.BuiltIn, Now: noon, NewID: func() string { return "id" }})
		j.Begin(p, p.ID)
		j.Handle(dialog.Goto{Step: dialog.StepClassic})
		b.ReportAllocs()
		for b.Loop() {
			j.Screen()
		}
	})
}
