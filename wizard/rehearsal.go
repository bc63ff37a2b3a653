package wizard

import (
	"errors"
	"slices"
	"strings"

	"threelo/oauth/sandbox"
	"threelo/steps/dialog"
)

// help does one step in the sandbox's console. It enters what a person would
// copy from the console as if they had pasted it.
func (r *Run) help(e dialog.Sandbox) {
	text, err := r.doHelp(e)
	if err != nil {
		r.sandboxFailed(err)
		return
	}
	r.post(dialog.SandboxDid{Step: e.Kind, Text: text})
}

func (r *Run) doHelp(e dialog.Sandbox) (string, error) {
	h := r.config.Sandbox.Admin()
	app, err := h.App(e.ClientID)
	if apps := h.Apps(); err != nil && len(apps) > 0 {
		app = apps[len(apps)-1] // the newest: the trainee has not entered a client ID yet
		if e.Kind == dialog.StepCreate && app.Callback != "" {
			app = sandbox.App{} // that one is finished: the trainee starts again
		}
	}
	exists := app.ClientID != ""
	if !exists {
		app, err = h.CreateApp(sandbox.App{Name: e.AppName, Owner: owner(e.Setup), Access: sandbox.Access(r.Platform().Access)})
		if err != nil {
			return "", err
		}
	}
	id := app.ClientID
	switch e.Kind {
	case dialog.StepCreate:
		switch name := "“" + app.Name + "”"; {
		case exists:
			return "the app " + name + " exists already, so the sandbox's admin did not create another", nil
		case e.App == dialog.AppExisting:
			return "the sandbox's admin prepared " + name + " as your existing app", nil
		default:
			return "the sandbox's admin created the app " + name, nil
		}
	case dialog.StepClassic, dialog.StepGranular, dialog.StepIdentity:
		return "the sandbox's admin selected the scopes and saved", h.SelectScopes(id, append(app.Scopes, e.Scopes...))
	case dialog.StepCallback:
		return "the sandbox's admin saved the Callback URLs in the console", h.SetCallback(id, strings.Join(e.Callbacks, "\n"))
	case dialog.StepLinks:
		links := h.Links(id)
		if len(links) == 0 {
			return "", errors.New("the console shows no links yet: go back, and press x on the screens for the app and its scopes")
		}
		r.Enter(dialog.InputLinks, strings.Join(links, "\n"))
		return "the sandbox's admin copied the console's links", nil
	case dialog.StepCredentials:
		r.Enter(dialog.InputClientID, app.ClientID)
		r.Enter(dialog.InputSecret, app.Secret)
		return "the sandbox's admin copied client ID and secret", nil
	case dialog.StepSharing:
		return "the sandbox's admin turned on Sharing", h.Share(id)
	case dialog.StepSignIn:
		address, err := h.Consent(e.Link, string(sandbox.ServiceUser), r.Setup().Site)
		if page, ok := errors.AsType[*sandbox.PageError](err); ok {
			r.Enter(dialog.InputAddress, page.Text)
			return "the sandbox's sign-in ended on an error page, and its text was pasted", nil
		}
		if err != nil {
			return "", err
		}
		r.Enter(dialog.InputAddress, address)
		return "the sandbox's service user pressed Accept, and the address was pasted", nil
	}
	return "", errors.New("the sandbox has nothing to do here")
}

// owner is the account that creates the app.
func owner(s dialog.Setup) sandbox.Account {
	if s.Accounts == dialog.AccountsTwo {
		return sandbox.Owner
	}
	return sandbox.ServiceUser
}

// restore makes the app of a saved rehearsal in this run's sandbox.
func (r *Run) restore(e dialog.Restore) {
	_, err := r.config.Sandbox.Admin().CreateApp(sandbox.App{
		ClientID: e.ClientID, Name: e.AppName, Callback: strings.Join(e.Callbacks, "\n"), Scopes: e.Scopes,
		Owner: owner(e.Setup), Shared: slices.Contains(e.Done, dialog.StepSharing),
	})
	r.sandboxFailed(err)
}

// sandboxFailed says why the sandbox could not do something, if it could not.
func (r *Run) sandboxFailed(err error) {
	if err != nil {
		r.post(dialog.SandboxDid{Error: err.Error()})
	}
}
