package sandbox

import (
	_ "embed"
	"net/http"

	. "maragu.dev/gomponents"
	. "maragu.dev/gomponents/html"
)

// certainty is one thing that the sandbox does, and how sure it is that
// Atlassian does the same.
type certainty struct{ What, Sure string }

//go:embed certainties.json
var certaintiesFile []byte

var allCertainties = embedded[[]certainty](certaintiesFile)

// certainties answers GET /faithful.
func (s *Sandbox) certainties(*http.Request) http.Handler {
	return webPage{Title: "What the sandbox imitates", Content: Group{
		para("The sandbox follows Atlassian's documentation and what people report, as known on 2026-11-28. It was never compared with Atlassian side by side. The right column shows how sure each fact is. “The sandbox's” is different on purpose."),
		table([]string{"What the sandbox does", "How sure"}, Map(allCertainties(), func(c certainty) Node {
			return Tr(Td(Text(c.What)), Td(Text(c.Sure)))
		})),
	}}
}
