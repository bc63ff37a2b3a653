package oauth

import (
	"fmt"
	"slices"
	"strings"

	"threelo/assets"
)

// ConsoleLinks is what the console's ready-made links have shown so far, pasted
// together or one at a time. It describes the app of the newest link, and remembers
// the links of other apps, because one of them may have been pasted by mistake.
// The zero value has seen no link.
type ConsoleLinks struct {
	links []ConsoleLink // the newest last; of one app and kind of scopes only the newest
}

// Add returns l with more links in it, the last one as the newest. The notes say
// in whole sentences where a link contradicts an earlier one.
func (l ConsoleLinks) Add(links ...ConsoleLink) (added ConsoleLinks, notes []string) {
	for _, link := range links {
		if note := l.contradiction(link); note != "" {
			notes = append(notes, note)
		}
		l.links = slices.DeleteFunc(slices.Clone(l.links), func(old ConsoleLink) bool {
			return old.ClientID == link.ClientID && (old.sameKind(link) || len(old.Scopes) == 0)
		})
		l.links = append(l.links, link)
	}
	return l, notes
}

func (l ConsoleLinks) contradiction(link ConsoleLink) string {
	switch {
	case !l.Any():
		return ""
	case link.ClientID != l.ClientID():
		return fmt.Sprintf("This link belongs to another app (client ID %s) than the one before (%s).", shortened(link.ClientID), shortened(l.ClientID()))
	case link.Callback != l.Callback():
		return fmt.Sprintf("This link shows another callback than the one before: now %s", shortened(link.Callback))
	}
	for _, old := range l.ofApp() {
		if old.sameKind(link) && !slices.Equal(old.Scopes, link.Scopes) {
			return fmt.Sprintf("This link replaces the %s one before, which showed other scopes.", kindOfScope(link.Scopes[0]).kind)
		}
	}
	return ""
}

// Any reports whether a link was pasted.
func (l ConsoleLinks) Any() bool { return len(l.links) > 0 }

// ClientID is the newest link's; "" before the first.
func (l ConsoleLinks) ClientID() string { return l.newest().ClientID }

// Callback is the newest link's; "" before the first.
func (l ConsoleLinks) Callback() string { return l.newest().Callback }

// Shows returns which of several callbacks the newest link shows. An app may
// have many, and a link carries one of them.
func (l ConsoleLinks) Shows(callbacks ...string) (callback string, ok bool) {
	if l.Callback() != "" && slices.Contains(callbacks, l.Callback()) {
		return l.Callback(), true
	}
	return "", false
}

func (l ConsoleLinks) newest() ConsoleLink {
	if len(l.links) == 0 {
		return ConsoleLink{}
	}
	return l.links[len(l.links)-1]
}

// ofApp lists the links of the newest link's app.
func (l ConsoleLinks) ofApp() []ConsoleLink {
	return slices.DeleteFunc(slices.Clone(l.links), func(link ConsoleLink) bool { return link.ClientID != l.ClientID() })
}

// Scopes lists what the links of the newest link's app show as selected.
func (l ConsoleLinks) Scopes() []string {
	var out []string
	for _, link := range l.ofApp() {
		out = appendNew(out, link.Scopes...)
	}
	return out
}

// ScopeComparison compares the scopes that a platform wants with those that the
// console's links show as selected.
type ScopeComparison struct {
	Right   []string // wanted and selected, in the wanted order
	Missing []string // wanted, and not in the link that would show it
	Unseen  []string // wanted, and the link that would show it was not pasted
	Extra   []string // selected and not wanted, in the links' order

	Pasted int      // links of this app so far
	Kinds  []string // of the links still to paste: assets.Classic, assets.Granular, …
}

// Compare compares the wanted scopes with the links. offline_access, which the
// console never lists, is left out.
func (l ConsoleLinks) Compare(wanted []string) ScopeComparison {
	wanted = ConsoleScopes(wanted)
	selected, links := l.Scopes(), l.ofApp()
	c := ScopeComparison{Pasted: len(links)}
	for _, scope := range wanted {
		of := kindOfScope(scope)
		switch {
		case slices.Contains(selected, scope):
			c.Right = append(c.Right, scope)
		case slices.ContainsFunc(links, func(link ConsoleLink) bool { return link.shows(of) }):
			c.Missing = append(c.Missing, scope)
		default:
			c.Unseen = append(c.Unseen, scope)
			c.Kinds = appendNew(c.Kinds, of.kind)
		}
	}
	for _, scope := range selected {
		if !slices.Contains(wanted, scope) {
			c.Extra = append(c.Extra, scope)
		}
	}
	return c
}

// linkKind is what a ready-made link is for: the console makes one for each API and
// kind of scope.
type linkKind struct{ kind, api string }

func kindOfScope(name string) linkKind {
	scope, _ := assets.LookupScope(name)
	if scope.Kind == assets.Classic {
		return linkKind{scope.Kind, scope.Product}
	}
	api, _, _ := strings.Cut(scope.Product, "-") // one list for all products of Jira
	return linkKind{scope.Kind, api}
}

// shows reports whether a link is for this kind. The API of a scope outside the
// catalog is unknown, so any link of the kind will do.
func (l ConsoleLink) shows(kind linkKind) bool {
	return slices.ContainsFunc(l.Scopes, func(scope string) bool {
		of := kindOfScope(scope)
		return of.kind == kind.kind && (of.api == kind.api || kind.api == "" || of.api == "")
	})
}

func (l ConsoleLink) sameKind(other ConsoleLink) bool {
	return slices.ContainsFunc(other.Scopes, func(scope string) bool { return l.shows(kindOfScope(scope)) })
}
