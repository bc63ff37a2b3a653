package oauth_test

import (
	"fmt"
	"strings"
	"testing"

	"threelo/oauth"
)

// BenchmarkLeaks searches a report for the secrets of a run.
func BenchmarkLeaks(b *testing.B) {
	var secrets []oauth.Secret
	for i := range 6 {
		secrets = append(secrets, oauth.NewSecret(fmt.Sprintf("ATOA%d", i)+strings.Repeat("aB3-x_", 12)))
	}
	sized(b, `"detail": "GET /rest/api/3/field answered 200", "trace": "4bf92f3577b34da6a3ce929d0e0e4736", `, func(text string) { oauth.Leaks(text, secrets...) })
}
