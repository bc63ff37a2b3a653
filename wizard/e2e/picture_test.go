package e2e

import (
	"bytes"
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"github.com/chromedp/chromedp"

	"threelo/wizard/report"
	"threelo/wizard/report/reporttest"
)

func TestABrowserShowsTheWholePictureThatCarriesAReport(t *testing.T) {
	data, err := report.Export(reporttest.Demo(), report.Supporter, report.PNG, nil)
	if err != nil {
		t.Fatal(err)
	}
	size, err := png.DecodeConfig(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	b := chromium(t)
	file := filepath.Join(t.TempDir(), "status.png")
	if err := os.WriteFile(file, data, 0o600); err != nil {
		t.Fatal(err)
	}
	b.open("file://" + file)
	for side, want := range map[string]int{"Width": size.Width, "Height": size.Height} {
		if got := finds(b, chromedp.Evaluate[int](`document.images[0].complete ? document.images[0].natural`+side+` : 0`)); got != want {
			t.Errorf("%s is %d, want %d", side, got, want)
		}
	}
	// A picture that is not whole is shown up to where it ends, so the last line counts.
	painted := `(() => { const i = document.images[0], c = document.createElement("canvas"); c.width = i.naturalWidth; c.height = i.naturalHeight
		const x = c.getContext("2d"); x.drawImage(i, 0, 0); return x.getImageData(1, c.height - 2, 1, 1).data[3] })()`
	if got := finds(b, chromedp.Evaluate[int](painted)); got != 255 {
		t.Errorf("the last line is not painted: %d", got)
	}
}
