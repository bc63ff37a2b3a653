package sandbox

import "net/http"

// page is the refusal as a page for whoever is signed in, nil for nobody.
func (f *refusal) page(who *account) webPage {
	return webPage{
		Title: f.Title, Who: who, Status: f.Status,
		Content: join(notice("bad", each(f.Texts, para)), sandboxNote(f.Note)),
	}
}

// sandboxNote is what the sandbox adds to a real page's words: what is behind
// them, and what a trainee does with them.
func sandboxNote(text string) markup {
	return el("p", attributes{"class", "hint"}, el("strong", nil, words("The sandbox adds: ")),
		words(text+" Paste the text above into threelo: it tells what to do."))
}

// errorPage plays the page that the real host sends a browser to when it cannot
// send it to the callback. The reason stands in the address.
func (s *Sandbox) errorPage(r *http.Request) http.Handler {
	query := r.URL.Query()
	f := refuseParameters("something is wrong")
	if query.Get("error") == "unauthorized_client" {
		f = refuseCallback("")
	}
	return webPage{
		Title: f.Title, Who: s.signedInAs(r), Status: f.Status,
		Content: join(
			notice("bad", each(f.Texts, para)),
			el("dl", nil,
				el("dt", nil, words("error")), el("dd", nil, codeText(query.Get("error"))),
				el("dt", nil, words("error_description")), el("dd", nil, codeText(query.Get("error_description")))),
			sandboxNote(errorNote(query.Get("error"))),
		),
	}
}

func errorNote(code string) string {
	if code == "unauthorized_client" {
		return refuseCallback("").Note
	}
	return "The error_description says which part of the address is wrong."
}

// faithful answers GET /faithful.
func (s *Sandbox) faithful(r *http.Request) http.Handler {
	return webPage{
		Title: "What this sandbox imitates", Who: s.signedInAs(r), Status: http.StatusOK,
		Content: faithfulness(),
	}
}
