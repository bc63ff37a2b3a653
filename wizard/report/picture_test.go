package report

import (
	"bytes"
	"encoding/xml"
	"errors"
	"image"
	"image/png"
	"io"
	"strings"
	"testing"

	"threelo/steps/dialog"
	"threelo/wizard/report/reporttest"
	"threelo/wizard/style"
	"threelo/wizard/style/styletest"
)

// pictured draws the status view of a report as it is at one size.
func pictured(r dialog.Report, width, height int, th style.Theme) Picture {
	view := layout{Prepared: Prepare(r, Admin), theme: &th, width: width, height: height}
	return onCells(view.fitted(view.poster()), width, th)
}

// painted shows each cell of an image: "#" where something is painted. The
// outermost pixels may hold a little of the letters beside.
func painted(img *image.Paletted, p Picture) []string {
	out := make([]string, 0, p.Height)
	for y := range p.Height {
		row := ""
		for x := range p.Width {
			corner := image.Pt(edge+x*cellWidth+2, edge+y*cellHeight)
			paper, sign := img.ColorIndexAt(corner.X, corner.Y), " "
			for dy := range cellHeight {
				for dx := range cellWidth - 4 {
					if img.ColorIndexAt(corner.X+dx, corner.Y+dy) != paper {
						sign = "#"
					}
				}
			}
			row += sign
		}
		out = append(out, strings.TrimRight(row, " "))
	}
	return out
}

// expected is what painted should show.
func expected(p Picture) []string {
	lines := strings.Split(strings.TrimSuffix(p.text, "\n"), "\n")
	for i, l := range lines {
		lines[i] = strings.TrimRight(strings.Map(func(r rune) rune {
			if r == ' ' {
				return ' '
			}
			return '#'
		}, l), " ")
	}
	return lines
}

func TestThePictureShowsWhatTheCellsHold(t *testing.T) {
	for name, r := range map[string]dialog.Report{"demo": reporttest.Demo(), "api": reporttest.FailedAtAPI()} {
		for _, th := range []style.Theme{style.Dark(), style.Light()} {
			for _, size := range [][2]int{{80, 24}, {40, 12}} {
				p := pictured(r, size[0], size[1], th)
				img, err := png.Decode(bytes.NewReader(p.PNG()))
				if err != nil {
					t.Fatal(err)
				}
				if paper := opaque(img.At(1, 1)); paper != opaque(th.Background) {
					t.Errorf("the paper is %v", paper)
				}
				want, got := expected(p), painted(img.(*image.Paletted), p)
				for y := range want {
					if got[y] != want[y] {
						t.Errorf("%s at %v, line %d:\nis   %q\nwant %q", name, size, y, got[y], want[y])
					}
				}
			}
		}
	}
}

func TestLettersHaveTheColorsOfTheTheme(t *testing.T) {
	for _, th := range []style.Theme{style.Dark(), style.Light()} {
		img := pictured(reporttest.FailedAtAPI(), 80, 24, th).image()
		seen := map[any]bool{}
		for y := range cellHeight {
			for x := range 12 * cellWidth {
				seen[opaque(img.At(edge+x, edge+y))] = true
			}
		}
		if !seen[opaque(th.Fail.GetForeground())] {
			t.Error("NOT READY is not in the color of a failure")
		}
	}
}

// WCAG 2 wants a contrast of 4.5 to 1.
func TestEveryColorOfAPictureCanBeRead(t *testing.T) {
	for name, r := range reports() {
		for _, th := range []style.Theme{style.Dark(), style.Light()} {
			for _, run := range Prepare(r, Admin).picture(th).Runs {
				paper := run.Look.Paper
				if paper == nil {
					paper = th.Background
				}
				if got := styletest.Contrast(run.Look.Ink, paper); got < 4.5 {
					t.Errorf("%s, %q: %v on %v has a contrast of %.2f", name, run.Text, run.Look.Ink, paper, got)
				}
			}
		}
	}
}

