package store

import (
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/adrg/xdg"

	"threelo/oauth"
	"threelo/steps/dialog"
)

func TestAnAdminComesBackTheNextDayAndFindsEverything(t *testing.T) {
	dir := t.TempDir()
	saved(t, opened(t, dir), acme())

	setups, notes := opened(t, dir).List()
	if d := diff([]dialog.Setup{acme()}, setups); d != "" || notes != nil {
		t.Error(d, notes)
	}
}

func TestEveryAnswerToAuthorizeIsFoundAgain(t *testing.T) {
	for _, answer := range []dialog.OptionID{dialog.Authorized, dialog.Denied, dialog.ShowedError, dialog.Nothing, dialog.NotYet} {
		dir, setup := t.TempDir(), acme()
		setup.PlatformAuthorized = answer
		saved(t, opened(t, dir), setup)
		if setups, notes := opened(t, dir).List(); len(setups) != 1 || setups[0].PlatformAuthorized != answer || notes != nil {
			t.Errorf("%s: %v", answer, notes)
		}
	}
}

func TestTheFirstStartFindsNothingAndMakesNothing(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "not", "yet")
	if setups, notes := opened(t, dir).List(); len(setups) != 0 || notes != nil {
		t.Error(setups, notes)
	}
	if exists(dir) {
		t.Error("looking made a folder")
	}
}

func TestTheSetupSavedLastComesFirst(t *testing.T) {
	dir := t.TempDir()
	s := opened(t, dir)
	saved(t, s, named("older"), named("newest"), named("oldest"))
	for i, id := range []string{"newest", "older", "oldest"} {
		at := time.Now().Add(-time.Duration(i) * time.Hour)
		if err := os.Chtimes(s.path(id), at, at); err != nil {
			t.Fatal(err)
		}
	}
	setups, _ := s.List()
	var ids []string
	for _, setup := range setups {
		ids = append(ids, setup.ID)
	}
	if want := []string{"newest", "older", "oldest"}; !slices.Equal(ids, want) {
		t.Errorf("got %v, want %v", ids, want)
	}
}

func TestOnlyItsOwnerCanReadASetup(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Windows keeps others out by the profile's access list")
	}
	dir := filepath.Join(t.TempDir(), "threelo")
	if err := os.Mkdir(dir, 0o777); err != nil { // #nosec G301 -- as somebody made it by hand
		t.Fatal(err)
	}
	s := opened(t, dir)
	saved(t, s, acme())
	if got := mode(t, dir); got != 0o700 {
		t.Errorf("the folder has mode %o", got)
	}
	if err := os.Chmod(s.path(acme().ID), 0o644); err != nil { // #nosec G302
		t.Fatal(err)
	}
	saved(t, s, acme())
	if got := mode(t, s.path(acme().ID)); got != 0o600 {
		t.Errorf("the file has mode %o", got)
	}
	if got := names(t, dir); !slices.Equal(got, []string{acme().ID + ".json"}) {
		t.Errorf("left beside it: %v", got)
	}
}

func TestARehearsalIsNeverListedAmongRealSetups(t *testing.T) {
	dir := t.TempDir()
	rehearsal, err := Open(Options{Dir: dir, Rehearsal: true})
	if err != nil {
		t.Fatal(err)
	}
	defer rehearsal.Close() //nolint:errcheck // always nil
	demo := named("demo")
	demo.Cloud, demo.Callback = "test", "https://acme.tpondemand.example/jira/oauth/callback"
	saved(t, rehearsal, demo)
	saved(t, opened(t, dir), acme())

	genuine, _ := opened(t, dir).List()
	if len(genuine) != 1 || genuine[0].ID != acme().ID {
		t.Errorf("real setups: %v", genuine)
	}
	setups, notes := rehearsal.List()
	if d := diff([]dialog.Setup{demo}, setups); d != "" || notes != nil {
		t.Error(d, notes)
	}
}

