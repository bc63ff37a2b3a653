package receiver

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

// checkClean wants a failure's words to be fit for a terminal.
func checkClean(t *testing.T, a Arrival) {
	t.Helper()
	for text, most := range map[string]int{a.Error: maxError, a.Description: maxDescription} {
		if utf8.RuneCountInString(text) > most {
			t.Errorf("%d characters were passed on, at most %d are wanted", utf8.RuneCountInString(text), most)
		}
		for _, c := range text {
			if unicode.IsControl(c) || unicode.Is(unicode.Bidi_Control, c) {
				t.Errorf("%q was passed on", c)
			}
		}
	}
}

func FuzzCallbackQuery(f *testing.F) {
	for _, query := range []string{
		"", "state=" + ours, "state=" + ours + "&code=" + code, "code=" + code + "&state=" + ours + "&state=" + ours,
		"state=" + ours + "&error=access_denied&error_description=no", "error=x", "state=" + theirs + "&error=%1b[2J",
		"state=" + ours + "&code=a&error=b", "state=" + ours + "&code=a;b&%zz", "%73tate=" + ours + "&c%6fde=x", "state=" + ours + "&code=<script>",
		"state=" + ours + "&error=%ff%fe&error_description=%e2%80%ae" + strings.Repeat("%f0%9f%98%80", 200),
	} {
		f.Add(query)
	}
	c, err := parseCallback("http://127.0.0.1:8976/callback")
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, query string) {
		r := &Receiver{server: &server{guard: &guard{}}, callback: c, arrivals: make(chan Arrival, waiting)}
		r.Await(ours)
		req := httptest.NewRequest(http.MethodGet, "/callback", nil)
		req.URL.RawQuery = query
		w := httptest.NewRecorder()
		r.answer(w, req)

		known := false
		for _, p := range allPages {
			known = known || w.Code == p.Status && w.Body.String() == p.html()
		}
		if !known {
			t.Errorf("the page is none of ours: %d %q", w.Code, w.Body)
		}
		states := req.URL.Query()["state"]
		isOurs := len(states) == 1 && states[0] == ours
		select {
		case a := <-r.arrivals:
			checkClean(t, a)
			if isOurs == a.Possibly || a.State.IsSet() != isOurs || isOurs && a.Code.IsSet() == (a.Error != "") || a.Possibly && a.Code.IsSet() {
				t.Errorf("passed on: error %q, possibly %v, a code %v", a.Error, a.Possibly, a.Code.IsSet())
			}
		default:
			if isOurs && w.Code == pages.Received.Status {
				t.Error("the real callback was not passed on")
			}
		}
	})
}