func TestTheDrawingHoldsTheSameTextAsTheCells(t *testing.T) {
	r := reporttest.Demo()
	r.User.DisplayName = `<b> & "שלום" 日本 👩‍💻`
	p := Prepare(r, Supporter).picture(style.Dark())
	data, err := Export(r, Supporter, SVG, nil)
	if err != nil {
		t.Fatal(err)
	}
	var doc struct {
		Title string `xml:"title"`
		Desc  string `xml:"desc"`
		G     []struct {
			Text []struct {
				Y    float64 `xml:"y,attr"`
				Text string  `xml:",chardata"`
			} `xml:"text"`
		} `xml:"g"`
	}
	if err := xml.Unmarshal(data, &doc); err != nil {
		t.Fatal(err)
	}
	if doc.Desc != Prepare(r, Supporter).picture(darkTheme()).alt || !strings.Contains(doc.Desc, "DEMO") || doc.Title == "" {
		t.Errorf("%q %q", doc.Title, doc.Desc)
	}
	lines := make([]string, p.Height)
	for _, g := range doc.G {
		for _, text := range g.Text {
			y := int((text.Y - svgBaseline - svgEdge) / svgHeight)
			lines[y] += text.Text
		}
	}
	bare := func(s string) string { return strings.ReplaceAll(s, " ", "") }
	if got, want := bare(strings.Join(lines, "\n")+"\n"), bare(p.text); got != want {
		t.Errorf("the drawing says\n%s\nthe cells\n%s", got, want)
	}
}

// XML has no place for these (XML 1.0, section 2.2), and Unicode no meaning.
func TestASVGIsWellFormedWhateverAServerSends(t *testing.T) {
	r := reporttest.Ready()
	for _, odd := range []rune{0, 1, 8, 0x0b, 0x1f, 0x7f, 0x85, 0xd800, 0xfdd0, 0xfffe, 0xffff, 0x1fffe, 0x10ffff} {
		r.Site.Name = "ac" + string(odd) + "me\xff\xfe\xef\xbf\xbf\xed\xa0\x80"
		r.Checks[0].Detail = r.Site.Name
		data, err := Export(r, Supporter, SVG, nil)
		if err != nil {
			t.Fatal(err)
		}
		for dec := xml.NewDecoder(bytes.NewReader(data)); err == nil; {
			_, err = dec.Token()
		}
		if !errors.Is(err, io.EOF) {
			t.Errorf("%U: %v", odd, err)
		}
	}
}

func TestAPictureSaysInWordsWhatItShows(t *testing.T) {
	data, err := Export(reporttest.FailedAtPage(), Supporter, PNG, nil)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Contains(data, []byte("iTXtDescription\x00\x00\x00\x00\x00threelo report: Lindenprocess to acme")) &&
		!bytes.Contains(data, []byte("iTXtDescription\x00\x00\x00\x00\x00threelo report: Lindenprocess\n")) {
		t.Error("no description in the picture")
	}
	if _, err := png.Decode(bytes.NewReader(data)); err != nil {
		t.Error(err)
	}
	if len(data) > 400_000 {
		t.Errorf("%d bytes are many for a ticket", len(data))
	}
}

func TestARehearsalHasAFrameOfItsOwn(t *testing.T) {
	img := Prepare(reporttest.Demo(), Supporter).picture(style.Dark()).image()
	if got := opaque(img.At(1, 1)); got != opaque(style.Dark().Demo.GetBackground()) {
		t.Errorf("the frame is %v", got)
	}
}

func TestStrangeNamesStayInTheirCells(t *testing.T) {
	all := reporttest.Ready()
	all.Notes = nil
	for what, name := range tricky {
		r := reporttest.Ready()
		r.Site.Name, r.Headline = name, name
		p := Prepare(r, Supporter).picture(style.Light())
		for _, run := range p.Runs {
			if run.X < 0 || run.X+run.Width > pictureWidth {
				t.Errorf("%s: %+v stands outside", what, run)
			}
		}
		all.Notes = append(all.Notes, name)
	}
	Prepare(all, Supporter).picture(style.Light()).image()
}

// A flag is two characters that share a cell; what follows it was cut off.
func TestWhatFollowsAFlagIsDrawn(t *testing.T) {
	ink := func(headline string) (dots int) {
		r := reporttest.Ready()
		r.Headline = headline
		img := Prepare(r, Supporter).picture(style.Light()).image()
		for _, shade := range img.Pix {
			if shade != img.Pix[0] {
				dots++
			}
		}
		return dots
	}
	flags := strings.Repeat("🇩🇪", 3)
	if got, want := ink(flags+" end")-ink(flags+" e"), ink("x end")-ink("x e"); got != want {
		t.Errorf("two letters after the flags have %d dots, want %d", got, want)
	}
}
