package sandbox

import (
	"net/http"
	"net/url"
	"strings"
)

// refusal is a request that ends on an error page. Texts are what people report
// of the real pages; Note is the sandbox's own word on it.
type refusal struct {
	Code   string // as in error=
	Title  string
	Texts  []string
	Note   string
	Status int    // of the page when it is shown where it arose
	Error  string // error_description, when the real host redirects to its own error page
}

// description is the refusal in one line.
func (f *refusal) description() string {
	if f.Error != "" {
		return f.Error
	}
	return strings.Join(f.Texts, " ")
}

func refuseLength() *refusal {
	return &refusal{
		Code: "request_uri_too_long", Title: "414 ERROR", Status: http.StatusRequestURITooLong,
		Texts: []string{"The request could not be satisfied.", "URI Too Long"},
		Note:  "The address is too long: fewer scopes make it shorter.",
	}
}

func refuseParameters(what string) *refusal {
	return &refusal{
		Code: "invalid_request", Title: "Something went wrong", Status: http.StatusBadRequest,
		Texts: []string{"Incorrect request parameters"}, Error: "Incorrect request parameters: " + what,
		Note: "In this address " + what + ".",
	}
}

func refuseClient(id string) *refusal {
	return &refusal{
		Code: "unauthorized_client", Title: "Something went wrong", Status: http.StatusForbidden,
		Texts: []string{"The app's callback URL is invalid"}, Error: "redirect_uri is not registered for client: " + id,
		Note: "This sandbox has no app with that client ID.",
	}
}

func refuseCallback(id string) *refusal {
	return &refusal{
		Code: "unauthorized_client", Title: "Something went wrong", Status: http.StatusForbidden,
		Texts: []string{"The app's callback URL is invalid"}, Error: "redirect_uri is not registered for client: " + id,
		Note: "The callback in the address and the one saved in the console differ, if only by a slash; or none was saved.",
	}
}

func refuseScopes(missing []string) *refusal {
	return &refusal{
		Code: "invalid_scope", Title: "Something went wrong", Status: http.StatusBadRequest,
		Texts: []string{
			"This app has requested scopes that have not been added to the app.",
			"The app's developer must add the following scopes to the app: " + strings.Join(missing, " "),
		},
		Note: "One scope that is not ticked refuses the whole request.",
	}
}

func refuseStranger() *refusal {
	return &refusal{
		Code: "access_denied", Title: "You don't have access to this app", Status: http.StatusForbidden,
		Texts: []string{
			"You don't have access to this app.",
			"This application is in development - only the owner of this application may grant it access to their account.",
		},
		Note: "The app is not shared, and you are not its owner.",
	}
}

func refuseSomething() *refusal {
	return &refusal{
		Code: "server_error", Title: "Something went wrong", Status: http.StatusForbidden,
		Texts: []string{"Something went wrong"},
		Note:  "Often this is an app that is not shared, authorized by another account than its owner.",
	}
}

func refuseUnapproved(x *site) *refusal {
	return &refusal{
		Code: "access_denied", Title: "Your site admin must authorize this app", Status: http.StatusForbidden,
		Texts: []string{"Your site admin must authorize this app for the site " + x.Name + " before the app can access your account."},
		Note:  "Sign in as the site admin and accept once, or approve the app under Connected apps.",
	}
}

func refuseBlocked() *refusal {
	return &refusal{
		Code: "access_denied", Title: "App is blocked by an admin", Status: http.StatusForbidden,
		Texts: []string{"App is blocked by an admin.", "Contact your admin to allow it."},
		Note:  "This site lets nobody install apps of their own.",
	}
}

func refuseNoAccess() *refusal {
	return &refusal{
		Code: "access_denied", Title: "Access denied", Status: http.StatusForbidden,
		Texts: []string{"Access denied. This app requires access to a Jira site which you don't have or don't have the permission to access."},
		Note:  "This account has no access to Jira there.",
	}
}

// handler shows the refusal. What the real host answers with a redirect to its
// own error page is answered so here too, so that a look at the authorize URL
// without a browser meets the same.
func (f *refusal) handler() http.Handler {
	if f.Error == "" {
		return f.page()
	}
	query := url.Values{"error": {f.Code}, "error_description": {f.Error}}
	return redirect{"/error?" + strings.ReplaceAll(query.Encode(), "+", "%20"), http.StatusFound}
}
