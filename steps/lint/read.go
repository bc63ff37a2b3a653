package lint

import (
	"fmt"
	"reflect"
	"strings"

	"github.com/goccy/go-yaml/ast"
)

// read fills v from a node as far as the two fit, remembers where everything
// stands, and reports what does not fit. The Go types are the rule: their yaml
// tags name the keys, and a key without omitempty is required. at is the place
// to name for what is missing.
func (l *linter) read(node ast.Node, v reflect.Value, path string, at place) {
	node = bare(node)
	l.places[path] = placeOf(node)
	if _, null := node.(*ast.NullNode); null || node == nil {
		l.empty[path] = true // reported where it is required
		return
	}
	switch v.Kind() {
	case reflect.Struct:
		l.readStruct(node, v, path, at)
	case reflect.Map:
		l.readMap(node, v, path)
	case reflect.Slice:
		l.readList(node, v, path)
	case reflect.Bool:
		b, ok := node.(*ast.BoolNode)
		if !ok {
			l.add(placeOf(node), lastOf(path)+" is neither true nor false", "write true or false, without quotes")
			return
		}
		v.SetBool(b.Value)
	case reflect.String:
		text, ok := scalar(node)
		if !ok {
			l.add(placeOf(node), lastOf(path)+" must be a text", "write one text here, in quotes when it has brackets or a colon in it")
			return
		}
		v.SetString(text)
		l.empty[path] = text == ""
		l.checkText(text, path, placeOf(node))
	}
}

func (l *linter) readStruct(node ast.Node, v reflect.Value, path string, at place) {
	pairs, ok := entries(node)
	if !ok {
		first := append(requiredOf(v.Type()), keysOf(v.Type())...)[0]
		l.add(placeOf(node), "keys such as “"+first+": …” belong here", "known here are "+strings.Join(keysOf(v.Type()), ", "))
		return
	}
	seen := map[string]place{}
	take := func(key string, pair *ast.MappingValueNode) {
		field, _ := fieldOf(v.Type(), key)
		seen[key] = placeOf(pair.Key)
		inner := join(path, key)
		l.keys[inner] = seen[key]
		l.read(pair.Value, v.FieldByIndex(field.Index), inner, seen[key])
	}
	misspelt := map[string]*ast.MappingValueNode{}
	for _, pair := range pairs {
		key, _ := scalar(pair.Key)
		_, known := fieldOf(v.Type(), key)
		before, twice := seen[key]
		switch {
		case !known && !l.full():
			near := Nearest(key, keysOf(v.Type()))
			misspelt[near] = pair
			l.add(placeOf(pair.Key), fmt.Sprintf("unknown key “%s”", short(key)), meant(near, "", "", "known here are "+strings.Join(keysOf(v.Type()), ", ")))
		case twice:
			l.add(placeOf(pair.Key), fmt.Sprintf("the key “%s” is here a second time", key), fmt.Sprintf("keep one of the two; the first is in line %d", before.line))
		case known:
			take(key, pair)
		}
	}
	for _, key := range keysOf(v.Type()) { // one report for a misspelt key, not a second one that it is missing
		if _, there := seen[key]; !there && misspelt[key] != nil {
			take(key, misspelt[key])
		}
	}
	for _, key := range requiredOf(v.Type()) {
		switch where, there := seen[key]; {
		case !there:
			l.add(at, "the key “"+key+"” is missing"+within(path), "add it: "+purposeOf(v.Type(), key))
		case l.empty[join(path, key)]:
			l.add(where, "“"+key+"” is empty", "fill it in: "+purposeOf(v.Type(), key))
		}
	}
}

func (l *linter) readMap(node ast.Node, v reflect.Value, path string) {
	pairs, ok := entries(node)
	if !ok {
		l.add(placeOf(node), lastOf(path)+" has names with a text each", "write it as “name: text”, one in a line")
		return
	}
	v.Set(reflect.MakeMap(v.Type()))
	for _, pair := range pairs {
		key, _ := scalar(pair.Key)
		inner := join(path, key)
		if _, twice := l.keys[inner]; twice {
			l.add(placeOf(pair.Key), fmt.Sprintf("“%s” is here a second time", short(key)), "keep one of the two")
			continue
		}
		l.keys[inner] = placeOf(pair.Key)
		value := reflect.New(v.Type().Elem()).Elem()
		l.read(pair.Value, value, inner, placeOf(pair.Key))
		v.SetMapIndex(reflect.ValueOf(key), value)
	}
}

func (l *linter) readList(node ast.Node, v reflect.Value, path string) {
	list, ok := node.(*ast.SequenceNode)
	if !ok {
		l.add(placeOf(node), lastOf(path)+" must be a list", "put a hyphen and a space before each entry, one in a line")
		return
	}
	l.empty[path] = len(list.Values) == 0
	v.Set(reflect.MakeSlice(v.Type(), len(list.Values), len(list.Values)))
	for i, item := range list.Values {
		inner := fmt.Sprintf("%s[%d]", path, i)
		if _, null := item.(*ast.NullNode); null {
			l.add(placeOf(item), "this entry is empty", "fill it in, or take the hyphen out")
		}
		l.read(item, v.Index(i), inner, placeOf(item))
	}
}

// bare takes off what YAML can wrap around a value; that was reported already.
func bare(node ast.Node) ast.Node {
	for {
		switch n := node.(type) {
		case *ast.AnchorNode:
			node = n.Value
		case *ast.TagNode:
			node = n.Value
		case *ast.AliasNode:
			return nil
		default:
			return node
		}
	}
}
