package assets

import (
	"fmt"
	"reflect"
	"strings"

	"github.com/goccy/go-yaml/ast"

	"threelo/assets/english"
)

// read fills v from a node as far as the two fit, remembers where everything
// stands, and reports what does not fit. The Go types are the rule: their yaml
// tags name the keys, and a key without omitempty is required. at is the Place
// to name for what is missing.
func (d *Decoded) read(node ast.Node, v reflect.Value, path string, at Place) {
	node = bare(node)
	d.places[path] = placeOf(node)
	if _, null := node.(*ast.NullNode); null || node == nil {
		d.empty[path] = true // reported where it is required
		return
	}
	switch v.Kind() {
	case reflect.Struct:
		d.readStruct(node, v, path, at)
	case reflect.Map:
		d.readMap(node, v, path)
	case reflect.Slice:
		d.readList(node, v, path)
	case reflect.Bool:
		b, ok := node.(*ast.BoolNode)
		if !ok {
			d.Add(placeOf(node), LastOf(path)+" is neither true nor false", "write true or false, without quotes")
			return
		}
		v.SetBool(b.Value)
	case reflect.String:
		text, ok := scalar(node)
		if !ok {
			d.Add(placeOf(node), LastOf(path)+" must be a text", "write one text here, in quotes when it has brackets or a colon in it")
			return
		}
		v.SetString(text)
		d.empty[path] = text == ""
		d.addText(path, text, placeOf(node))
	}
}

func (d *Decoded) readStruct(node ast.Node, v reflect.Value, path string, at Place) {
	pairs, ok := pairsOf(node)
	if !ok {
		first := append(RequiredOf(v.Type()), KeysOf(v.Type())...)[0]
		d.Add(placeOf(node), "keys such as “"+first+": …” belong here", "known here are "+strings.Join(KeysOf(v.Type()), ", "))
		return
	}
	seen := map[string]Place{}
	take := func(key string, pair *ast.MappingValueNode) {
		field, _ := fieldOf(v.Type(), key)
		seen[key] = placeOf(pair.Key)
		inner := join(path, key)
		d.keys[inner] = seen[key]
		d.read(pair.Value, v.FieldByIndex(field.Index), inner, seen[key])
	}
	misspelt := map[string]*ast.MappingValueNode{}
	for _, pair := range pairs {
		key, _ := scalar(pair.Key)
		_, known := fieldOf(v.Type(), key)
		before, twice := seen[key]
		switch {
		case !known && !d.Full():
			near := english.Nearest(key, KeysOf(v.Type()))
			misspelt[near] = pair
			d.Add(placeOf(pair.Key), fmt.Sprintf("unknown key “%s”", english.Short(key)), english.DidYouMean(near, "known here are "+strings.Join(KeysOf(v.Type()), ", ")))
		case twice:
			d.Add(placeOf(pair.Key), fmt.Sprintf("the key “%s” is here a second time", key), fmt.Sprintf("keep one of the two; the first is in line %d", before.Line))
		case known:
			take(key, pair)
		}
	}
	for _, key := range KeysOf(v.Type()) { // one report for a misspelt key, not a second one that it is missing
		if _, there := seen[key]; !there && misspelt[key] != nil {
			take(key, misspelt[key])
		}
	}
	for _, key := range RequiredOf(v.Type()) {
		switch where, there := seen[key]; {
		case !there:
			d.Add(at, "the key “"+key+"” is missing"+within(path), "add it: "+PurposeOf(v.Type(), key))
		case d.empty[join(path, key)]:
			d.Add(where, "“"+key+"” is empty", "fill it in: "+PurposeOf(v.Type(), key))
		}
	}
}

func (d *Decoded) readMap(node ast.Node, v reflect.Value, path string) {
	pairs, ok := pairsOf(node)
	if !ok {
		d.Add(placeOf(node), LastOf(path)+" has names with a text each", "write it as “name: text”, one in a line")
		return
	}
	v.Set(reflect.MakeMap(v.Type()))
	for _, pair := range pairs {
		key, _ := scalar(pair.Key)
		inner := join(path, key)
		if _, twice := d.keys[inner]; twice {
			d.Add(placeOf(pair.Key), fmt.Sprintf("“%s” is here a second time", english.Short(key)), "keep one of the two")
			continue
		}
		d.keys[inner] = placeOf(pair.Key)
		value := reflect.New(v.Type().Elem()).Elem()
		d.read(pair.Value, value, inner, placeOf(pair.Key))
		v.SetMapIndex(reflect.ValueOf(key), value)
	}
}

func (d *Decoded) readList(node ast.Node, v reflect.Value, path string) {
	list, ok := node.(*ast.SequenceNode)
	if !ok {
		d.Add(placeOf(node), LastOf(path)+" must be a list", "put a hyphen and a space before each entry, one in a line")
		return
	}
	d.empty[path] = len(list.Values) == 0
	v.Set(reflect.MakeSlice(v.Type(), len(list.Values), len(list.Values)))
	for i, item := range list.Values {
		inner := fmt.Sprintf("%s[%d]", path, i)
		if _, null := item.(*ast.NullNode); null {
			d.Add(placeOf(item), "this entry is empty", "fill it in, or take the hyphen out")
		}
		d.read(item, v.Index(i), inner, placeOf(item))
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

// addText keeps a text for the rules. What a terminal would obey, or what turns
// the direction of writing, is refused here, also where it is spelt out as "\x1b".
func (d *Decoded) addText(path, text string, at Place) {
	d.Texts = append(d.Texts, Text{path, text, at})
	if strings.ContainsFunc(text, func(r rune) bool {
		return r < ' ' && r != '\n' && r != '\t' || r >= 0x7f && r < 0xa0 || r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069
	}) {
		d.Add(at, "an invisible character is in this text", "type the text again, without \\x or \\u signs and without copied formatting")
	}
}
