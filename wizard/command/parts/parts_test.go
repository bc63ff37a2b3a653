package main

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"threelo/assets"
	"threelo/wizard/desk/desktest"
)

func TestTheLicencesInTheProgramAreThoseOfWhatIsLinkedIn(t *testing.T) {
	folders, err := linked(t.Context())
	if err != nil {
		desktest.Lacks(t, "some system's modules ("+err.Error()+")")
	}
	if texts, err := textsIn(folders[goItself]); err != nil || len(texts) == 0 {
		desktest.Lacks(t, "Go's own licence, which this Go came without,")
	}
	want, err := gathered(folders)
	if err != nil {
		t.Fatal(err)
	}
	if assets.Licences() != want {
		t.Error("assets/licences.txt is old; make it anew: go run ./wizard/command/parts licences > assets/licences.txt")
	}
	for _, part := range []string{"charm.land/bubbletea/v2", "codeberg.org/go-fonts/dejavu", "Bitstream Vera Fonts Copyright", "github.com/charmbracelet/x/windows", goItself} {
		if !strings.Contains(want, part) {
			t.Errorf("nothing is said of %q", part)
		}
	}
	if strings.Contains(want, "creack/pty") {
		t.Error("what tests alone use is in it")
	}
}

func TestABuiltProgramTellsItsModules(t *testing.T) {
	binary := filepath.Join(t.TempDir(), "threelo")
	if out, err := exec.Command("go", "build", "-o", binary, "threelo").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	file := filepath.Join(t.TempDir(), "threelo.sbom.json")
	if err := run([]string{"sbom", binary, file, "1.2.3"}); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var got bom
	if err := json.Unmarshal(data, &got); err != nil {
		t.Fatal(err)
	}
	if program := got.Metadata.Component; program.Name != "threelo" || program.Version != "1.2.3" || len(program.Hashes) != 1 {
		t.Errorf("%+v", program)
	}
	sums, err := os.ReadFile("../../../go.sum")
	if err != nil {
		t.Fatal(err)
	}
	names := map[string]bool{}
	for _, c := range got.Components {
		names[c.Name] = true
		if c.Name == "std" {
			continue
		}
		if len(c.Properties) != 1 || !strings.Contains(string(sums), c.Name+" "+c.Version+" "+c.Properties[0].Value+"\n") {
			t.Errorf("go.sum does not have %+v", c)
		}
	}
	for _, name := range []string{"std", "charm.land/bubbletea/v2", "golang.org/x/oauth2", "codeberg.org/go-fonts/dejavu"} {
		if !names[name] {
			t.Errorf("%s is not named", name)
		}
	}
	if again, err := sbom(binary, "1.2.3"); err != nil || string(again) != string(data) {
		t.Errorf("the same program gave another document (%v)", err)
	}
}

func TestWhatIsNoGoProgramHasNoList(t *testing.T) {
	if _, err := sbom("parts_test.go", "1"); err == nil || !strings.Contains(err.Error(), "parts_test.go") {
		t.Error(err)
	}
	if err := run([]string{"sbom"}); err == nil || !strings.HasPrefix(err.Error(), "usage: ") {
		t.Error(err)
	}
}
