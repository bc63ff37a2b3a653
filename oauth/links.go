package oauth

// ConsoleLink is one of the ready-made links on the console's Authorization
// page: an authorize URL of the app as it is saved now.
type ConsoleLink struct {
	ClientID string
	Callback string
	Scopes   []string // the ticked ones of one API and kind; never offline_access
}
