// Package stepstest helps to test the faces of a journey.
package stepstest

import (
	"reflect"
	"strings"

	"threelo/steps/dialog"
)

// kept are the texts of a Screen that are no sentences: a key, a scope's name,
// an address, and a field's own text.
var kept = map[string]bool{"Action.Key": true, "Scope.Scope": true, "Instruction.Link": true, "Field.Text": true}

// Swap replaces every text of a screen that is meant for a person by another
// one of the same length. A face that works with it decides nothing by reading
// sentences.
func Swap(sc dialog.Screen) dialog.Screen {
	return swapped(reflect.ValueOf(sc)).Interface().(dialog.Screen)
}

func swapped(v reflect.Value) reflect.Value {
	out := reflect.New(v.Type()).Elem()
	out.Set(v)
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() && v.Type() != reflect.TypeFor[*dialog.Report]() {
			out.Set(reflect.New(v.Type().Elem()))
			out.Elem().Set(swapped(v.Elem()))
		}
	case reflect.Slice:
		if v.IsNil() {
			break
		}
		out.Set(reflect.MakeSlice(v.Type(), v.Len(), v.Len()))
		for i := range v.Len() {
			out.Index(i).Set(swapped(v.Index(i)))
		}
	case reflect.Struct:
		for i := range v.NumField() {
			field := v.Type().Field(i)
			if field.IsExported() && !kept[v.Type().Name()+"."+field.Name] {
				out.Field(i).Set(swapped(v.Field(i)))
			}
		}
	case reflect.String:
		if v.Type() == reflect.TypeFor[string]() { // IDs and marks have types of their own
			out.SetString(strings.Map(another, v.String()))
		}
	}
	return out
}

// another is the next letter; all signs become one.
func another(r rune) rune {
	switch {
	case r == 'z', r == 'Z':
		return r - 25
	case r >= 'a' && r < 'z', r >= 'A' && r < 'Z':
		return r + 1
	case r == ' ':
		return ' '
	}
	return '_'
}