func TestTheSystemsOwnPlaceIsUsed(t *testing.T) {
	if runtime.GOOS == "windows" || runtime.GOOS == "darwin" {
		t.Skip("the variable is for Linux and its like")
	}
	home := t.TempDir()
	t.Cleanup(xdg.Reload) // runs last, with the variable as it was
	t.Setenv("XDG_STATE_HOME", home)
	xdg.Reload()
	saved(t, opened(t, ""), acme())
	if path := filepath.Join(home, "threelo", acme().ID+".json"); !exists(path) {
		t.Errorf("nothing at %s", path)
	}
}

func TestWithoutAHomeNothingIsSavedAtTheTopOfTheDisk(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Windows knows the folder without a variable")
	}
	t.Cleanup(xdg.Reload) // runs last, with the variables as they were
	t.Setenv("HOME", "")
	t.Setenv("XDG_STATE_HOME", "")
	xdg.Reload()
	if _, err := Open(Options{}); err == nil || !strings.Contains(err.Error(), "set the environment variable XDG_STATE_HOME") {
		t.Errorf("opened with %v", err)
	}
}

func TestStartingFreshKeepsTheOldSetupUnderAnotherName(t *testing.T) {
	dir := t.TempDir()
	s := opened(t, dir)
	for _, want := range []string{".json.aside-1", ".json.aside-2"} {
		saved(t, s, acme())
		before := content(t, s.path(acme().ID))
		if err := s.SetAside(acme().ID); err != nil {
			t.Fatal(err)
		}
		if got := content(t, filepath.Join(dir, acme().ID+want)); got != before {
			t.Errorf("%s holds %q", want, got)
		}
		if setups, notes := s.List(); len(setups) != 0 || notes != nil {
			t.Error(setups, notes)
		}
	}
}

func TestAnIDCannotLeadOutOfTheFolder(t *testing.T) {
	dir := t.TempDir()
	s := opened(t, filepath.Join(dir, "setups"))
	for _, id := range []string{"", ".", "..", "../x", "a/b", `a\b`, "a.b", "-x", "é", "a\x00", strings.Repeat("a", 65)} {
		lockErr := s.Lock(id)
		for _, err := range []error{s.Save(named(id)), s.SetAside(id), lockErr} {
			if err == nil {
				t.Errorf("%q was accepted", id)
				continue
			}
			plain(t, err.Error(), "letters, digits")
		}
	}
	if got := names(t, dir); len(got) != 0 {
		t.Errorf("made: %v", got)
	}
}

func TestAFileWhereTheFolderShouldBeIsSaidAndForgivenLater(t *testing.T) {
	dir := t.TempDir()
	inTheWay := put(t, dir, "threelo", "mine")
	s := opened(t, inTheWay)
	err := s.Save(acme())
	if err == nil {
		t.Fatal("saved into a file")
	}
	plain(t, err.Error(), "the setup was not saved", "a file has the name of the folder", "move it away", "the next step saves again")
	setups, notes := s.List()
	if len(setups) != 0 || len(notes) != 1 {
		t.Fatal(setups, notes)
	}
	plain(t, notes[0], "a file has the name of")
	if content(t, inTheWay) != "mine" {
		t.Error("the file was changed")
	}

	if err := os.Remove(inTheWay); err != nil {
		t.Fatal(err)
	}
	saved(t, s, acme())
}

func TestTheFolderVanishesMidwayAndTheNextStepMakesItAgain(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Windows removes no folder with an open file in it")
	}
	dir := filepath.Join(t.TempDir(), "threelo")
	s := opened(t, dir)
	saved(t, s, acme())
	if err := os.RemoveAll(dir); err != nil {
		t.Fatal(err)
	}
	saved(t, s, acme())
	if setups, _ := s.List(); len(setups) != 1 {
		t.Error(setups)
	}
}

func TestWhatAKilledRunLeftHalfWrittenIsCleanedUp(t *testing.T) {
	dir := t.TempDir()
	s := opened(t, dir)
	own := put(t, dir, "."+acme().ID+".tmp-123", "{")
	others := put(t, dir, ".other.tmp-123", "{")
	saved(t, s, acme())
	if exists(own) || !exists(others) {
		t.Error("saving removes what this setup's own runs left, and nothing else")
	}
}

