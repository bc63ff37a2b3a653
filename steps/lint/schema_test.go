package lint

import (
	"bytes"
	"encoding/json"
	"flag"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"reflect"
	"strings"
	"testing"

	"threelo/assets"
	"threelo/steps"
)

var update = flag.Bool("update", false, "write docs/platform.schema.json again")

const schemaFile = "../../docs/platform.schema.json"

var platformType = reflect.TypeFor[assets.Platform]()

// The schema that editors use is made from the Go types and their comments, so
// that it cannot say something else than the reader does.
func TestTheSchemaForEditorsFollowsTheTypes(t *testing.T) {
	want := schema(t)
	if *update {
		if err := os.WriteFile(schemaFile, want, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(schemaFile)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Error("docs/platform.schema.json differs from the types: go test ./steps/lint -run Schema -update")
	}
}

// object is a JSON object that keeps its order.
type object []pair

type pair struct {
	key   string
	value any
}

func (o object) MarshalJSON() ([]byte, error) {
	var out bytes.Buffer
	out.WriteByte('{')
	for i, p := range o {
		if i > 0 {
			out.WriteByte(',')
		}
		key, err := json.Marshal(p.key)
		if err != nil {
			return nil, err
		}
		value, err := json.Marshal(p.value)
		if err != nil {
			return nil, err
		}
		out.Write(key)
		out.WriteByte(':')
		out.Write(value)
	}
	out.WriteByte('}')
	return out.Bytes(), nil
}

func schema(t *testing.T) []byte {
	t.Helper()
	comments := commentsOf(t, "../../assets/platform.go")
	top := append(object{{"$schema", "https://json-schema.org/draft/2020-12/schema"}, {"title", "A platform file of threelo"}},
		structSchema(platformType, comments)...)
	var definitions object
	for _, typ := range typesOf(platformType)[1:] {
		definitions = append(definitions, pair{typ.Name(), structSchema(typ, comments)})
	}
	top = append(top, pair{"$defs", definitions})
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	if err := encoder.Encode(top); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// typesOf lists a struct type and those that its fields hold, each once.
func typesOf(t reflect.Type) []reflect.Type {
	types := []reflect.Type{t}
	for i := 0; i < len(types); i++ {
		for n := range types[i].NumField() {
			field := types[i].Field(n).Type
			if field.Kind() == reflect.Slice {
				field = field.Elem()
			}
			known := false
			for _, other := range types {
				known = known || other == field
			}
			if field.Kind() == reflect.Struct && !known {
				types = append(types, field)
			}
		}
	}
	return types
}

func structSchema(t reflect.Type, comments map[string]string) object {
	var properties object
	var required []string
	for _, f := range assets.FieldsOf(t) {
		field := t.Field(f.Index)
		property := typeSchema(field.Type)
		if comment := comments[t.Name()+"."+field.Name]; comment != "" {
			property = append(object{{"description", comment}}, property...)
		}
		if words := wordsOf(t.Name() + "." + f.Key); words != nil {
			property = append(property, pair{"enum", words})
		}
		if f.Required && field.Type.Kind() == reflect.String {
			property = append(property, pair{"minLength", 1})
		}
		if pattern := patterns[t.Name()+"."+f.Key]; pattern != "" {
			property = append(property, pair{"pattern", pattern})
		}
		if f.Required {
			required = append(required, f.Key)
		}
		properties = append(properties, pair{f.Key, property})
	}
	out := object{{"description", comments[t.Name()]}, {"type", "object"}, {"additionalProperties", false}}
	if len(required) > 0 {
		out = append(out, pair{"required", required})
	}
	return append(out, pair{"properties", properties})
}

func typeSchema(t reflect.Type) object {
	switch t.Kind() {
	case reflect.Struct:
		return object{{"$ref", "#/$defs/" + t.Name()}}
	case reflect.Slice:
		return object{{"type", "array"}, {"items", typeSchema(t.Elem())}}
	case reflect.Map:
		return object{{"type", "object"}, {"additionalProperties", typeSchema(t.Elem())}}
	case reflect.Bool:
		return object{{"type", "boolean"}}
	}
	return object{{"type", "string"}}
}

// patterns have the form of a text, where the rules check it.
var patterns = map[string]string{
	"Platform.id": `^[a-z0-9]+(-[a-z0-9]+)*$`, "Platform.checkedOn": `^[0-9]{4}-[0-9]{2}(-[0-9]{2})?$`, "Source.checkedOn": `^[0-9]{4}-[0-9]{2}(-[0-9]{2})?$`,
	"Document.url": "^https://", "Link.url": "^https://", "Source.source": "^https://",
}

// wordsOf lists what a key may have, nil where that is not limited.
func wordsOf(key string) []string {
	switch key {
	case "Platform.sure":
		return []string{"high", "medium", "low"}
	case "Platform.renewal":
		return []string{assets.RenewalListed, assets.RenewalUnknown, assets.RenewalNone}
	case "Platform.access":
		return []string{"resource-level", assets.AccountLevel}
	case "Callback.from":
		return []string{"platform", "pattern", "fixed"}
	case "PlatformStep.do":
		var names []string
		for _, kind := range steps.Kinds() {
			names = append(names, string(kind))
		}
		return names
	case "PlatformScope.scope":
		return scopeNames()
	}
	return nil
}

// commentsOf reads the comments of types ("Limit") and fields ("Limit.Text").
func commentsOf(t *testing.T, file string) map[string]string {
	t.Helper()
	source, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ParseComments)
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	ast.Inspect(source, func(n ast.Node) bool {
		declaration, ok := n.(*ast.GenDecl)
		if !ok {
			return true
		}
		for _, spec := range declaration.Specs {
			typ, ok := spec.(*ast.TypeSpec)
			if !ok {
				continue
			}
			out[typ.Name.Name] = oneLine(declaration.Doc.Text())
			fields, ok := typ.Type.(*ast.StructType)
			if !ok {
				continue
			}
			for _, field := range fields.Fields.List {
				for _, name := range field.Names {
					out[typ.Name.Name+"."+name.Name] = oneLine(field.Comment.Text())
				}
			}
		}
		return true
	})
	return out
}

func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }
