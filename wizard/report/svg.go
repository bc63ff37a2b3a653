package report

import (
	"bytes"
	"fmt"
	"html"
	"image/color"
	"strings"
)

// The size of a cell of an SVG in its own units.
const (
	svgWidth    = 8.4
	svgHeight   = 18
	svgFont     = 14
	svgBaseline = 13.5
	svgEdge     = 16
)

// svg draws each run as one text, stretched to the cells it covers, so that the
// columns line up in any monospaced font.
func (p Picture) svg() []byte {
	var out bytes.Buffer
	width := float64(p.Width)*svgWidth + 2*svgEdge
	height := float64(p.Height)*svgHeight + 2*svgEdge
	fmt.Fprintf(&out, `<svg xmlns="http://www.w3.org/2000/svg" width="%.0f" height="%.0f" viewBox="0 0 %.0f %.0f" role="img" aria-labelledby="title desc">`+"\n",
		width, height, width, height)
	fmt.Fprintf(&out, "<title id=\"title\">%s</title>\n<desc id=\"desc\">%s</desc>\n", html.EscapeString(p.title), html.EscapeString(p.alt))
	border := ""
	if p.unreal {
		border = fmt.Sprintf(` stroke="%s" stroke-width="8"`, css(opaque(p.Theme.Demo.GetBackground())))
	}
	fmt.Fprintf(&out, `<rect width="100%%" height="100%%" fill="%s"%s/>`+"\n", css(opaque(p.Theme.Background)), border)
	fmt.Fprint(&out, `<g shape-rendering="crispEdges">`+"\n")
	for _, r := range p.Runs {
		if r.Look.Paper != nil {
			fmt.Fprintf(&out, `<rect x="%.1f" y="%d" width="%.1f" height="%d" fill="%s"/>`+"\n",
				svgX(r.X), svgY(r.Y), float64(r.Width)*svgWidth, svgHeight, css(r.Look.Paper))
		}
	}
	fmt.Fprintf(&out, "</g>\n<g font-family=\"'DejaVu Sans Mono', Menlo, Consolas, 'Liberation Mono', monospace\" font-size=\"%d\">\n", svgFont)
	for _, r := range p.Runs {
		lead := len(r.Text) - len(strings.TrimLeft(r.Text, " ")) // renderers disagree on spaces at the ends
		spaces := len(r.Text) - len(strings.Trim(r.Text, " "))
		r.Text = strings.Trim(r.Text, " ")
		if r.Text == "" {
			continue
		}
		more := ""
		if r.Look.Bold {
			more = ` font-weight="bold"`
		}
		fmt.Fprintf(&out, `<text x="%.1f" y="%.1f" textLength="%.1f" lengthAdjust="spacingAndGlyphs" fill="%s"%s>%s</text>`+"\n",
			svgX(r.X+lead), float64(svgY(r.Y))+svgBaseline, float64(r.Width-spaces)*svgWidth, css(r.Look.Ink), more, html.EscapeString(r.Text))
	}
	fmt.Fprint(&out, "</g>\n</svg>\n")
	return out.Bytes()
}

func svgX(x int) float64 { return svgEdge + float64(x)*svgWidth }
func svgY(y int) int     { return svgEdge + y*svgHeight }

func css(c color.Color) string {
	o := opaque(c)
	return fmt.Sprintf("#%02x%02x%02x", o.R, o.G, o.B)
}
