// Package check is the face without screens, for scripts and for an existing app.
// It asks a person one thing: to open a link.
package check

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"

	"threelo/oauth"
	"threelo/steps/dialog"
	"threelo/wizard/plain"
)

// Journey is what this face needs of a run.
type Journey interface {
	Screen() dialog.Screen
	Handle(dialog.Event)
	Enter(field dialog.InputID, text string)
	Events() <-chan dialog.Event
}

// Check carries out a sign-in test: it holds a loopback callback (listens), proves
// the credentials, prints the link, waits for the answer and verifies the access.
// It writes to messages, the link alone on one line. The secret is one that its field
// accepts. in brings pasted addresses. open gets the link too and may be nil.
//
// The error is nil when the test is complete, whatever it found.
func Check(ctx context.Context, j Journey, listens bool, secret string, in io.Reader, messages io.Writer, open func(context.Context, string) error) error {
	c := &check{journey: j, ctx: ctx, messages: messages, listens: listens}
	if listens {
		bound, err := await[dialog.Bound](c)
		if err != nil {
			return err
		}
		if bound.Error != "" {
			return errors.New(bound.Error)
		}
		if bound.Tunnel != "" {
			c.say("Your browser is on another computer. First run this command there (or paste the address of the page that does not load): %s", bound.Tunnel)
		}
	}
	if err := c.credentials(secret); err != nil {
		return err
	}
	j.Handle(dialog.Goto{Step: dialog.StepSignIn})
	ready, err := await[dialog.AttemptReady](c)
	if err != nil {
		return err
	}
	for _, warning := range j.Screen().Warnings {
		c.say("%s", warning.Text)
	}
	c.say("Open this link, check the account that Atlassian shows, choose the site and press Accept:")
	c.say("%s", ready.Long)
	if open != nil {
		_ = open(ctx, ready.Long) // the link is in the messages
	}
	if err := c.answer(in); err != nil || !c.verifying {
		return err
	}
	_, err = await[dialog.Verified](c)
	return err
}

// ErrDenied says that Atlassian refused client ID and secret, or that the sign-in
// ended without access. The messages have said why.
var ErrDenied = errors.New("the test ended early: Atlassian refused, or its answer could not be used")

// ErrNoAddress says that the input ended before the right address.
var ErrNoAddress = errors.New("the input ended without the address: run the command again, and paste the address that the browser lands on")

type check struct {
	journey  Journey
	ctx      context.Context
	messages io.Writer
	listens  bool

	found     []string // what the screen found and was said
	verifying bool     // the code was exchanged: what was granted is being tested
}

func (c *check) say(format string, args ...any) {
	_, _ = fmt.Fprintf(c.messages, format+"\n", args...)
}

// await hands events to the journey until one of this type arrives.
func await[E dialog.Event](c *check) (E, error) {
	for {
		select {
		case ev := <-c.journey.Events():
			c.journey.Handle(ev)
			if wanted, ok := ev.(E); ok {
				return wanted, nil
			}
		case <-c.ctx.Done():
			var none E
			return none, context.Cause(c.ctx)
		}
	}
}

// credentials proves client ID and secret without a browser.
func (c *check) credentials(secret string) error {
	c.journey.Enter(dialog.InputSecret, secret)
	checked, err := await[dialog.CredentialsChecked](c)
	if err != nil {
		return err
	}
	switch v := checked.Verdict; v.Outcome {
	case oauth.Pass:
		c.say("client ID and secret: confirmed by Atlassian")
	case oauth.Fail:
		c.say("threelo: %s", v.Reason)
		return ErrDenied
	default:
		if oauth.DecidesNothing(v.Failure) { // a sign-in would end the same way
			return errors.New("client ID and secret: not checked: " + v.Reason)
		}
		c.say("client ID and secret: not checked: %s", v.Reason)
	}
	return nil
}

// answer waits for the browser's answer, from the receiver or as a line of input.
// After a wrong line it waits for the next. The input may end after the right one,
// while the code is still being exchanged.
func (c *check) answer(in io.Reader) error {
	input := plain.NewInput(in, c.messages)
	defer input.Close()
	asked := input.Ask(true)
	if !c.listens {
		c.say("Paste the address that you land on. It is not shown, because it has a code in it:")
	}
	for ended := false; !ended || c.listens || c.busy(); {
		select {
		case l := <-asked:
			if l.Text != "" {
				c.journey.Enter(dialog.InputAddress, l.Text)
				if done, err := c.signedIn(); done || err != nil {
					return err
				}
			}
			if errors.Is(l.Err, plain.ErrGone) {
				return l.Err
			}
			if asked, ended = nil, l.Err != nil; !ended {
				asked = input.Ask(true)
			}
		case ev := <-c.journey.Events():
			c.journey.Handle(ev)
			exchanged, ok := ev.(dialog.Exchanged)
			c.verifying = ok && exchanged.Problem == nil
			if done, err := c.signedIn(); done || err != nil {
				return err
			}
		case <-c.ctx.Done():
			return context.Cause(c.ctx)
		}
	}
	return ErrNoAddress
}

// busy reports whether the journey waits for something other than a person.
func (c *check) busy() bool {
	w := c.journey.Screen().Waiting
	return w != nil && !w.Yours
}

// signedIn says what went wrong, if anything, and reports whether the sign-in has
// ended.
func (c *check) signedIn() (done bool, err error) {
	sc := c.journey.Screen()
	switch {
	case c.verifying:
		return true, nil
	case c.busy():
		return false, nil
	}
	if sc.Problem == nil {
		for _, f := range sc.Fields {
			if f.Finding != nil && f.Finding.Mark == dialog.MarkFail {
				c.say("%s", f.Finding.Text)
			}
		}
		for _, f := range sc.Findings {
			if !slices.Contains(c.found, f.Text) { // a screen keeps it
				c.found = append(c.found, f.Text)
				c.say("%s", f.Text)
			}
		}
		return false, nil
	}
	c.say("threelo: %s", sc.Problem.What) // one line that a log can keep
	for _, line := range plain.Problem(sc.Problem)[1:] {
		c.say("%s", line)
	}
	return true, ErrDenied
}
