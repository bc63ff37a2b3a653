package report

import (
	"bytes"
	"encoding/xml"
	"image"
	"image/png"
	"strings"
	"testing"

	"threelo/steps"
	"threelo/wizard/report/reporttest"
	"threelo/wizard/style"
)

// pictured draws the status screen of a report as it is at one size.
func pictured(r steps.Report, width, height int, th style.Theme) Picture {
	return Draw(New(r).View(width, height, th, -1, false), width, th)
}

// ink tells for every cell of a picture whether something stands on its paper.
// The outermost columns may hold a little of the letters beside.
func ink(img *image.Paletted, p Picture) []string {
	out := make([]string, 0, p.cells.Height())
	for y := range p.cells.Height() {
		line := ""
		for x := range p.cells.Width() {
			corner := image.Pt(edge+x*cellWidth+2, edge+y*cellHeight)
			paper, sign := img.ColorIndexAt(corner.X, corner.Y), " "
			for dy := range cellHeight {
				for dx := range cellWidth - 4 {
					if img.ColorIndexAt(corner.X+dx, corner.Y+dy) != paper {
						sign = "#"
					}
				}
			}
			line += sign
		}
		out = append(out, line)
	}
	return out
}

// stands is what ink should see.
func stands(p Picture) []string {
	out := make([]string, 0, p.cells.Height())
	for y := range p.cells.Height() {
		line := ""
		for x := range p.cells.Width() {
			sign := "#"
			if c := p.cells.CellAt(x, y); strings.TrimSpace(c.Content) == "" {
				sign = " "
			}
			line += sign
		}
		out = append(out, line)
	}
	return out
}

func TestThePictureShowsWhatTheCellsHold(t *testing.T) {
	for name, r := range map[string]steps.Report{"demo": reporttest.Demo(), "api": reporttest.FailedAtAPI()} {
		for _, th := range []style.Theme{style.Dark(), style.Light()} {
			for _, size := range [][2]int{{80, 24}, {40, 12}} {
				p := pictured(r, size[0], size[1], th)
				data, err := p.PNG()
				if err != nil {
					t.Fatal(err)
				}
				img, err := png.Decode(bytes.NewReader(data))
				if err != nil {
					t.Fatal(err)
				}
				if paper := opaque(img.At(1, 1)); paper != opaque(th.Background) {
					t.Errorf("the paper is %v", paper)
				}
				want, got := stands(p), ink(img.(*image.Paletted), p)
				for y := range want {
					if got[y] != want[y] {
						t.Errorf("%s at %v, line %d:\nis   %q\nwant %q", name, size, y, got[y], want[y])
					}
				}
			}
		}
	}
}

func TestLettersHaveTheColoursOfTheTheme(t *testing.T) {
	for _, th := range []style.Theme{style.Dark(), style.Light()} {
		img, err := pictured(reporttest.FailedAtAPI(), 80, 24, th).image()
		if err != nil {
			t.Fatal(err)
		}
		seen := map[any]bool{}
		for y := range cellHeight {
			for x := range 12 * cellWidth {
				seen[opaque(img.At(edge+x, edge+y))] = true
			}
		}
		if !seen[opaque(th.Fail.GetForeground())] {
			t.Error("NOT READY is not in the colour of a failure")
		}
	}
}

func TestTheDrawingHoldsTheSameTextAsTheCells(t *testing.T) {
	r := reporttest.Demo()
	r.User.DisplayName = `<b> & "שלום" 日本 👩‍💻`
	p := pictureOf(prepared(r), style.Dark())
	data, err := Render(r, SVG)
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
	if doc.Desc != AltText(r) || !strings.Contains(doc.Desc, "DEMO") || doc.Title == "" {
		t.Errorf("%q %q", doc.Title, doc.Desc)
	}
	lines := make([]string, p.cells.Height())
	for _, g := range doc.G {
		for _, text := range g.Text {
			y := int((text.Y - svgBaseline - svgEdge) / svgHeight)
			lines[y] += text.Text
		}
	}
	bare := func(s string) string { return strings.ReplaceAll(s, " ", "") }
	if got, want := bare(strings.Join(lines, "\n")+"\n"), bare(p.text()); got != want {
		t.Errorf("the drawing says\n%s\nthe cells\n%s", got, want)
	}
}

func TestAPictureSaysInWordsWhatItShows(t *testing.T) {
	data, err := Render(reporttest.FailedAtPage(), PNG)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Contains(data, []byte("iTXtDescription\x00\x00\x00\x00\x00Status of Lindenprocess → acme")) &&
		!bytes.Contains(data, []byte("iTXtDescription\x00\x00\x00\x00\x00Status of Lindenprocess and Jira Cloud")) {
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
	img, err := pictureOf(reporttest.Demo(), style.Dark()).image()
	if err != nil {
		t.Fatal(err)
	}
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
		p := pictureOf(prepared(r), style.Light())
		for _, run := range p.runs() {
			if run.x < 0 || run.x+run.width > pictureWidth {
				t.Errorf("%s: %+v stands outside", what, run)
			}
		}
		all.Notes = append(all.Notes, name)
	}
	if _, err := pictureOf(prepared(all), style.Light()).image(); err != nil {
		t.Error(err)
	}
}