func TestASetupHasNoPlaceForASecret(t *testing.T) {
	suspicious := []string{"secret", "token", "code", "password", "verifier", "credential", "bearer", "refresh", "jwt"}
	var walk func(path string, typ reflect.Type)
	walk = func(path string, typ reflect.Type) {
		if typ == reflect.TypeFor[oauth.Secret]() {
			t.Errorf("%s is a secret, and a setup is saved", path)
			return
		}
		switch typ.Kind() {
		case reflect.Pointer, reflect.Slice, reflect.Array:
			walk(path, typ.Elem())
		case reflect.Map:
			walk(path, typ.Key())
			walk(path, typ.Elem())
		case reflect.Interface:
			t.Errorf("%s can hold anything, a secret too", path)
		case reflect.Struct:
			if typ == reflect.TypeFor[time.Time]() {
				return
			}
			for f := range typ.Fields() {
				name := strings.ToLower(f.Name + " " + string(f.Tag))
				for _, word := range suspicious {
					if strings.Contains(name, word) {
						t.Errorf("%s.%s smells of a secret, and a setup is saved", path, f.Name)
					}
				}
				walk(path+"."+f.Name, f.Type)
			}
		}
	}
	walk("Setup", reflect.TypeFor[dialog.Setup]())
}

func TestEveryFieldOfASetupComesBack(t *testing.T) {
	full := reflect.ValueOf(acme())
	back, left, err := tidy(acme())
	if err != nil || left != nil {
		t.Fatal(left, err)
	}
	for i := range full.NumField() {
		name := full.Type().Field(i).Name
		if full.Field(i).IsZero() {
			t.Errorf("acme() leaves %s empty: fill it, so that this test can tell whether it is kept", name)
		}
		if reflect.ValueOf(back).Field(i).IsZero() {
			t.Errorf("%s is lost when a setup is saved", name)
		}
	}
}

func TestASecretPastedIntoAWrongFieldDoesNotReachTheDisk(t *testing.T) {
	dir := t.TempDir()
	s := opened(t, dir)
	for _, secret := range []string{
		"ATOAxvL2QmN7pR4sT8uW1yZ3aB5cD9eF6gH0jK" + "-_Q",
		"ATATT3xFfGF0abcdefghijklmnopqrstuvwxyz=1234",
		"eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJ4In0.c2ln",
	} {
		setup := acme()
		setup.AppName, setup.Account, setup.Project, setup.ClientID = secret, "it is "+secret, secret, secret
		setup.Callback = "https://acme.tpondemand.com/cb?code=" + secret
		setup.Inputs = map[dialog.InputID]string{"token-name": secret, dialog.InputID(secret): "x"}
		setup.Activities, setup.Scopes, setup.Done = []string{secret}, []string{secret}, []dialog.StepID{dialog.StepID(secret)}
		setup.Proofs = map[dialog.StepID]dialog.Proof{"signin": {Outcome: dialog.MarkFail, Evidence: "refused: " + secret}}
		saved(t, s, setup)
		if strings.Contains(content(t, s.path(setup.ID)), secret[:12]) {
			t.Errorf("%s… was saved", secret[:12])
		}
	}
}

func TestASetupWithoutAPlatformIsRefusedAndTheOldOneStays(t *testing.T) {
	s := opened(t, t.TempDir())
	saved(t, s, acme())
	empty := acme()
	empty.Platform = ""
	err := s.Save(empty)
	if err == nil {
		t.Fatal("saved")
	}
	plain(t, err.Error(), "which platform")
	if setups, _ := s.List(); len(setups) != 1 || setups[0].Platform != "targetprocess" {
		t.Error(setups)
	}
}

func TestAPlatformFileInAFolderWithUnusualSpacesIsFine(t *testing.T) {
	s := opened(t, t.TempDir())
	for _, path := range []string{"/home/山田　太郎/mine.yaml", "C:\\Users\\Jos\u00e9 P\\my\u00a0file.yaml"} {
		setup := acme()
		setup.Platform = path
		saved(t, s, setup)
		if setups, notes := s.List(); len(setups) != 1 || setups[0].Platform != path {
			t.Error(setups, notes)
		}
	}
}
