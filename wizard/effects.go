package wizard

import (
	"context"
	"errors"
	"time"

	"threelo/oauth"
	"threelo/oauth/client"
	"threelo/oauth/receiver"
	"threelo/steps/dialog"
)

// carryOut carries out the effects that the journey asked for.
func (r *Run) carryOut(effects []dialog.Effect) {
	if r.config.Sandbox != nil { // its consent page offers whatever site was entered
		r.config.Sandbox.Admin().UseSite(r.Setup().Site, r.Setup().SiteID)
	}
	for _, e := range effects {
		switch e := e.(type) {
		case dialog.Copy:
			if e.Secret {
				e.Text = r.vault.valued(e.Value).Reveal()
			}
			r.copyText(e.Value, e.Text, e.Secret)
		case dialog.Open:
			r.open(e.URL)
		case dialog.Swap:
			r.swap()
		case dialog.CheckCredentials:
			secret := r.vault.take().secret
			r.task(r.ctx, func(ctx context.Context) dialog.Event {
				return dialog.CredentialsChecked{Attempt: e.Attempt, Verdict: r.client.CheckCredentials(ctx, e.App, secret)}
			})
		case dialog.Bind:
			r.bind(e.Callback)
		case dialog.Unbind:
			r.unbind()
		case dialog.Begin:
			r.begin(e)
		case dialog.Exchange:
			r.exchange(e)
		case dialog.Verify:
			r.verify(e)
		case dialog.Cancel:
			r.endTry()
			r.try, r.endTry = context.WithCancel(r.ctx)
		case dialog.Sandbox:
			r.help(e)
		case dialog.Restore:
			r.restore(e)
		case dialog.Play:
			r.sandboxFailed(r.config.Sandbox.Play(e.Scenario))
		case dialog.SaveSetup:
			r.save(e.Setup)
		case dialog.ForgetSetup:
			r.forget(e.ID)
		case dialog.SaveReport:
			r.saveReport(e.Kind)
		case dialog.SaveLink:
			r.task(r.ctx, func(context.Context) dialog.Event { return r.saveNew("threelo-sign-in-link.txt", []byte(e.URL+"\n")) })
		case dialog.CopyReport:
			r.copyReport(e.Kind)
		case dialog.Leave:
			r.ended = true
		}
	}
}

// copyText puts a text on the clipboard. Copies arrive in their order, so that a slow
// one does not replace the next.
func (r *Run) copyText(value dialog.ValueID, text string, secret bool) {
	before, done := r.copied, make(chan struct{})
	r.copied = done
	r.task(r.ctx, func(ctx context.Context) dialog.Event {
		defer close(done)
		if before != nil {
			<-before
		}
		if r.config.Clipboard == nil {
			return dialog.Copied{Value: value, Error: "threelo can't reach a clipboard from here: press v to show it and select it by hand"}
		}
		if secret { // leaving now must not keep it from being cleared
			ctx = context.WithoutCancel(ctx)
		}
		way, seen, err := r.config.Clipboard.Copy(ctx, text, secret)
		if err != nil {
			return dialog.Copied{Value: value, Error: err.Error()}
		}
		copied := dialog.Copied{Value: value, Way: way, Sent: !seen}
		if secret {
			copied.Way += ", for a minute"
			copied.Clear = time.Now().Add(clearAfter)
			r.clearLater(text)
		}
		return copied
	})
}

func (r *Run) open(url string) {
	r.task(r.ctx, func(ctx context.Context) dialog.Event {
		if r.config.Browse == nil {
			return dialog.Opened{Error: "threelo can't open a browser here. Copy the link into your browser: " + url}
		}
		if err := r.config.Browse(ctx, url); err != nil {
			return dialog.Opened{Error: err.Error()}
		}
		return dialog.Opened{}
	})
}

// bind opens the port of threelo's own address before the address is shown.
func (r *Run) bind(callback string) {
	if r.receiver != nil && (callback == "" || callback == r.receiver.Callback()) {
		r.post(r.bound())
		return
	}
	r.unbind()
	var err error
	if callback == "" {
		r.receiver, err = receiver.ListenFree()
	} else {
		r.receiver, err = receiver.Listen(callback)
	}
	if err != nil {
		r.receiver = nil
		r.post(dialog.Bound{Error: err.Error()})
		return
	}
	r.listen(r.receiver)
	r.post(r.bound())
}

