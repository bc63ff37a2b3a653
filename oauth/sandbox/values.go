package sandbox

import (
	"fmt"
	"html"
	"maps"
	"strings"
)

// values are what a page can show, by name: texts, numbers, conditions (bool), and
// lists ([]string or []values).
type values map[string]any

// fill writes the values into a template, in the smallest part of Mustache's language.
// {{name}} is a value. What is between {{#name}} and {{/name}} is there once for a
// condition that is met and for a text that is not empty, and once for each entry of a
// list: the entry's own values come first, and a text is {{.}}. What is between {{^name}}
// and {{/name}} is there when the other is not. Every value is escaped, and a template
// can't ask for anything else.
func (v values) fill(template string) string {
	var out strings.Builder
	for {
		before, rest, found := strings.Cut(template, "{{")
		out.WriteString(before)
		if !found {
			return out.String()
		}
		name, rest, _ := strings.Cut(rest, "}}")
		if !strings.ContainsAny(name[:1], "#^") {
			out.WriteString(html.EscapeString(fmt.Sprint(v.named(name))))
			template = rest
			continue
		}
		inside, after, _ := strings.Cut(rest, "{{/"+name[1:]+"}}")
		entries := v.entries(name[1:])
		if name[0] == '^' && len(entries) == 0 {
			out.WriteString(v.fill(inside))
		}
		for _, entry := range entries {
			if name[0] == '#' {
				out.WriteString(entry.fill(inside))
			}
		}
		template = after
	}
}

// named is the value with this name. A name without one is a mistake in a page.
func (v values) named(name string) any {
	value, found := v[name]
	if !found {
		panic("the page has no value " + name)
	}
	return value
}

// entries are the values for each time that a part of a template is written.
func (v values) entries(name string) (list []values) {
	add := func(more values) {
		entry := maps.Clone(v)
		maps.Copy(entry, more)
		list = append(list, entry)
	}
	switch value := v.named(name).(type) {
	case []values:
		for _, each := range value {
			add(each)
		}
	case []string:
		for _, text := range value {
			add(values{".": text})
		}
	case bool, string:
		if value != false && value != "" {
			add(nil)
		}
	}
	return list
}

// each makes the values of a list's entries.
func each[T any](list []T, of func(T) values) []values {
	var all []values
	for _, entry := range list {
		all = append(all, of(entry))
	}
	return all
}
