package wizard

import (
	"errors"
	"strings"

	"threelo/oauth/sandbox"
	"threelo/steps"
)

// helper lets the sandbox's admin do console steps for a trainee.
type helper struct {
	admin    *sandbox.Admin
	clientID string
}

// help does one step in the sandbox's console. What a person would copy out of
// the console is entered as if they had pasted it.
func (r *Run) help(e steps.Sandbox) {
	did := steps.SandboxDid{Step: e.Step}
	text, err := r.doHelp(e)
	if err != nil {
		did.Error = err.Error()
	}
	did.Text = text
	r.post(did)
}

func (r *Run) doHelp(e steps.Sandbox) (string, error) {
	if r.helper.admin == nil {
		return "", errors.New("this is not a rehearsal")
	}
	h, id := r.helper.admin, e.App.ClientID
	if id == "" {
		id = r.helper.clientID
	}
	if e.Kind == "create" || id == "" { // a trainee may have gone past that step
		owner := sandbox.ServiceUser
		if e.TwoAccounts {
			owner = sandbox.Owner
		}
		app, err := h.CreateApp(e.AppName, owner)
		id, r.helper.clientID = app.ClientID, app.ClientID
		if e.Kind == "create" || err != nil {
			return "the sandbox's admin created the app “" + app.Name + "”", err
		}
	}
	switch {
	case strings.HasPrefix(e.Kind, "scopes-"):
		app, err := h.App(id)
		if err != nil {
			return "", err
		}
		return "the sandbox's admin ticked the scopes and saved", h.Tick(id, append(app.Scopes, e.Scopes...))
	case e.Kind == "callback", e.Kind == "signin" && e.Place:
		return "the sandbox's admin put the callback into the console and saved", h.SetCallback(id, e.App.Callback)
	case e.Kind == "putback":
		if err := h.SetCallback(id, r.journey.Setup().Callback); err != nil {
			return "", err
		}
		r.Enter("links", strings.Join(h.Links(id), "\n"))
		return "the sandbox's admin put the platform's callback back", nil
	case e.Kind == "links":
		links := h.Links(id)
		if len(links) == 0 {
			return "", errors.New("the console shows no links yet, because no scope is ticked, or no callback saved")
		}
		r.Enter("links", strings.Join(links, "\n"))
		return "the sandbox's admin copied the console's links", nil
	case e.Kind == "credentials":
		id, secret, err := h.Credentials(id)
		if err != nil {
			return "", err
		}
		r.Enter("client-id", id)
		r.Enter("client-secret", secret)
		return "the sandbox's admin copied client ID and secret", nil
	case e.Kind == "sharing":
		return "the sandbox's admin turned on Sharing", h.Share(id)
	case e.Kind == "signin":
		address, err := h.Consent(e.Link, string(sandbox.ServiceUser), r.journey.Setup().Site)
		var page *sandbox.PageError
		if errors.As(err, &page) {
			r.Enter("address", page.Text)
			return "the sandbox's sign-in ended on an error page, and its text was pasted", nil
		}
		if err != nil {
			return "", err
		}
		r.Enter("address", address)
		return "the sandbox's service user pressed Accept, and the address was pasted", nil
	}
	return "", errors.New("the sandbox has nothing to do here")
}

// play changes the mistake that the sandbox plays.
func (r *Run) play(scenario string) {
	if err := r.config.Sandbox.Play(scenario); err != nil {
		r.post(steps.SandboxDid{Error: err.Error()})
	}
}
