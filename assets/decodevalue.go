package assets

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"unicode"

	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/token"

	"threelo/assets/english"
)

// read fills v with what fits of a node, remembers where everything is,
// and reports what does not fit. It reports whether there is nothing in the node.
func (d *Decoded) read(node ast.Node, v reflect.Value, path string) (empty bool) {
	at := placeOf(node)
	d.places[path] = at
	if _, null := node.(*ast.NullNode); null || node == nil {
		return true
	}
	switch v.Kind() {
	case reflect.Struct:
		d.readStruct(node, v, path)
	case reflect.Map:
		v.Set(reflect.MakeMap(v.Type()))
		pairs, _ := d.pairs(node, path, "names with a text each belong here", "write them as “name: text”, each on its own line")
		for _, p := range pairs {
			value := reflect.New(v.Type().Elem()).Elem()
			d.read(p.value, value, join(path, p.key))
			v.SetMapIndex(reflect.ValueOf(p.key), value)
		}
	case reflect.Slice:
		list, ok := node.(*ast.SequenceNode)
		if !ok {
			d.Add(at, LastOf(path)+" must be a list", "write each entry on its own line, after a hyphen and a space")
			return false
		}
		v.Set(reflect.MakeSlice(v.Type(), len(list.Values), len(list.Values)))
		for i, item := range list.Values {
			if _, null := item.(*ast.NullNode); null {
				d.Add(placeOf(item), "this entry is empty", "fill it in, or take the hyphen out")
			}
			d.read(item, v.Index(i), fmt.Sprintf("%s[%d]", path, i))
		}
		return v.Len() == 0
	case reflect.Bool:
		b, ok := node.(*ast.BoolNode)
		if !ok {
			d.Add(at, LastOf(path)+" is neither true nor false", "write true or false, without quotes")
			return false
		}
		v.SetBool(b.Value)
	case reflect.String:
		text, ok := scalar(node)
		if !ok {
			d.Add(at, LastOf(path)+" must be a text", "write one text here, in quotes when it has brackets or a colon in it")
			return false
		}
		if t := node.GetToken(); t.Type == token.StringType && strings.Contains(text, ": ") {
			d.Add(at, "this text has a colon and no quotes: other programs read it as a key", "put the whole text into double quotes")
		}
		v.SetString(text)
		d.addText(path, text, at)
		return text == ""
	}
	return false
}

func (d *Decoded) readStruct(node ast.Node, v reflect.Value, path string) {
	fields := FieldsOf(v.Type())
	var keys []string
	for _, f := range fields {
		keys = append(keys, f.Key)
	}
	known := "the keys here are " + strings.Join(keys, ", ")
	pairs, ok := d.pairs(node, path, "keys such as “"+keys[0]+": …” belong here", known)
	if !ok {
		return
	}
	for _, p := range pairs {
		i := slices.Index(keys, p.key)
		if i < 0 {
			near := english.Nearest(p.key, keys)
			d.Add(p.at, fmt.Sprintf("unknown key “%s”", english.Short(p.key)), english.DidYouMean(near, known))
			inner := join(path, near)
			if _, there := d.keys[inner]; there || near == "" {
				continue
			}
			d.keys[inner] = p.at // one report for a misspelt key, not a second one that it is missing
			i = slices.Index(keys, near)
		}
		if empty := d.read(p.value, v.Field(fields[i].Index), join(path, keys[i])); empty && fields[i].Required {
			d.Add(p.at, "“"+keys[i]+"” is empty", "fill it in: "+fields[i].Purpose())
		}
	}
	at, ok := d.keys[path]
	if !ok {
		at = d.places[path]
	}
	in := ""
	if path != "" {
		in = " in " + LastOf(path)
	}
	for _, f := range fields {
		if _, there := d.keys[join(path, f.Key)]; f.Required && !there {
			d.Add(at, "the key “"+f.Key+"” is missing"+in, "add it: "+f.Purpose())
		}
	}
}

// pair is a key of a mapping with its value.
type pair struct {
	key   string
	at    Place // of the key
	value ast.Node
}

// pairs lists the keys and values of a mapping, each key once, and false for
// another node: belongs says what should be there.
func (d *Decoded) pairs(node ast.Node, path, belongs, fix string) ([]pair, bool) {
	mapping, ok := node.(ast.MapNode)
	if !ok {
		d.Add(placeOf(node), belongs, fix)
		return nil, false
	}
	var pairs []pair
	for entries := mapping.MapRange(); entries.Next(); {
		key, _ := scalar(entries.Key())
		at := placeOf(entries.Key())
		if first, twice := d.keys[join(path, key)]; twice {
			d.Add(at, fmt.Sprintf("the key “%s” is here a second time", english.Short(key)), fmt.Sprintf("keep one of the two; the first is in line %d", first.Line))
			continue
		}
		d.keys[join(path, key)] = at
		pairs = append(pairs, pair{key, at, entries.Value()})
	}
	return pairs, true
}

// addText keeps a text for the rules. What a terminal would obey, turns the
// direction of writing or has no width is refused, also spelt out as "\x1b".
func (d *Decoded) addText(path, text string, at Place) {
	d.Texts = append(d.Texts, Text{path, text, at})
	if strings.ContainsFunc(text, func(r rune) bool {
		return r != '\n' && r != '\t' && unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp, unicode.Other_Default_Ignorable_Code_Point)
	}) {
		d.Add(at, "an invisible character is in this text", "type the text again, without \\x or \\u signs and without copied formatting")
	}
}
