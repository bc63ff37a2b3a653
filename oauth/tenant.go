package oauth

import (
	"strings"

	"threelo/assets"
)

// readTenant reads the part of a Callback URL that differs from customer to
// customer. The pattern is the whole address with {tenant} in its place. From a whole
// address it takes that part. The complete address must be one that ReadCallback
// accepts.
func readTenant(text string, known Known) Cleaned {
	pattern := known.Pattern
	c := ReadLine(text)
	if c = c.refuse(assets.Slots{}, []flaw{{c.Text == "", "tenant-empty", around(pattern)}}); c.Problem != "" {
		return c
	}
	before, after, _ := strings.Cut(pattern, "{tenant}")
	inHost := !strings.Contains(strings.TrimPrefix(strings.TrimPrefix(before, "https://"), "http://"), "/")
	if part := tenantIn(c.Text, before, after, inHost); part != c.Text {
		c.Text = part
		c.note("only your part of it was kept: %s", shortened(part))
	}
	whole := ReadCallback(before+c.Text+after, known)
	c.Problem, c.Doubt = whole.Problem, whole.Doubt
	return c.refuse(assets.Slots{}, []flaw{{inHost && strings.ContainsAny(c.Text, "/?"), "tenant-more", around(pattern)}})
}

// tenantIn returns the tenant's part of a whole address or of its host.
func tenantIn(text, before, after string, inHost bool) string {
	part := strings.TrimPrefix(text, before)
	if !inHost {
		return strings.TrimSuffix(part, after)
	}
	part = strings.TrimPrefix(strings.TrimPrefix(part, "https://"), "http://")
	host, _, _ := strings.Cut(after, "/")
	if host == "" {
		host = "/"
	}
	part, _, _ = strings.Cut(part, host)
	return part
}

// around quotes what is before and after the tenant's part.
func around(pattern string) string {
	before, after, _ := strings.Cut(pattern, "{tenant}")
	return "“" + before + "” and “" + after + "”"
}
