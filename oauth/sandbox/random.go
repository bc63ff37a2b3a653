package sandbox

import (
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/hex"
	"math/big"
)

const alphanumerics = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"

// randomText returns n letters and digits, each equally likely.
func randomText(n int) string {
	text := make([]byte, n)
	for i := range text {
		text[i] = alphanumerics[randomBelow(len(alphanumerics))]
	}
	return string(text)
}

func randomBelow(n int) int {
	v, err := rand.Int(rand.Reader, big.NewInt(int64(n)))
	if err != nil {
		return 0 // crypto/rand never fails: it ends the program instead
	}
	return int(v.Int64())
}

// newClientSecret has the look of a real one: its prefix and its length.
func newClientSecret() string { return "ATOA" + randomText(72) }

// newToken is opaque and of changing length, so that nobody comes to rely on either.
func newToken() string { return randomText(200 + randomBelow(400)) }

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