func (r *Run) bound() dialog.Bound {
	b := dialog.Bound{Callback: r.receiver.Callback()}
	if r.config.Tunnel != nil {
		b.Tunnel = r.config.Tunnel(b.Callback, r.config.Cloud.AuthURL)
	}
	return b
}

func (r *Run) unbind() {
	if r.receiver != nil {
		_ = r.receiver.Close()
		r.receiver = nil
	}
}

// listen passes on what arrives until the receiver is closed.
func (r *Run) listen(rec *receiver.Receiver) {
	r.background(func() {
		for a := range rec.Arrivals() {
			h := r.vault.take()
			read := dialog.AddressRead{Attempt: h.number, Possibly: a.Possibly}
			switch {
			case a.Possibly && a.Error == "":
				read.Error = "it has the state of another sign-in"
			case a.Possibly:
				read = r.refusal(read, oauth.AtCallback, a.Error, a.Description)
			case !equal(a.State.Reveal(), h.attempt.State):
				continue // an answer to an earlier attempt
			case a.Error != "":
				read.Ours = true
				read = r.refusal(read, oauth.AtCallback, a.Error, a.Description)
			default:
				r.vault.setCode(a.Code)
				read.Ours = true
			}
			r.send(read)
		}
	})
}

// begin makes a new attempt with a new state, verifier and short link.
func (r *Run) begin(e dialog.Begin) {
	attempt := client.NewAttempt()
	r.vault.begin(e.Attempt, attempt)
	ready := dialog.AttemptReady{Attempt: e.Attempt, Long: r.client.AuthorizeURL(e.App, attempt)}
	if r.links == nil {
		r.links, _ = receiver.NewLinks() // without it the long link is shown
	}
	if r.links != nil {
		ready.Link = r.links.Short(attempt.Short, ready.Long)
	}
	if e.Listen {
		if r.receiver == nil {
			ready.Error = "threelo's line is no longer open on this computer"
		} else {
			r.receiver.Await(attempt.State)
		}
	}
	r.post(ready)
}

func (r *Run) exchange(e dialog.Exchange) {
	h := r.vault.take()
	r.task(r.try, func(ctx context.Context) dialog.Event {
		tokens, err := r.client.Exchange(ctx, e.App, h.secret, h.attempt, h.code)
		if err != nil {
			return dialog.Exchanged{Attempt: e.Attempt, Problem: problemOf(err)}
		}
		r.vault.setTokens(tokens)
		return dialog.Exchanged{Attempt: e.Attempt, Grant: tokens.Grant}
	})
}

func (r *Run) verify(e dialog.Verify) {
	h := r.vault.take()
	r.task(r.try, func(ctx context.Context) dialog.Event {
		v := client.Verification{
			App: e.App, Tokens: h.tokens, Site: e.Site, SiteID: e.SiteID, SiteWas: e.SiteWas,
			Account: e.Account, Activities: e.Activities, Project: e.Project,
		}
		result, err := r.client.Verify(ctx, h.secret, v, func(c oauth.Check, done, of int) {
			r.send(dialog.CheckDone{Attempt: e.Attempt, Check: c, Done: done, Of: of})
		})
		if result.Tokens.Access.IsSet() {
			r.vault.setTokens(result.Tokens) // the rotation is kept
		}
		out := dialog.Verified{
			Attempt: e.Attempt, Grant: result.Tokens.Grant, Sites: result.Sites, Site: result.Site,
			User: result.User, Checks: result.Checks, Activities: result.Activities,
		}
		out.Grant.Observations = result.Observations // those of the renewal and of the sites
		if err != nil && !errors.Is(err, client.ErrSeveralSites) {
			out.Problem = problemOf(err)
		}
		return out
	})
}

// problemOf describes a failed call for a person.
func problemOf(err error) *dialog.Problem {
	t := &dialog.Problem{What: err.Error(), Who: "you"}
	if e, ok := errors.AsType[*client.Error](err); ok {
		t.Failure, t.Slots = e.Failure, e.Slots
		t.Detail, t.Refusal = e.Line(), e.Refusal()
	}
	return t
}
