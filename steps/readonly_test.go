package steps

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"threelo/oauth"
	"threelo/steps/dialog"
)

// dump writes down everything that a value holds, pointers followed.
func dump(v reflect.Value) string {
	switch v.Kind() {
	case reflect.Pointer, reflect.Interface:
		if v.IsNil() {
			return "nil"
		}
		return "&" + dump(v.Elem())
	case reflect.Struct:
		var out strings.Builder
		for i := range v.NumField() {
			fmt.Fprintf(&out, "%s=%s;", v.Type().Field(i).Name, dump(v.Field(i)))
		}
		return "{" + out.String() + "}"
	case reflect.Slice, reflect.Array:
		var out []string
		for i := range v.Len() {
			out = append(out, dump(v.Index(i)))
		}
		return fmt.Sprintf("%d[%s]", v.Len(), strings.Join(out, ","))
	case reflect.Map:
		var out []string
		for _, k := range v.MapKeys() {
			out = append(out, dump(k)+":"+dump(v.MapIndex(k)))
		}
		slices.Sort(out)
		return "map" + strings.Join(out, ",")
	case reflect.Func:
		return "func"
	}
	return fmt.Sprint(v)
}

// Showing a screen, making a report and asking whether enter may go on change
// nothing: a face may ask as often as it likes.
func TestLookingAtAJourneyChangesNothing(t *testing.T) {
	for _, platform := range []string{"targetprocess", "agilepoint", "generic"} {
		t.Run(platform, func(t *testing.T) {
			a := newAdmin(t, platform)
			looks := func() {
				t.Helper()
				before := dump(reflect.ValueOf(a.Journey))
				for range 2 {
					a.Screen()
					a.Report()
					a.CanHelp()
					a.SiteNames()
					a.Setup()
					for _, id := range dialog.Values() {
						a.Text(id)
					}
					_ = a.step().Ready(a.Facts)
					a.step().Hands(a.Facts)
				}
				if dump(reflect.ValueOf(a.Journey)) != before {
					t.Errorf("%s: looking changed the journey", a.at)
				}
			}
			for a.Screen().Step != dialog.StepStatus {
				looks()
				n := a.Screen().N
				a.does(dialog.Next{}, dialog.Tick{Now: noon.Add(time.Hour)}) // refused, or led on
				looks()
				if a.Screen().N == n {
					a.gives(a.screen().kind)
					looks()
				}
				if a.Screen().N == n {
					a.goes(a.plan[n].id)
				}
			}
			looks()
			a.does(dialog.Act{ID: dialog.ActionSaveAs})
			looks()
			a = newAdmin(t, platform) // and where things go wrong
			a.goes(dialog.StepSignIn)
			a.signsIn()
			a.verifies([]oauth.Check{{ID: "account", Title: "the account", Outcome: oauth.Fail, Detail: "another one"}, {ID: "site", Outcome: oauth.Warn, Step: "signin"}})
			looks()
			a.does(dialog.Goto{Step: dialog.StepStatus})
			looks()
		})
	}
}

// Each file of the package, parsed.
func parsed(t *testing.T) map[string]*ast.File {
	t.Helper()
	files := map[string]*ast.File{}
	entries, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	set := token.NewFileSet()
	for _, e := range entries {
		if name := e.Name(); strings.HasSuffix(name, ".go") && !strings.HasSuffix(name, "_test.go") {
			f, err := parser.ParseFile(set, name, nil, 0)
			if err != nil {
				t.Fatal(err)
			}
			files[name] = f
		}
	}
	return files
}

// What only one screen knows is in its Step, and its fields are read in that step's
// own file, or in a function that is handed the step.
func TestNoStepReadsAnothersState(t *testing.T) {
	files := parsed(t)
	private := map[string]string{} // a step's own type and the file it is in
	for name, f := range files {
		ast.Inspect(f, func(n ast.Node) bool {
			spec, ok := n.(*ast.TypeSpec)
			if !ok {
				return true
			}
			if s, ok := spec.Type.(*ast.StructType); ok && len(s.Fields.List) > 1 && len(s.Fields.List[0].Names) == 0 {
				if embeds, ok := s.Fields.List[0].Type.(*ast.Ident); ok && embeds.Name == "base" {
					private[spec.Name.Name] = name
				}
			}
			return true
		})
	}
	if len(private) < 2 {
		t.Fatalf("found the steps %v", private)
	}
	// Outside of its file a step with state is named only to make it.
	allowed := map[string][]string{"kinds.go": {"choose", "chooseScopes"}}
	for name, f := range files {
		methods := map[*ast.Ident]bool{} // that are called like a step
		ast.Inspect(f, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.SelectorExpr:
				methods[n.Sel] = true
			case *ast.FuncDecl:
				methods[n.Name] = true
			case *ast.Ident:
				if in := private[n.Name]; in != "" && in != name && !methods[n] && !slices.Contains(allowed[name], n.Name) {
					t.Errorf("%s uses the step %s of %s", name, n.Name, in)
				}
			}
			return true
		})
	}
}

// A field of Journey is what the whole journey needs to know about where it is.
func TestAJourneyStaysSmall(t *testing.T) {
	if n := reflect.TypeFor[Journey]().NumField(); n > 15 {
		t.Errorf("Journey has %d fields", n)
	}
}

// No step knows the journey: it gets the facts, and answers with a Reply.
func TestNoStepKnowsTheJourney(t *testing.T) {
	steps := reflect.TypeFor[Step]()
	for i := range steps.NumMethod() {
		for k := range steps.Method(i).Type.NumIn() {
			if steps.Method(i).Type.In(k) == reflect.TypeFor[*Journey]() {
				t.Errorf("%s takes the journey", steps.Method(i).Name)
			}
		}
	}
	for _, kind := range kinds {
		if kind.make == nil {
			continue
		}
		v := reflect.ValueOf(kind.make(base{kind.id})).Elem()
		for i := range v.NumField() {
			if v.Field(i).Type() == reflect.TypeFor[*Journey]() {
				t.Errorf("the step %s holds the journey", kind.id)
			}
		}
	}
}
