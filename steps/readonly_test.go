package steps

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"threelo/oauth"
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
	for _, platform := range []string{"targetprocess", "agilepoint"} {
		t.Run(platform, func(t *testing.T) {
			a := newAdmin(t, platform)
			looks := func() {
				t.Helper()
				before := dump(reflect.ValueOf(a.Journey))
				a.Screen()
				a.Report()
				a.CanHelp()
				a.SiteNames()
				for _, v := range a.Screen().Values {
					a.Text(v.ID)
				}
				for _, s := range a.plan {
					if k := kindOf(s.kind); k.gate != nil {
						k.gate(a.Journey, s)
					}
				}
				if dump(reflect.ValueOf(a.Journey)) != before {
					t.Errorf("%s: looking changed the journey", a.at)
				}
			}
			looks()
			for _, s := range slices.Clone(a.plan) {
				if _, there := a.find(s.id); !there {
					continue
				}
				a.goes(s.id)
				looks()
				a.does(Next{}, Act{ID: ActionWithoutSecret}, Tick{Now: noon.Add(time.Hour)}) // refused, or led on
				looks()
			}
			a = newAdmin(t, platform) // and where things go wrong
			a.goes(StepVerify)
			a.verifies([]oauth.Check{{ID: "account", Title: "the account", Outcome: oauth.Fail, Detail: "another one"}, {ID: "site", Outcome: oauth.Warn, Step: "signin"}})
			looks()
			a.does(Goto{Step: StepStatus})
			looks()
		})
	}
}
