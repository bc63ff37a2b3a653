package sandbox

import (
	_ "embed"
	"net/http"
	"net/url"
	"strings"
)

// productPages are what products do with a code that they did not ask for. All
// but the first are scenarios.
var productPages = embedded[map[string]struct {
	Title, Error, Text string
	Copy               bool   // the page shows the whole address
	MovesTo            string // where the browser goes by itself, so that its address loses the code
}](productPagesFile)

//go:embed product_pages.json
var productPagesFile []byte

// productPage answers GET /platform/{how}.
func (s *Sandbox) productPage(r *http.Request) http.Handler {
	page, known := productPages()[r.PathValue("how")]
	target := r.URL.Query().Get("returnUrl")
	u, err := url.Parse(target)
	switch {
	case !known || target != "" && (err != nil || u.Host == "" || !strings.HasPrefix(u.Scheme, "http")):
		return notFound()
	case target != "" && page.MovesTo != "":
		return redirect(page.MovesTo)
	}
	address := ""
	if page.Copy {
		address = target
	}
	return webPage{file: "product", values: values{"heading": page.Title, "error": page.Error, "text": page.Text, "copy": address}}
}
