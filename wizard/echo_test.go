package wizard

import (
	"encoding/json"
	"fmt"
	"html"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"

	"threelo/assets"
	"threelo/oauth"
	"threelo/steps/dialog"
)

const echoed = "ATOAexample_of-a-long-secret0123456789abcdefghijklmnopqrstuvwxyz0A1B2C3D"

// everyCharacter writes a text character by character in an escape.
func everyCharacter(format, text string) string {
	var out strings.Builder
	for _, r := range text {
		fmt.Fprintf(&out, format, r)
	}
	return out.String()
}

// echoes are servers that repeat the secret which they were sent, in disguise.
var echoes = map[string]http.HandlerFunc{
	"in JSON":             refusing(`{"error":"odd","error_description":"unknown secret %s"}`, echoed),
	"in JSON's escapes":   refusing(`{"error":"odd","error_description":"unknown secret %s"}`, everyCharacter(`\u%04x`, echoed)),
	"in JSON within JSON": refusing(`{"error":"odd","error_description":"got {\"secret\":\"%s\"}"}`, everyCharacter(`\\u%04x`, echoed)),
	"as the error's name": refusing(`{"error":"%s"}`, echoed),
	"in HTML entities":    refusing(`<html><title>Error</title><p>unknown secret %s</p></html>`, everyCharacter("&#%d;", echoed)),
	"in a query":          refusing(`{"error":"odd","message":"POST failed: ?client_secret=%s"}`, everyCharacter("%%%02X", echoed)),
	"over hidden signs":   refusing(`{"error":"odd","error_description":"%s"}`, echoed[:20]+`\u200b\u2060`+echoed[20:]+`\u202e`),
	"over a control code": refusing(`{"error":"odd","error_description":"%s"}`, echoed[:20]+`\u001b[31m`+echoed[20:]),
	"over HTML tags":      refusing(`<html><p>%s</p></html>`, echoed[:20]+"<b></b>"+echoed[20:]),
	"in RateLimit-Reason": func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("RateLimit-Reason", "too many calls with "+html.EscapeString(echoed))
		w.WriteHeader(http.StatusTooManyRequests)
		_, _ = w.Write([]byte(`{"error":"odd"}`))
	},
	"in the host of a Location": func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Location", "https://"+echoed+".login.test/")
		w.WriteHeader(http.StatusFound)
	},
	"in a trace id": func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Atl-TraceId", echoed)
		w.WriteHeader(http.StatusTeapot)
	},
}

func refusing(body, secret string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(http.StatusTeapot)
		_, _ = w.Write([]byte(strings.Replace(body, "%s", secret, 1)))
	}
}

// shelf is a store that keeps what is saved.
type shelf struct {
	mu    sync.Mutex
	saved []dialog.Setup
}

func (s *shelf) Save(setup dialog.Setup) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.saved = append(s.saved, setup)
	return nil
}

func (*shelf) Lock(string) error { return nil }

func (*shelf) Delete(string) error { return nil }

func (*shelf) List() ([]dialog.Setup, []string) { return nil, nil }

func (s *shelf) all() []dialog.Setup {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.saved
}

// echoRun is a run at the credentials, against a server that answers as given.
func echoRun(t *testing.T, answer http.HandlerFunc) (*Run, *shelf) {
	t.Helper()
	server := httptest.NewServer(answer)
	t.Cleanup(server.Close)
	st := &shelf{}
	cloud := oauth.Commercial
	cloud.Name, cloud.AuthURL, cloud.APIURL = "test", server.URL, server.URL
	r := New(t.Context(), Config{World: dialog.World{Cloud: cloud}, Store: st})
	t.Cleanup(r.Close)
	p, err := assets.BuiltIn("targetprocess")
	if err != nil {
		t.Fatal(err)
	}
	r.BeginTest(p, "targetprocess", dialog.Setup{ClientID: "clientclientclientclientclientcl", Callback: echoCallback})
	r.Enter(dialog.InputSecret, echoed)
	until(t, r, func(sc dialog.Screen) bool { return sc.Waiting == nil })
	return r, st
}

const echoCallback = "https://acme.targetprocess.test/callback"

// state is that of the sign-in under way.
func (r *Run) state(t *testing.T) string {
	t.Helper()
	r.Handle(dialog.Goto{Step: dialog.StepSignIn})
	link := ""
	until(t, r, func(dialog.Screen) bool { link, _ = r.Text("long-link"); return link != "" })
	asked, err := url.Parse(link)
	if err != nil {
		t.Fatal(err)
	}
	return url.QueryEscape(asked.Query().Get("state"))
}

func (r *Run) hides(t *testing.T, st *shelf, when string) {
	t.Helper()
	message, _ := r.Text(dialog.ValueMessage)
	for what, value := range map[string]any{"message": message, "screen": r.Screen(), "setup": r.Setup(), "saved setups": st.all(), "report": r.Report()} {
		data, err := json.Marshal(value)
		if err != nil {
			t.Fatal(err)
		}
		if oauth.Leaks(string(data), oauth.NewSecret(echoed)) {
			t.Errorf("%s: the secret is in the %s: %s", when, what, data)
		}
	}
}

func TestASecretThatAServerRepeatsInDisguiseIsNeitherShownNorSaved(t *testing.T) {
	for name, answer := range echoes {
		t.Run(name, func(t *testing.T) {
			r, st := echoRun(t, answer)
			r.hides(t, st, "when the credentials are checked")
			r.Enter(dialog.InputAddress, echoCallback+"?code=a-code-of-a-test&state="+r.state(t))
			until(t, r, func(sc dialog.Screen) bool { return sc.Problem != nil })
			r.hides(t, st, "when the code is redeemed")
		})
	}
}

func TestASecretInTheWordsOfACallbackIsNotShown(t *testing.T) {
	r, st := echoRun(t, http.NotFound)
	for _, words := range []string{echoed, html.EscapeString(everyCharacter("&#%d;", echoed)), everyCharacter("%%%02X", echoed), echoed[:20] + "\u200b" + echoed[20:]} {
		state := r.state(t)
		r.Enter(dialog.InputAddress, echoCallback+"?error=odd&error_description="+url.QueryEscape("got "+words)+"&state="+state)
		r.hides(t, st, "with words")
		r.Enter(dialog.InputAddress, echoCallback+"?error="+url.QueryEscape(words)+"&state="+state)
		r.hides(t, st, "with an error's name")
		r.Enter(dialog.InputAddress, echoCallback+"?error="+url.QueryEscape(words))
		r.hides(t, st, "without a state")
	}
}
