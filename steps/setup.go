package steps

// Setup is what is known so far, and what is saved. Never a secret.
type Setup struct{}
