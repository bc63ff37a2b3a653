package client_test

import (
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"threelo/oauth"
	"threelo/oauth/client"
)

// disguises are ways in which a server may write a secret that it was sent.
func disguises(secret string) map[string]string {
	entities, escapes, spaced := "", "", ""
	for _, r := range secret {
		entities += fmt.Sprintf("&#%d;", r)
		escapes += fmt.Sprintf(`\u%04x`, r)
		spaced += string(r) + "\u200b"
	}
	return map[string]string{"plain": secret, "HTML entities": entities, "JSON escapes in text": escapes, "invisible characters between": spaced}
}

func TestASecretThatAServerSendsBackInDisguiseIsNeverShown(t *testing.T) {
	const token = "the-access-token-of-this-test"
	for name, text := range disguises(token) {
		t.Run(name, func(t *testing.T) {
			hidden := func(shown ...any) {
				t.Helper()
				for _, one := range shown {
					text := fmt.Sprintf("%+v", one)
					if oauth.Leaks(text, oauth.NewSecret(token)) {
						t.Errorf("the token is in %s", text)
					}
				}
			}
			for place, answer := range map[string]http.HandlerFunc{
				"body": func(w http.ResponseWriter, r *http.Request) { says(400, fmt.Sprintf(`{"message":%q}`, text))(w, r) },
				"page": func(w http.ResponseWriter, r *http.Request) { says(400, "<title>"+text+"</title><p>"+text)(w, r) },
				"header": func(w http.ResponseWriter, r *http.Request) {
					w.Header().Set("RateLimit-Reason", text)
					says(429, `{}`)(w, r)
				},
				"category": func(w http.ResponseWriter, r *http.Request) {
					w.Header().Set("X-Failure-Category", text)
					says(403, `{}`)(w, r)
				},
				"trace": func(w http.ResponseWriter, r *http.Request) {
					w.Header().Set("Atl-TraceId", text)
					w.WriteHeader(http.StatusInternalServerError)
				},
				"redirect": func(w http.ResponseWriter, r *http.Request) {
					w.Header().Set("Location", "https://"+strings.ReplaceAll(text, "&#", "")+".example/")
					w.WriteHeader(http.StatusFound)
				},
			} {
				a := startAtlassian(t, map[string]http.HandlerFunc{"/oauth/token/accessible-resources": answer})
				_, err := newClient(t, a.URL).Sites(t.Context(), oauth.NewSecret(token))
				if err == nil {
					t.Fatalf("%s: no error", place)
				}
				var refused *client.Error
				if !errors.As(err, &refused) {
					t.Fatalf("%s: %v", place, err)
				}
				hidden(err, *refused)
			}
			list := fmt.Sprintf(`[{"id":"one","name":%q,"url":%q,"scopes":[%q]}]`, text, "https://"+text, text)
			a := startAtlassian(t, map[string]http.HandlerFunc{"/oauth/token/accessible-resources": says(200, list)})
			sites, err := newClient(t, a.URL).Sites(t.Context(), oauth.NewSecret(token))
			if err != nil {
				t.Fatal(err)
			}
			hidden(sites)
		})
	}
}
