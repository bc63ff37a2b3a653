package sandbox

import (
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/hex"
)

const alphanumerics = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"

// randomText returns n letters and digits, each equally likely.
func randomText(n int) string {
	const fair = 256 - 256%len(alphanumerics) // bytes from here on would favour the first letters
	text := make([]byte, 0, n)
	for chunk := make([]byte, n); len(text) < n; {
		_, _ = rand.Read(chunk) // never fails: it ends the program instead
		for _, b := range chunk {
			if int(b) < fair && len(text) < n {
				text = append(text, alphanumerics[int(b)%len(alphanumerics)])
			}
		}
	}
	return string(text)
}

// newClientSecret has the look of a real one: its prefix and its length.
func newClientSecret() string { return "ATOA" + randomText(72) }

// newToken is opaque and of changing length, so that nobody comes to rely on either.
func newToken() string {
	var length [1]byte
	_, _ = rand.Read(length[:]) // never fails
	return randomText(200 + 2*int(length[0]))
}

// newTraceID looks like the id that the real gateway puts on each answer.
func newTraceID() string {
	id := make([]byte, 16)
	_, _ = rand.Read(id) // never fails
	return hex.EncodeToString(id)
}

// equalSecrets compares in a time that depends on neither value.
func equalSecrets(a, b string) bool {
	x, y := sha256.Sum256([]byte(a)), sha256.Sum256([]byte(b))
	return subtle.ConstantTimeCompare(x[:], y[:]) == 1
}
