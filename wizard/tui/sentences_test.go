package tui

import (
	"reflect"
	"strings"
	"testing"

	"threelo/assets/english/englishtest"
)

// TestSentences collects what every step says, sentence by sentence, with its footer and
// the list behind "?", for .ci/sentences.
func TestSentences(t *testing.T) {
	if !englishtest.Collects() {
		t.Skip("THREELO_SENTENCES names no folder to collect into")
	}
	for _, seed := range seeds {
		for _, f := range append(walkAll(t, seed, true), otherWays(t, seed)...) {
			m, _ := still(f.screen, 200, 60)
			lines := strings.Split(strings.TrimSpace(text(m)), "\n")
			press(m, "f1")
			all := append(texts(reflect.ValueOf(f.screen)), lines[len(lines)-1], text(m))
			englishtest.Collect(t, "screens", "\n"+seed+" "+f.name+"\n"+strings.Join(all, "\n"))
		}
	}
}

// texts returns the texts inside a value, in their order.
func texts(v reflect.Value) (all []string) {
	switch v.Kind() {
	case reflect.String:
		return []string{v.String()}
	case reflect.Pointer, reflect.Interface:
		if !v.IsNil() {
			return texts(v.Elem())
		}
	case reflect.Slice:
		for i := range v.Len() {
			all = append(all, texts(v.Index(i))...)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				all = append(all, texts(v.Field(i))...)
			}
		}
	}
	return all
}
