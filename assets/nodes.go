package assets

import (
	"reflect"
	"strings"

	"github.com/goccy/go-yaml/ast"
)

// placeOf is where a node begins: a mapping begins with its first key.
func placeOf(node ast.Node) Place {
	switch n := node.(type) {
	case nil:
		return Place{}
	case *ast.MappingNode:
		if len(n.Values) > 0 && !n.IsFlowStyle {
			return placeOf(n.Values[0])
		}
	case *ast.MappingValueNode:
		return placeOf(n.Key)
	}
	if t := node.GetToken(); t != nil && t.Position != nil {
		return Place{t.Position.Line, t.Position.Column}
	}
	return Place{}
}

// pairsOf lists the keys and values of a mapping; false for another node.
func pairsOf(node ast.Node) ([]*ast.MappingValueNode, bool) {
	switch n := node.(type) {
	case *ast.MappingNode:
		return n.Values, true
	case *ast.MappingValueNode:
		return []*ast.MappingValueNode{n}, true
	}
	return nil, false
}

// scalar is the text of a node that has no parts; false for one that has.
func scalar(node ast.Node) (string, bool) {
	switch n := node.(type) {
	case *ast.StringNode:
		return n.Value, true
	case *ast.LiteralNode:
		return n.Value.Value, true
	case ast.ScalarNode: // a number or true, unquoted: its letters count
		return n.GetToken().Value, true
	}
	return "", false
}

// TagOf is a field's key in the file, "" when it has none, and whether it is
// required there.
func TagOf(field reflect.StructField) (key string, required bool) {
	key, options, _ := strings.Cut(field.Tag.Get("yaml"), ",")
	if key == "-" {
		return "", false
	}
	return key, !strings.Contains(options, "omitempty")
}

func fieldOf(t reflect.Type, key string) (reflect.StructField, bool) {
	for i := range t.NumField() {
		if name, _ := TagOf(t.Field(i)); name != "" && name == key {
			return t.Field(i), true
		}
	}
	return reflect.StructField{}, false
}

// KeysOf lists the keys of a struct in a platform file.
func KeysOf(t reflect.Type) []string {
	var keys []string
	for i := range t.NumField() {
		if name, _ := TagOf(t.Field(i)); name != "" {
			keys = append(keys, name)
		}
	}
	return keys
}

// RequiredOf lists those that must be there.
func RequiredOf(t reflect.Type) []string {
	var keys []string
	for i := range t.NumField() {
		if name, required := TagOf(t.Field(i)); name != "" && required {
			keys = append(keys, name)
		}
	}
	return keys
}

func join(path, key string) string {
	if path == "" {
		return key
	}
	return path + "." + key
}

// LastOf is the last key of a path, in quotes, without the number of an entry.
func LastOf(path string) string {
	path = path[strings.LastIndexByte(path, '.')+1:]
	key, _, entry := strings.Cut(path, "[")
	if entry {
		return "an entry of “" + key + "”"
	}
	return "“" + key + "”"
}

// within names the part of the file for a message, "" at the top.
func within(path string) string {
	if path == "" {
		return ""
	}
	return " in " + LastOf(path)
}
