package sandbox

import (
	"embed"
	"net/http"
	"strings"

	. "maragu.dev/gomponents"
	. "maragu.dev/gomponents/html"
)

// webPage is one page for a person.
type webPage struct {
	Title   string
	Status  int  // 200 when 0
	Menu    Node // the app's pages, left of the content
	Content Node
	who     *account // who is signed in, set just before the page is written
}

// shell is around every page.
//
//go:embed pages/shell.html
var shell string

// ServeHTTP writes the page. Its referrer policy is same-origin because, with
// no-referrer, browsers send forms with "Origin: null", which the guard against
// other sites' forms refuses. Its content policy has no form-action because
// Chromium applies that to the callback to which the consent form leads.
func (p webPage) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Content-Security-Policy", "default-src 'none'; style-src 'self'; script-src 'self'; img-src data:; base-uri 'none'; frame-ancestors 'none'")
	h.Set("Referrer-Policy", "same-origin")
	if r.URL.Query().Has("saved") { // a form was saved and leads back to its page
		p.Content = Group{notice("good", "Your changes have been saved."), p.Content}
	}
	if p.Status != 0 {
		w.WriteHeader(p.Status)
	}
	page := Div(Class("columns"), p.Menu, Main(ID("content"), TabIndex("-1"), H1(Text(p.Title)), p.Content))
	_, _ = strings.NewReplacer("{title}", rendered(Text(p.Title)), "{nav}", rendered(p.nav(r)), "{page}", rendered(page)).WriteString(w, shell) // fails when the browser has gone
}

// nav is the row of links above the page. Signing in leads back to the page. The
// sign-in page has no such row: its form alone leads on to where the person wants to go.
func (p webPage) nav(r *http.Request) Node {
	here := r.URL.RequestURI()
	if r.URL.Path == "/consent" { // it takes forms only
		here = "/authorize?" + r.PostFormValue("request")
	}
	console, account := link("/console/", "Developer console"), link(signInAnd(here), "Sign in")
	switch {
	case r.URL.Path == "/signin":
		return Group{}
	case p.who != nil:
		account = Details(Class("who"),
			Summary(Span(Class("picture"), Role("img"), Aria("label", "Your picture:"), Text(p.who.Name[:1])), Text(" "+p.who.Name)),
			Div(Text(p.who.Email), console, link(signInAnd(here), "Switch account")))
	}
	return Nav(Aria("label", "Sandbox"), console, account)
}

// complaining is the page with the reason why its form was not accepted.
func (p webPage) complaining(why string) webPage {
	p.Status, p.Content = http.StatusBadRequest, Group{notice("bad", why), p.Content}
	return p
}

func rendered(node Node) string {
	var out strings.Builder
	_ = node.Render(&out) // never fails: it is kept in memory
	return out.String()
}

// para is a paragraph of plain text.
func para(text string) Node { return P(Text(text)) }

func link(to, text string) Node { return A(Href(to), Text(text)) }

// linkButton is a link that looks like a button. Its name distinguishes it from others with the same text.
func linkButton(to, text, name string) Node {
	return A(Class("button"), Href(to), Aria("label", name), Text(text))
}

// button sends its form.
func button(text string, more ...Node) Node { return Button(Type("submit"), Group(more), Text(text)) }

// saveOr is the row of buttons below a form.
func saveOr(save, discard, to string) Node {
	return P(Class("buttons"), button(save), link(to, discard))
}

// hidden sends a value along with a form.
func hidden(name, value string) Node { return Input(Type("hidden"), Name(name), Value(value)) }

// field is a line to fill in, with a hint below its label.
func field(name, label, hint, value string, more ...Node) Node {
	id := "field-" + name
	return labeled(id, label, hint, Input(Type("text"), ID(id), Name(name), Value(value), AutoComplete("off"), Attr("spellcheck", "false"),
		If(hint != "", Aria("describedby", id+"-hint")), Group(more)))
}

// toCopy shows a long value that a person copies as a whole.
func toCopy(label, value string) Node {
	id := "copy-" + strings.ToLower(strings.ReplaceAll(label, " ", "-"))
	return labeled(id, label, "", Textarea(ID(id), Rows("2"), ReadOnly(), Attr("spellcheck", "false"), Text(value)))
}

func labeled(id, label, hint string, input Node) Node {
	return P(Label(For(id), Text(label)), If(hint != "", Span(ID(id+"-hint"), Class("hint"), Text(hint))), input)
}

// choice is a radio button or a check box with its label and a hint.
func choice(kind, name, value, label, hint string, chosen bool, more ...Node) Node {
	id := "choice-" + name + "-" + value
	return Div(Class("choice"),
		Input(Type(kind), ID(id), Name(name), Value(value), If(chosen, Checked()), If(hint != "", Aria("describedby", id+"-hint")), Group(more)),
		Div(Label(For(id), Text(label)), If(hint != "", Span(ID(id+"-hint"), Class("hint"), Text(hint)))))
}

// group is a set of choices with its question.
func group(question string, content ...Node) Node {
	return FieldSet(Legend(Text(question)), Group(content))
}

// titled is a part of a page with a heading.
func titled(heading string, content ...Node) Node {
	id := "heading-" + strings.ToLower(strings.ReplaceAll(heading, " ", "-"))
	return Section(Aria("labelledby", id), H2(ID(id), Text(heading)), Group(content))
}

// notice is a message above the page's content; kind is note, good or bad.
func notice(kind string, texts ...string) Node {
	role := "status"
	if kind == "bad" {
		role = "alert"
	}
	return Div(Class("notice "+kind), Role(role), Map(texts, para))
}

// table has one heading for each column.
func table(headings []string, rows ...Node) Node {
	return Table(THead(Tr(Map(headings, func(text string) Node { return Th(Scope("col"), Text(text)) }))), TBody(rows...))
}

// rowHead is the cell that names its row, with a hint.
func rowHead(text, hint string) Node {
	return Th(Scope("row"), Text(text), Span(Class("hint"), Text(hint)))
}

// menu is a list of links, one of which leads to the page that is shown.
func menu(class, label, current string, items [][2]string) Node {
	return Nav(Aria("label", label), Class(class), Ul(Map(items, func(item [2]string) Node {
		return Li(A(Href(item[1]), If(item[0] == current, Aria("current", "page")), Text(item[0])))
	})))
}

// sentence turns an error, which begins with a small letter and has no full stop, into a sentence.
func sentence(err error) string { return capitalized(err.Error()) + "." }

func notFound() webPage {
	return webPage{
		Title: "Not found", Status: http.StatusNotFound,
		Content: Group{para("The sandbox has no page at this address."), P(link("/console/", "Go to the console"))},
	}
}

// pages are the files that every page uses.
//
//go:embed pages/style.css pages/script.js
var pages embed.FS
