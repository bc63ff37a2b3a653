package report

import "threelo/wizard/style"

// details lists the items and tells the selected one in full below them.
func (p *painter) details() []string {
	items, height := p.items, p.height
	p.selected = min(max(p.selected, 0), len(items)-1)
	told := p.told(items[p.selected])
	list := max(height-len(told)-1, min(height/2, len(items)))
	from := min(max(p.selected-list/2, 0), max(len(items)-list, 0))
	to := min(from+list, len(items))
	out := p.rows(items[from:to], from)
	out = append(out, "")
	if room := height - len(out); len(told) > room && room > 0 {
		told = append(told[:room-1], margin+p.th.Dim.Render(style.More))
	}
	return append(out, told...)
}

// told is everything known of one item.
func (p *painter) told(it Item) []string {
	out := []string{margin + p.th.Sign(it.Mark) + " " + p.th.Title.Render(it.Label) + "  " + p.th.Dim.Render(Said(it.Mark))}
	for _, line := range it.Details {
		out = append(out, p.wrapped("    ", line, p.th.Text, 0)...)
	}
	if len(it.Details) == 0 {
		out = append(out, p.wrapped("    ", it.Text, p.th.Text, 0)...)
	}
	return out
}
