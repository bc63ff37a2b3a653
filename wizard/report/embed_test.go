package report

import (
	"bytes"
	"compress/zlib"
	"image"
	"image/png"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"threelo/assets"
	"threelo/assets/pacetest"
	"threelo/oauth"
	"threelo/steps/dialog"
	"threelo/wizard/desktop/desktoptest"
	"threelo/wizard/report/reporttest"
)

func exported(t testing.TB, r dialog.Report, kind Kind) []byte {
	t.Helper()
	data, err := Export(r, Supporter, kind, nil)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// ofEveryPlatform are reports with the names, scopes and limits of each product, or in a
// plain run of every fifth, because pictures take long.
func ofEveryPlatform(t *testing.T) map[string]dialog.Report {
	t.Helper()
	out := map[string]dialog.Report{}
	for i, id := range assets.PlatformIDs() {
		if !pacetest.Required() && i%5 != 0 {
			continue
		}
		p, err := assets.BuiltIn(id)
		if err != nil {
			t.Fatal(err)
		}
		r := reporttest.Attention()
		r.Platform, r.Notes, r.Scopes, r.App.ScopesRequested = p.Name, nil, nil, p.ScopeNames()
		for _, l := range p.Limits {
			r.Notes = append(r.Notes, l.Text)
		}
		for _, name := range p.ScopeNames() {
			r.Scopes = append(r.Scopes, dialog.ReportScope{Scope: name, Wanted: dialog.Yes, Ticked: dialog.Attested, Asked: dialog.Yes, Granted: dialog.Yes})
		}
		out[id] = r
	}
	return out
}

func TestAPictureCarriesExactlyTheReportThatItShows(t *testing.T) {
	all := ofEveryPlatform(t)
	for name, r := range samples() {
		all[name] = r
	}
	for name, r := range all {
		saved, picture := exported(t, r, JSON), exported(t, r, PNG)
		again, err := convert(picture, JSON)
		if diff := cmp.Diff(string(saved), string(again)); err != nil || diff != "" {
			t.Errorf("%s: %v\n%s", name, err, diff)
		}
	}
}

func TestTheReportMakesAPictureLittleLarger(t *testing.T) {
	picture, bare := exported(t, reporttest.FailedAtAPI(), PNG), exported(t, reporttest.FailedAtAPI(), Bare)
	if more := len(picture) - len(bare); more < 100 || more > 8<<10 {
		t.Errorf("%d bytes larger", more)
	}
	if _, err := Parse(bare); err == nil || !strings.Contains(err.Error(), "does not have a report in it") || !strings.Contains(err.Error(), "ask for the original file") {
		t.Errorf("without the report: %v", err)
	}
}

func TestAnAnonymousPictureCarriesTheAnonymousReport(t *testing.T) {
	carried, err := carried(exported(t, anonymousReport(), PNG))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{reporttest.ClientID, reporttest.Account, reporttest.CloudID, "acme"} {
		if strings.Contains(string(carried), name) {
			t.Errorf("the picture carries %s", name)
		}
	}
}

// The gate reads the report back from the finished file, so that it sees what a
// stranger would find there.
func TestTheReportInAPictureIsSearchedForSecrets(t *testing.T) {
	p := Prepare(reporttest.Ready(), Supporter)
	p.Proofs[0].Step = "ATOAsecretsecretsecret" // no cell shows it
	_, shown, err := p.png(true)
	if err != nil || !oauth.Leaks(string(shown), oauth.NewSecret("ATOAsecretsecretsecret")) {
		t.Errorf("not found: %v", err)
	}
}

func zipped(data []byte) string {
	var out bytes.Buffer
	w := zlib.NewWriter(&out)
	_, _ = w.Write(data)
	_ = w.Close()
	return out.String()
}

// tiny is a picture of one pixel, and the same with a report: a drawn one takes a
// fuzz target too long.
func tiny(t testing.TB) (bare, picture []byte) {
	t.Helper()
	var out bytes.Buffer
	if err := png.Encode(&out, image.NewGray(image.Rect(0, 0, 1, 1))); err != nil {
		t.Fatal(err)
	}
	return out.Bytes(), carrying(out.Bytes(), exported(t, reporttest.Ready(), JSON))
}

// hostile are pictures by the error that each one gets.
func hostile(t testing.TB) map[string][]byte {
	bare, picture := tiny(t)
	at := bytes.Index(picture, []byte(carrier))
	flipped := bytes.Clone(picture)
	flipped[at+len(carrier)+10] ^= 1
	report, err := carried(picture)
	if err != nil {
		t.Fatal(err)
	}
	return map[string][]byte{
		"larger than 1 MiB":            withChunk(bare, carrier+zipped(make([]byte, 16<<20))),
		"more than one report":         withChunk(picture, carrier+zipped(report)),
		"is damaged":                   flipped,
		"is  damaged":                  withChunk(bare, carrier+zipped(report)[:200]),
		"is   damaged":                 withChunk(bare, carrier+"text"),
		"cut off":                      picture[:len(picture)-3],
		"cut  off":                     picture[:at+40],
		"cut   off":                    picture[:10],
		"not JSON":                     withChunk(bare, carrier+zipped([]byte("a poem"))),
		"not text in UTF-8":            withChunk(bare, carrier+zipped([]byte{0xff, 0xfe})),
		"does not have a report in it": withChunk(bare, "iTXtthreelo report\x00\x00\x00\x00\x00"+string(report)),
		"does  not have":               append([]byte("\xff\xd8\xff\xe0\x00\x10JFIF\x00"), picture...),
		`it has no "outcome"`:          withChunk(bare, carrier+zipped([]byte(`{"schema":1}`))),
	}
}

func TestAHostilePictureGetsAClearError(t *testing.T) {
	for want, data := range hostile(t) {
		want = strings.Join(strings.Fields(want), " ")
		if _, err := Parse(data); err == nil || !strings.Contains(err.Error(), want) || !strings.HasSuffix(err.Error(), "ask for the original file, as threelo saved it") {
			t.Errorf("want %q: %v", want, err)
		}
	}
}

func TestABombIsNotInflated(t *testing.T) {
	bomb := hostile(t)["larger than 1 MiB"]
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	_, _ = Parse(bomb)
	runtime.ReadMemStats(&after)
	if got := after.TotalAlloc - before.TotalAlloc; got > 8*MaxSize {
		t.Errorf("%d bytes", got)
	}
}

func TestPngcheckFindsNothingWrong(t *testing.T) {
	path, err := exec.LookPath("pngcheck")
	if err != nil {
		desktoptest.Lacks(t, "pngcheck")
	}
	file := filepath.Join(t.TempDir(), "status.png")
	if err := Save(file, exported(t, reporttest.Demo(), PNG), false); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command(path, "-vt", file).CombinedOutput()
	if said := string(out); err != nil || !strings.Contains(said, "No errors detected") || !strings.Contains(said, "keyword: threelo report") {
		t.Errorf("%v\n%s", err, out)
	}
}

func FuzzPicture(f *testing.F) {
	for _, data := range hostile(f) {
		f.Add(data)
	}
	bare, picture := tiny(f)
	f.Add(picture)
	f.Fuzz(func(t *testing.T, data []byte) {
		report, err := carried(data)
		if err != nil {
			return
		}
		if len(report) > MaxSize+1 {
			t.Fatalf("%d bytes were inflated", len(report))
		}
		r, err := Parse(data)
		if err != nil {
			return
		}
		if _, err := Parse(carrying(bare, exported(t, r, JSON))); err != nil {
			t.Errorf("carried again, it can't be read: %v", err)
		}
	})
}
