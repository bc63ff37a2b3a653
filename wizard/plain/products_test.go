package plain

import (
	"bytes"
	"strings"
	"testing"

	"threelo/assets"
	"threelo/oauth"
	"threelo/steps/dialog"
	"threelo/wizard"
)

// A list of dozens is not read aloud: a listener hears what can be searched for.
func TestAListenerHearsTheKindsOfProductsAndSearchesThem(t *testing.T) {
	run := wizard.New(t.Context(), wizard.Config{World: dialog.World{Cloud: oauth.Commercial, Load: assets.BuiltIn}})
	defer run.Close()
	var out bytes.Buffer
	in := &typed{answers: []string{"3", "monitoring", "kibana", "1"}}
	_ = Run(t.Context(), run, Options{Events: run.Events(), In: in, Out: &out}) // its end is the input's
	heard := out.String()
	says(t, heard, "1, Targetprocess.", "3, Another product.", " products: Automation, ", "A word searches the whole list.",
		"Monitoring and security:", "1, Kibana.", "Step 1 of 9: Before you start")
	for _, l := range assets.Shelf() {
		if l.Kind != "" && l.Kind != "Monitoring and security" && l.Kind != "Not listed" && strings.Contains(heard, ", "+l.Name+".") {
			t.Errorf("%s is read aloud", l.Name)
		}
	}
}
