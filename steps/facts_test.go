package steps

import "strings"

// textOf is all that a screen shows, one thing in a line, without what is behind the key for details.
func textOf(sc Screen) string {
	lines := append([]string{sc.Title, sc.Source, sc.Next.Label, sc.Notice}, sc.Why...)
	for _, w := range sc.Warnings {
		lines = append(lines, w.Text)
	}
	for _, d := range sc.Do {
		lines = append(lines, d.Text)
		if d.Link != nil {
			lines = append(lines, d.Link.Label, d.Link.URL)
		}
	}
	for _, p := range sc.Presets {
		lines = append(lines, p.Label+": "+p.Answer)
	}
	if sc.Choices != nil {
		for _, o := range sc.Choices.Options {
			lines = append(lines, o.Label+": "+o.Help)
		}
	}
	for _, s := range sc.Scopes {
		lines = append(lines, s.Scope, s.Title, s.For, s.Comment)
	}
	for _, f := range sc.Fields {
		lines = append(lines, f.Label, f.Help)
	}
	for _, v := range sc.Values {
		lines = append(lines, v.Label, v.Shown)
	}
	for _, f := range sc.Findings {
		lines = append(lines, f.Text)
	}
	return strings.Join(lines, "\n") + "\n"
}
