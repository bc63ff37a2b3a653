package assets

import (
	_ "embed" // purposes.txt
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

// Field is a key that a mapping of a platform file may have.
type Field struct {
	Key      string
	Required bool
	Index    int // of the field in its struct
	owner    string
}

// purposes has a line for each required key: "Platform.id: a short name".
//
//go:embed purposes.txt
var purposes string

// FieldsOf lists the keys of a struct. Its yaml tags name them; a key without
// omitempty is required.
func FieldsOf(t reflect.Type) []Field {
	var fields []Field
	for i := range t.NumField() {
		key, options, _ := strings.Cut(t.Field(i).Tag.Get("yaml"), ",")
		if key != "-" {
			fields = append(fields, Field{key, !strings.Contains(options, "omitempty"), i, t.Name()})
		}
	}
	return fields
}

// Purpose is what a required key is for.
func (f Field) Purpose() string {
	return lineOf(purposes, f.owner+"."+f.Key)
}

// lineOf is what a text has after a key at the beginning of a line, but not of the first;
// "" without one.
func lineOf(text, key string) string {
	_, after, _ := strings.Cut(text, "\n"+key+": ")
	line, _, _ := strings.Cut(after, "\n")
	return line
}

func join(path, key string) string { return strings.TrimPrefix(path+"."+key, ".") }

// LastOf is the last part of a path, in quotes.
func LastOf(path string) string { return "“" + path[strings.LastIndexByte(path, '.')+1:] + "”" }
