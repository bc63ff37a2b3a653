// Package check is the face of `threelo check`: no screens, one question to
// the person, for scripts and for an app that exists already.
package check

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"threelo/oauth"
	"threelo/steps"
	"threelo/wizard/plain"
)

// Journey is what this face needs of a run.
type Journey interface {
	Screen() steps.Screen
	Handle(steps.Event)
	Enter(field steps.InputID, text string)
	Events() <-chan steps.Event
}

// Check goes through a test that was begun: hold the callback, prove the
// credentials, tell the link, take the answer, test. What is said goes to talk;
// the link stands there alone on one line. in brings pasted addresses, nil for
// none. open is told the link too and may be nil.
//
// The error is nil when the test came to its end, whatever it found.
func Check(ctx context.Context, j Journey, listens bool, secret string, in io.Reader, talk io.Writer, open func(link string)) error {
	c := &check{journey: j, ctx: ctx, talk: talk, listens: listens}
	if listens {
		bound, err := await[steps.Bound](c)
		if err != nil {
			return err
		}
		if bound.Error != "" {
			return errors.New(bound.Error)
		}
		if bound.Tunnel != "" {
			c.say("this runs on another computer than your browser: run this first on your own, or paste the address that does not load: %s", bound.Tunnel)
		}
	}
	if refused, err := c.credentials(secret); refused || err != nil {
		return err
	}
	j.Handle(steps.Goto{Step: steps.StepSignIn})
	ready, err := await[steps.AttemptReady](c)
	if err != nil {
		return err
	}
	if ready.Error != "" {
		return errors.New(ready.Error)
	}
	c.say("Open this link, look at the account that Atlassian shows, pick the site and press Accept:")
	c.say("%s", ready.Long)
	if open != nil {
		open(ready.Long)
	}
	if err := c.answer(in); err != nil {
		return err
	}
	return c.verify()
}

// ErrDenied says that the sign-in test came to no permission: the answer was
// no, or what should have brought it failed.
var ErrDenied = errors.New("the sign-in test ended without a permission: what to do stands above, and in the report")

// ErrNoAddress says that the input ended before a right address came.
var ErrNoAddress = errors.New("the input ended before the address came: run the command again, and paste the address that the browser lands on")

type check struct {
	journey Journey
	ctx     context.Context
	talk    io.Writer
	listens bool
}

func (c *check) say(format string, args ...any) {
	_, _ = fmt.Fprintf(c.talk, format+"\n", args...)
}

// await hands events to the journey until one of this type came.
func await[E steps.Event](c *check) (E, error) {
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

// credentials proves ID and secret without a browser. refused is a verdict, not
// an error: it is in the report.
func (c *check) credentials(secret string) (refused bool, err error) {
	c.journey.Enter(steps.InputSecret, secret)
	for _, f := range c.journey.Screen().Fields {
		if f.ID == steps.InputSecret && !f.Set {
			return false, errors.New("the secret cannot be right: " + f.Finding.Text)
		}
	}
	checked, err := await[steps.CredentialsChecked](c)
	if err != nil {
		return false, err
	}
	switch v := checked.Verdict; v.Outcome {
	case oauth.Pass:
		c.say("client ID and secret: Atlassian accepts them")
	case oauth.Fail:
		c.say("client ID and secret: %s", v.Reason)
		return true, nil
	default:
		c.say("client ID and secret: not checked: %s", v.Reason)
	}
	return false, nil
}

// answer waits for the browser's answer: from the receiver, or as a line of
// input. A wrong line is answered, and the next is awaited. The input may end
// behind the right one, while the answer is still being redeemed.
func (c *check) answer(in io.Reader) error {
	input := plain.NewInput(strings.NewReader(""), io.Discard)
	if in != nil {
		input = plain.NewInput(in, c.talk)
	}
	defer input.Close()
	asked := input.Ask(true)
	if !c.listens {
		c.say("Paste the address that you land on; it is not shown, because of the code in it:")
	}
	for ended := false; !ended || c.listens || c.busy(); {
		select {
		case l := <-asked:
			if l.Text != "" {
				c.journey.Enter(steps.InputAddress, l.Text)
				if done, err := c.told(); done || err != nil {
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
			if done, err := c.told(); done || err != nil {
				return err
			}
		case <-c.ctx.Done():
			return context.Cause(c.ctx)
		}
	}
	return ErrNoAddress
}

// busy reports whether an answer is under way that needs nobody.
func (c *check) busy() bool {
	w := c.journey.Screen().Waiting
	return w != nil && !w.Yours
}

// told reads off the screen how far the sign-in came.
func (c *check) told() (done bool, err error) {
	sc := c.journey.Screen()
	if sc.Step != steps.StepSignIn {
		return true, nil
	}
	if c.busy() {
		return false, nil
	}
	for _, f := range sc.Fields {
		if f.Finding != nil && f.Finding.Mark == steps.MarkFail {
			c.say("%s", f.Finding.Text)
		}
	}
	if sc.Trouble == nil {
		return false, nil
	}
	c.say("%s", sc.Trouble.What)
	if sc.Trouble.Why != "" {
		c.say("why: %s", sc.Trouble.Why)
	}
	for i, cure := range sc.Trouble.Cure {
		c.say("%d. %s", i+1, cure)
	}
	return true, ErrDenied
}

// verify waits for the tests.
func (c *check) verify() error {
	sc := c.journey.Screen()
	if sc.Step != steps.StepVerify {
		return nil
	}
	_, err := await[steps.Verified](c)
	return err
}
