package main

import (
	"strings"
	"time"
)

// walk goes through a rehearsal by keys alone until a text is on the screen.
// It looks before each key and waits for its effect: a busy machine makes
// it slow, not wrong.
func (t *terminal) walk(to string) error {
	tried := map[string]bool{}
	for late := time.Now().Add(2 * patience); time.Now().Before(late); {
		screen, err := t.settled()
		if err != nil {
			return err
		}
		if strings.Contains(screen, to) {
			return nil
		}
		if err := t.press(nextKey(screen, tried)); err != nil {
			return t.lost("took no key")
		}
		t.changes(screen)
	}
	return t.lost("did not come to " + to)
}

// nextKey continues: tab out of a field, where letters are text and help is on F1;
// then x once on each step, where the sandbox may do it; then enter.
func nextKey(screen string, tried map[string]bool) string {
	screen = strings.TrimRight(screen, " \n")
	footer := screen[strings.LastIndexByte(screen, '\n')+1:]
	header, _, _ := strings.Cut(screen, "\n")
	switch {
	case strings.Contains(footer, " F1 "):
		return "\t"
	case strings.Contains(footer, " x "), strings.Contains(screen, signIn), !tried[header]:
		tried[header] = true // the footer may have no room for it
		return "x"
	}
	return "\r"
}

// changes waits until another screen is there, though not for long: a key
// is ignored for a moment where a step came by itself.
func (t *terminal) changes(before string) {
	late := time.After(time.Second)
	for {
		if screen, _ := t.shown(); screen != before {
			return
		}
		select {
		case <-t.drawn:
		case <-late:
			return
		}
	}
}
