package sandbox

import (
	"html"
	"strings"
)

// markup is HTML that is safe to send: it is made by words, which escapes, and
// by el, which escapes attribute values, and by nothing else. (html/template
// would do as much and cost the program three megabytes.)
type markup string

// attributes are name and value by turns. A name with the value omit is left
// out, which is how a box is ticked or not.
type attributes []string

const omit = "\x00"

// words turns text into markup.
func words(text string) markup { return markup(html.EscapeString(text)) }

// join puts pieces one after the other.
func join(pieces ...markup) markup {
	var b strings.Builder
	for _, piece := range pieces {
		b.WriteString(string(piece))
	}
	return markup(b.String())
}

// void elements have no content and no end tag.
var void = map[string]bool{"input": true, "meta": true, "link": true, "hr": true, "br": true}

// el makes an element.
func el(name string, a attributes, content ...markup) markup {
	var b strings.Builder
	b.WriteString("<" + name)
	for i := 0; i+1 < len(a); i += 2 {
		if a[i+1] != omit {
			b.WriteString(" " + a[i] + `="` + html.EscapeString(a[i+1]) + `"`)
		}
	}
	b.WriteString(">")
	if !void[name] {
		b.WriteString(string(join(content...)))
		b.WriteString("</" + name + ">")
	}
	return markup(b.String())
}

// each makes markup of every item of a list.
func each[T any](list []T, one func(T) markup) markup {
	pieces := make([]markup, 0, len(list))
	for _, item := range list {
		pieces = append(pieces, one(item))
	}
	return join(pieces...)
}

// when is the value of an attribute without one, such as checked.
func when(condition bool) string {
	if condition {
		return ""
	}
	return omit
}

// para is a paragraph of plain text.
func para(text string) markup { return el("p", nil, words(text)) }

// link leads to another page of the sandbox.
func link(to, text string) markup { return el("a", attributes{"href", to}, words(text)) }

// codeText shows a value that is to be copied or compared, so it wraps anywhere.
func codeText(text string) markup { return el("code", nil, words(text)) }

// button sends its form.
func button(text string, a ...string) markup {
	return el("button", append(attributes{"type", "submit"}, a...), words(text))
}

// hidden carries a value along with a form.
func hidden(name, value string) markup {
	return el("input", attributes{"type", "hidden", "name", name, "value", value})
}

// field is a labelled line to fill, with a hint below its label.
func field(name, label, hint, value string, a ...string) markup {
	id := "field-" + name
	input := append(attributes{"type", "text", "id", id, "name", name, "value", value, "autocomplete", "off", "spellcheck", "false"}, a...)
	if hint == "" {
		return el("p", nil, el("label", attributes{"for", id}, words(label)), el("input", input))
	}
	input = append(input, "aria-describedby", id+"-hint")
	return el("p", nil, el("label", attributes{"for", id}, words(label)),
		el("span", attributes{"id", id + "-hint", "class", "hint"}, words(hint)), el("input", input))
}

// toCopy shows a long value that is to be carried elsewhere whole.
func toCopy(label, value string) markup {
	id := "copy-" + strings.ToLower(strings.ReplaceAll(label, " ", "-"))
	return el("p", nil, el("label", attributes{"for", id}, words(label)),
		el("textarea", attributes{"id", id, "rows", "5", "readonly", "", "spellcheck", "false"}, words(value)))
}

// choice is a radio button or a tick box with its label, and a hint.
func choice(kind, name, value, label, hint string, chosen bool, a ...string) markup {
	id := "choice-" + name + "-" + value
	input := append(attributes{"type", kind, "id", id, "name", name, "value", value, "checked", when(chosen)}, a...)
	text := el("label", attributes{"for", id}, words(label))
	if hint != "" {
		input = append(input, "aria-describedby", id+"-hint")
		text = join(text, el("span", attributes{"id", id + "-hint", "class", "hint"}, words(hint)))
	}
	return el("div", attributes{"class", "choice"}, el("input", input), el("div", nil, text))
}

// group is a set of choices with its question.
func group(question string, content ...markup) markup {
	return el("fieldset", nil, el("legend", nil, words(question)), join(content...))
}

// notice is a message above the page's content; kind is note, good or bad.
func notice(kind string, content ...markup) markup {
	role := "status"
	if kind == "bad" {
		role = "alert"
	}
	return el("div", attributes{"class", "notice " + kind, "role", role}, content...)
}
