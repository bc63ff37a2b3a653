package report

import (
	"net/url"
	"os"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"sync"
	"time"

	"golang.org/x/text/unicode/norm"

	"threelo/oauth"
	"threelo/oauth/lazyregexp"
	"threelo/steps/dialog"
)

// What replaces a text that was masked.
const (
	NoMail   = "(e-mail address left out)"
	noFolder = "(home folder)"
	noHost   = "(this computer)"
	leftOut  = "(left out)"
)

// maxText is the most characters that one text of a report has. The schema sets
// the same limit.
const maxText = 4000

// thirdPerson rewords what the program says to the admin, for a reader who is
// somebody else.
var thirdPerson = strings.NewReplacer("you said so", "the admin confirmed", "you confirmed", "the admin confirmed")

// masked returns a copy of a report that a reader may see. Every text is one
// clean line without e-mail addresses, home folders and this computer's name. An
// anonymous report also loses every name and ID that shows whose it is.
func masked(r dialog.Report, reader Reader) dialog.Report {
	home, _ := os.UserHomeDir()
	anonymous := func(text string) string { return text }
	if r.Anonymous {
		anonymous = withoutNames(r)
	}
	out := rewrite(r, func(text string, own bool) string {
		text = withoutMail(clean(text))
		if own {
			return oauth.CleanText(text, maxText)
		}
		if len(home) > len("/") {
			text = strings.ReplaceAll(text, home, noFolder)
		}
		text = hostName()(homeLike().ReplaceAllString(text, noFolder))
		if reader == Supporter {
			text = thirdPerson.Replace(text)
		}
		return oauth.CleanText(anonymous(text), maxText)
	})
	out.GeneratedAt = r.GeneratedAt.Truncate(time.Second)
	if r.Anonymous {
		out.App.ClientID, out.App.Callback, out.App.Name = "", "", ""
		if out.Site != nil {
			*out.Site = dialog.ReportSite{}
		}
		if out.User != nil {
			*out.User = dialog.ReportUser{AccountType: out.User.AccountType}
		}
		if out.Since != nil {
			for i, c := range out.Since.Changes {
				if slices.Contains([]string{"clientId", "callback", "site", "account"}, c.What) {
					out.Since.Changes[i].Before, out.Since.Changes[i].Now = leftOut, leftOut
				}
			}
		}
	}
	return out
}

// clean makes one line in Unicode's composed form (NFC), without control
// characters, escape codes and characters that turn the direction of writing. A
// report may quote a server, or come from somebody else's file.
func clean(text string) string { return norm.NFC.String(oauth.CleanText(text, 0)) }

var (
	mailLike = lazyregexp.New(`[\pL\pM\pN._+\-]+(?:@|%40|＠)[\pL\pM\pN\-]+(?:\.[\pL\pM\pN\-]+)*`)
	homeLike = lazyregexp.New(`(?i)(?:/home/|/users/|[a-z]:[\\/]users[\\/])[^/\\\s:"']+`)
)

func withoutMail(text string) string {
	if !strings.ContainsAny(text, "@＠%") {
		return text // nearly every text, and the pattern is slow
	}
	return mailLike().ReplaceAllString(text, NoMail)
}

// hostName returns what hides this computer's name, with and without its domain.
var hostName = sync.OnceValue(func() func(string) string {
	host, _ := os.Hostname()
	return hiding(localNames(host), noHost)
})

// localNames are the forms of a computer's name that are worth hiding.
func localNames(host string) []string {
	short, _, _ := strings.Cut(host, ".")
	return slices.DeleteFunc([]string{host, short}, func(name string) bool { return len(name) < 4 || name == "localhost" })
}

var (
	// A site; a UUID, such as a cloud ID, or an account ID; a client ID.
	siteLike  = lazyregexp.New(`(?i)[a-z0-9][a-z0-9-]*\.(?:atlassian(?:-us-gov-mod)?\.net|jira\.com)`)
	idLike    = lazyregexp.New(`(?i)(?:\d{4,}:)?[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}`)
	tokenLike = lazyregexp.New(`\b[A-Za-z0-9]{24,}\b`)
	urlLike   = lazyregexp.New(`(?i)https?(?:://|%3a%2f%2f)[^\s"'<>]+`)
)

// withoutNames returns what leaves out of a text who and where the report is
// about: site, account, client ID and callback, also where a sentence quotes one.
func withoutNames(r dialog.Report) func(string) string {
	hide := hiding(forms(identifying(r)), leftOut)
	return func(text string) string {
		text = urlLike().ReplaceAllStringFunc(text, func(link string) string {
			if u, err := url.Parse(link); err == nil && strings.HasSuffix("."+u.Hostname(), ".atlassian.com") && u.RawQuery == "" {
				return link // a public page of Atlassian's
			}
			return leftOut
		})
		for _, like := range []*regexp.Regexp{siteLike(), idLike(), tokenLike()} {
			text = like.ReplaceAllString(text, leftOut)
		}
		return hide(text)
	}
}

