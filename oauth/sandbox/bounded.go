package sandbox

import "slices"

// bounded is a map that forgets its oldest entries, so that a sandbox left
// running, or flooded, keeps a bounded memory.
type bounded[V any] struct {
	limit int
	items map[string]V
	order []string // keys from old to new
}

func newBounded[V any](limit int) *bounded[V] {
	return &bounded[V]{limit: limit, items: make(map[string]V)}
}

func (b *bounded[V]) get(key string) (V, bool) {
	v, ok := b.items[key]
	return v, ok
}

func (b *bounded[V]) put(key string, v V) {
	if _, ok := b.items[key]; !ok {
		b.order = append(b.order, key)
	}
	b.items[key] = v
	if len(b.order) > b.limit {
		delete(b.items, b.order[0])
		b.order = slices.Delete(b.order, 0, 1)
	}
}

func (b *bounded[V]) delete(key string) {
	if _, ok := b.items[key]; !ok {
		return
	}
	delete(b.items, key)
	i := slices.Index(b.order, key)
	b.order = slices.Delete(b.order, i, i+1)
}

// each calls f for every entry, from old to new.
func (b *bounded[V]) each(f func(key string, v V)) {
	for _, key := range slices.Clone(b.order) {
		f(key, b.items[key])
	}
}
