package report

import (
	"bytes"
	"html"
	"regexp"
	"strings"
	"testing"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"

	"threelo/oauth"
	"threelo/steps/dialog"
	"threelo/wizard/report/reporttest"
)

// rendered is the HTML that a ticket system would make.
func rendered(t *testing.T, r dialog.Report) string {
	t.Helper()
	data, err := Export(r, Supporter, Markdown, nil)
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := goldmark.New(goldmark.WithExtensions(extension.GFM)).Convert(data, &out); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

var (
	anyTag = regexp.MustCompile(`</?([a-z0-9]+)[^>]*>`)
	cell   = regexp.MustCompile(`(?s)<td[^>]*>(.*?)</td>`)
	link   = regexp.MustCompile(`</?a[^>]*>`)
)

// tricky are names that people, sites and servers have.
var tricky = map[string]string{
	"a table's sign":  "a|b",
	"a tag":           "<script>alert(1)</script>",
	"emphasis":        "*x* _y_ **z** __w__ ~~v~~",
	"code":            "`rm` ```sh",
	"a link":          "[click](https://evil.example) ![i](x)",
	"an entity":       "&lt;b&gt; &#42;",
	"a heading":       "# big",
	"a list":          "- one",
	"another list":    "1. one",
	"a backslash":     `a\|b \*c\*`,
	"a formula":       "$x$ and ^y^",
	"300 characters":  strings.Repeat("langer Name ", 25),
	"one long word":   strings.Repeat("x", 300),
	"right to left":   "שלום עולם",
	"Arabic":          "خدمة التكامل",
	"emoji":           "👩‍💻 Team 🇩🇪 ❤️",
	"line breaks":     "one\n\n# two\r\n| three",
	"a comment":       "<!-- x -->",
	"a rule":          "---",
	"an HTML block":   "<div>",
	"a quotation":     "> said",
	"an escape code":  "\x1b[31mred",
	"direction marks": "\u202egnp.exe",
}

func TestNoNameBecomesMarkup(t *testing.T) {
	plainTags := regexp.MustCompile(`^(?:h1|h2|p|strong|table|thead|tbody|tr|th|td|ul|li|a)$`)
	before := rendered(t, reporttest.FailedAtAPI())
	for what, name := range tricky {
		t.Run(what, func(t *testing.T) {
			r := reporttest.FailedAtAPI()
			r.Site.Name, r.User.DisplayName, r.Headline = name, name, name
			r.Platform = "Target " + name
			r.Checks[3].Title, r.Checks[3].Detail = name, name
			r.Notes, r.Next = []string{name}, []string{name}
			after := rendered(t, r)
			for _, m := range anyTag.FindAllStringSubmatch(after, -1) {
				if !plainTags.MatchString(m[1]) {
					t.Errorf("stray markup %s", m[0])
				}
			}
			for _, tag := range []string{"<h1", "<h2", "<table", "<tr", "<td", "<th", "<strong", "<ul", "<li", "<p>"} {
				if n, want := strings.Count(after, tag), strings.Count(before, tag); n != want {
					t.Errorf("%d times %s, want %d:\n%s", n, tag, want, after)
				}
			}
			want := strings.Join(strings.Fields(clean(name)), " ")
			found := false
			for _, m := range cell.FindAllStringSubmatch(after, -1) {
				text := html.UnescapeString(link.ReplaceAllString(m[1], ""))
				found = found || strings.Join(strings.Fields(text), " ") == want
			}
			if !found {
				t.Errorf("no cell says %q:\n%s", want, after)
			}
		})
	}
}

func TestHeadingsArePlainUnbrokenWords(t *testing.T) {
	r := reporttest.Ready()
	r.Platform = "My *own* <b>|Platform|</b> # `1`"
	data, err := Export(r, Supporter, Markdown, nil)
	if err != nil {
		t.Fatal(err)
	}
	if first, _, _ := strings.Cut(string(data), "\n"); first != "# threelo report" {
		t.Error(first)
	}
	for line := range strings.Lines(string(data)) {
		if strings.HasPrefix(line, "#") && strings.ContainsAny(strings.TrimLeft(line, "#"), "*_`<>|&#[]") {
			t.Error(line)
		}
	}
}

func TestEveryTextSaysWhenWhereAndWhichCall(t *testing.T) {
	r := reporttest.FailedAtAPI()
	r.Demo = true
	for kind, text := range every(t, r) {
		if kind == "cells" || kind == SVG || kind == "alt" {
			text = strings.Join(strings.Fields(html.UnescapeString(text)), " ")
		}
		want := []string{
			"DEMO", "2026-11-21", "+01:00", "1.0.0", "xterm-256color", "linux/amd64", "e9a7c5b3d1f04826", "401",
			"2026-11-21 22:39:42 +01:00", "GET /ex/jira/" + reporttest.CloudID + "/rest/agile/1.0/board/1/sprint", "NOT READY",
		}
		if kind == JSON {
			want = []string{`"demo": true`, "2026-11-21T22:40:12+01:00", "xterm-256color", "linux", "e9a7c5b3d1f04826", `"status": 401`}
		}
		for _, w := range want {
			if !strings.Contains(text, w) {
				t.Errorf("%s does not say %q:\n%s", kind, w, text)
			}
		}
	}
}

func TestARefusedCallIsReadAloudWhereNoProblemTellsIt(t *testing.T) {
	r := reporttest.Ready()
	r.Checks[0].Outcome, r.Checks[0].TraceID = oauth.NotTried, "f00d"
	for status, told := range map[int]bool{403: true, 0: true, 200: false} {
		r.Checks[0].Request = &dialog.ReportRequest{Method: "GET", Path: "/data-policy", Status: status}
		text := strings.Join(Prepare(r, Supporter).Lines(), "\n")
		if got := strings.Contains(text, "GET /data-policy") && strings.Contains(text, "f00d"); got != told {
			t.Errorf("status %d: told %v, want %v:\n%s", status, got, told, text)
		}
	}
}
