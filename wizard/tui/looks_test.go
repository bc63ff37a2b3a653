package tui

import (
	"fmt"
	"image/color"
	"strings"
	"testing"

	"charm.land/lipgloss/v2"
	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/exp/golden"

	"threelo/wizard/style"
	"threelo/wizard/style/styletest"
)

// role is a letter for a look that a cell of a frame can have.
type role struct {
	letter, name string
	style        func(style.Theme) style.Ink
}

// roles are the looks that there are. Of two that look alike the first is meant.
var roles = []role{
	{"d", "aside, not checked", func(t style.Theme) style.Ink { return t.Dim }},
	{"t", "title, value", func(t style.Theme) style.Ink { return t.Title }},
	{"a", "here, said", func(t style.Theme) style.Ink { return t.Accent }},
	{"k", "key, marked", func(t style.Theme) style.Ink { return t.Key }},
	{"r", "rule, ahead", func(t style.Theme) style.Ink { return t.Rule }},
	{"l", "link", func(t style.Theme) style.Ink { return t.Link }},
	{"D", "DEMO", func(t style.Theme) style.Ink { return t.Demo }},
	{"P", "proved", func(t style.Theme) style.Ink { return t.Proved }},
	{"p", "ready", func(t style.Theme) style.Ink { return t.Proved.Bold(true) }},
	{"W", "attention", func(t style.Theme) style.Ink { return t.Warn }},
	{"w", "a warning's text", func(t style.Theme) style.Ink { return t.Warn.Bold(false) }},
	{"F", "failed", func(t style.Theme) style.Ink { return t.Fail }},
	{"f", "a failure's text", func(t style.Theme) style.Ink { return t.Fail.Bold(false) }},
	{"u", "not finished", func(t style.Theme) style.Ink { return t.Unchecked.Bold(true) }},
}

var themes = map[string]style.Theme{"dark": style.Dark(), "light": style.Light()}

// looks is a frame with each cell's look as a letter.
func looks(m *model) string {
	known := make([]styletest.Role, len(roles))
	for i, r := range roles {
		known[i] = styletest.Role{Letter: r.letter, Ink: r.style(m.theme)}
	}
	return styletest.Looks(m.draw(), m.width, m.height, known)
}

// legend names the letters and the colours that they are in both themes.
func legend() string {
	var b strings.Builder
	for _, r := range roles {
		fmt.Fprintf(&b, "%s  %-20s  dark %-24s  light %s\n", r.letter, r.name, described(r.style(style.Dark())), described(r.style(style.Light())))
	}
	return b.String()
}

// described is a style in words: "#5fe0e0 bold".
func described(s style.Ink) string {
	parts := []string{hex(s.Foreground())}
	if _, none := s.Background().(lipgloss.NoColor); !none {
		parts = append(parts, "on "+hex(s.Background()))
	}
	drawn := styletest.Style(s)
	if drawn.Attrs&uv.AttrBold != 0 {
		parts = append(parts, "bold")
	}
	if drawn.Underline != uv.UnderlineNone {
		parts = append(parts, "underlined")
	}
	return strings.Join(parts, " ")
}

func hex(c color.Color) string {
	if _, none := c.(lipgloss.NoColor); none || c == nil {
		return "text"
	}
	r, g, b, _ := c.RGBA()
	return fmt.Sprintf("#%02x%02x%02x", r>>8, g>>8, b>>8)
}

// lookBook is every screen of a walk in its looks. Both themes give each cell the
// same role, which is asserted: with the legend one book is right for both.
func lookBook(t *testing.T, screens []fixture, width, height int) string {
	var book strings.Builder
	book.WriteString(legend())
	for _, f := range screens {
		drawn := map[string]string{}
		for name, th := range themes {
			m, _ := still(f.screen, width, height)
			m.theme = th
			m.arrange()
			drawn[name] = looks(m)
		}
		if drawn["dark"] != drawn["light"] {
			t.Fatalf("%s at %d×%d looks different in its roles: dark\n%s\nlight\n%s", f.name, width, height, drawn["dark"], drawn["light"])
		}
		if strings.Contains(drawn["dark"], "?") {
			t.Fatalf("%s at %d×%d has a look that is no role:\n%s", f.name, width, height, drawn["dark"])
		}
		fmt.Fprintf(&book, "%s %s\n%s", strings.Repeat("=", 8), f.name, drawn["dark"])
	}
	return book.String()
}

// TestTheRealStepsAreColouredAsTheyWere keeps each step's colours, dark and light,
// beside its text (TestTheRealStepsLookAsTheyDid), one letter for each cell.
func TestTheRealStepsAreColouredAsTheyWere(t *testing.T) {
	for _, seed := range seeds {
		screens := shown(walkAll(t, seed, true))
		for _, size := range sizes {
			t.Run(fmt.Sprintf("%s-%dx%d", seed, size.width, size.height), func(t *testing.T) {
				t.Parallel()
				golden.RequireEqual(t, lookBook(t, screens, size.width, size.height))
			})
		}
	}
}
