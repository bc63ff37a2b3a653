package sandbox

import (
	"io/fs"
	"regexp"
	"strings"
	"testing"
)

func TestATemplateSaysWhatIsThereAndNothingElse(t *testing.T) {
	v := values{
		"name": "Iris", "count": 2, "yes": true, "no": false, "empty": "", "texts": []string{"a", "b"}, "none": []string{},
		"sites": []values{{"name": "acme", "open": true}, {"name": "test", "open": false}}, "nowhere": []values(nil),
	}
	for template, want := range map[string]string{
		"plain":                                                    "plain",
		"{{name}} has {{count}}":                                   "Iris has 2",
		"{{#yes}}on{{/yes}}{{^yes}}off{{/yes}}":                    "on",
		"{{#no}}on{{/no}}{{^no}}off{{/no}}":                        "off",
		"{{#name}}by {{name}}{{/name}}":                            "by Iris",
		"{{#empty}}x{{/empty}}{{^empty}}no name{{/empty}}":         "no name",
		"{{#texts}}<{{.}}>{{/texts}}{{^texts}}none{{/texts}}":      "<a><b>",
		"{{#none}}x{{/none}}{{^none}}none{{/none}}":                "none",
		"{{#nowhere}}x{{/nowhere}}{{^nowhere}}none{{/nowhere}}":    "none",
		"{{#sites}}{{name}}{{#open}} is open{{/open}}, {{/sites}}": "acme is open, test, ",
	} {
		if got := v.fill(template); got != want {
			t.Errorf("%s: got %q, want %q", template, got, want)
		}
	}
	defer func() {
		if recover() == nil {
			t.Error("a misspelt name was passed over")
		}
	}()
	v.fill("{{wrong}}")
}

func TestAValueNeverBecomesMarkup(t *testing.T) {
	const hostile = `"><script>alert('1')</script>&{{name}}`
	v := values{"name": hostile, "list": []string{hostile}, "sets": []values{{"inner": hostile}}}
	got := v.fill(`<a href="{{name}}">{{name}}</a>{{#list}}{{.}}{{/list}}{{#sets}}{{inner}}{{/sets}}`)
	const escaped = `&#34;&gt;&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&amp;{{name}}`
	if want := `<a href="` + escaped + `">` + escaped + `</a>` + escaped + escaped; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

// An escaped value is harmless in a text and in a quoted attribute. Elsewhere it could
// still be a script or an attribute of its own.
func TestEveryValueOfAPageIsInATextOrInQuotes(t *testing.T) {
	section, value := regexp.MustCompile(`\{\{[#^/][^}]*\}\}`), regexp.MustCompile(`\{\{[^}]*\}\}`)
	quoted, tag := regexp.MustCompile(`[a-z-]+="[^"]*"`), regexp.MustCompile(`<[^>]*>`)
	active := regexp.MustCompile(`(?i)<style|\son[a-z]+=|\sstyle=|javascript:|<script [^>]*\{\{`)
	files, err := fs.Glob(pages, "pages/*.html")
	if err != nil || len(files) < 15 {
		t.Fatal(files, err)
	}
	for _, name := range files {
		file, err := pages.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		text := section.ReplaceAllString(string(file), "")
		for _, markup := range tag.FindAllString(quoted.ReplaceAllString(text, ""), -1) {
			if value.MatchString(markup) {
				t.Errorf("%s: a value is in a tag and not in quotes: %s", name, markup)
			}
		}
		if found := active.FindString(text); found != "" || strings.Count(text, "<script") > 1 {
			t.Errorf("%s has a script, or a style of its own: %s", name, found)
		}
	}
}