// identifying lists what shows whose report it is: what servers confirmed, and
// what the admin named.
func identifying(r dialog.Report) []string {
	callbackHost, _ := hostParts(r.App.Callback) // its first label may be any word, such as "app"
	names := append([]string{r.App.ClientID, r.App.Callback, callbackHost}, r.Names...)
	if r.Site != nil {
		names = append(names, r.Site.ID, r.Site.URL, r.Site.Name)
	}
	if r.User != nil {
		names = append(names, r.User.AccountID, r.User.DisplayName)
	}
	for _, name := range names {
		if host, label := hostParts(name); name != r.App.Callback {
			names = append(names, host, label)
		}
		if local, domain, isMail := strings.Cut(name, "@"); isMail {
			names = append(names, local, domain)
		}
	}
	return names
}

// forms are names as they are and as a link would hold them, the longest first.
func forms(names []string) []string {
	var out []string
	for _, name := range names {
		name = clean(name)
		out = append(out, name)
		for _, form := range []string{name, norm.NFD.String(name)} { // in a link either stays as it is
			out = append(out, url.QueryEscape(form), url.PathEscape(form))
		}
	}
	slices.SortFunc(out, func(a, b string) int { return len(b) - len(a) })
	return slices.DeleteFunc(slices.Compact(out), func(name string) bool { return name == "" })
}

// hostParts returns the host of a link and that host's first label.
func hostParts(link string) (host, label string) {
	if u, err := url.Parse(link); err == nil {
		host = u.Hostname()
	}
	label, _, _ = strings.Cut(host, ".")
	return host, label
}

// hiding returns what replaces names where they are whole words, in any case.
func hiding(names []string, replacement string) func(string) string {
	if len(names) == 0 {
		return func(text string) string { return text }
	}
	like := regexp.MustCompile(`(?i)(^|[^\pL\pN])(?:` + strings.Join(each(names, regexp.QuoteMeta), "|") + `)($|[^\pL\pN])`)
	return func(text string) string {
		// Two names with one character between them share it, so once is not enough.
		for range 2 {
			text = like.ReplaceAllString(text, "${1}"+replacement+"${2}")
		}
		return text
	}
}

// own are the fields that hold the program's own words, such as the names of
// scopes and steps. Nothing in them is left out as a name of somebody.
var own = map[string]bool{
	"Report.Tool": true, "Report.Platform": true, "Report.Outcome": true, "Report.PlatformAuthorized": true,
	"Report.Grant": true, "Report.Scopes": true,
	"Environment.OS": true, "Environment.Arch": true,
	"ReportApp.ScopesRequested": true, "ReportApp.Secret": true,
	"ReportActivity.Name": true, "ReportActivity.Permissions": true,
	"ReportProof.Step": true, "ReportProof.Outcome": true,
	"ReportCheck.ID": true, "ReportCheck.Outcome": true, "ReportCheck.Step": true, "ReportCheck.TraceID": true,
	"ReportRequest.Method": true,
	"ReportChange.What":    true,
	"ReportFailure.ID":     true, "ReportFailure.Step": true, "ReportFailure.Who": true, "ReportFailure.TraceID": true,
}

// rewrite returns a deep copy of a report with every text passed through f,
// which also learns whether the text is the program's own. An empty list becomes a
// list without entries, so that JSON never holds null.
func rewrite(r dialog.Report, f func(text string, own bool) string) dialog.Report {
	return rewriteValue(reflect.ValueOf(r), false, f).Interface().(dialog.Report)
}

func rewriteValue(v reflect.Value, isOwn bool, f func(string, bool) string) reflect.Value {
	out := reflect.New(v.Type()).Elem()
	switch v.Kind() {
	case reflect.String:
		out.SetString(f(v.String(), isOwn))
	case reflect.Pointer:
		if !v.IsNil() {
			out.Set(reflect.New(v.Type().Elem()))
			out.Elem().Set(rewriteValue(v.Elem(), isOwn, f))
		}
	case reflect.Slice:
		out.Set(reflect.MakeSlice(v.Type(), v.Len(), v.Len()))
		for i := range v.Len() {
			out.Index(i).Set(rewriteValue(v.Index(i), isOwn, f))
		}
	case reflect.Struct:
		if v.Type() == reflect.TypeFor[time.Time]() {
			return v
		}
		for i := range v.NumField() {
			out.Field(i).Set(rewriteValue(v.Field(i), isOwn || own[v.Type().Name()+"."+v.Type().Field(i).Name], f))
		}
	default:
		out.Set(v)
	}
	return out
}
