package steps

import (
	"cmp"
	"slices"
	"strings"

	"threelo/assets"
	"threelo/assets/english"
	"threelo/oauth"
	"threelo/steps/dialog"
)

// value is something to carry, by its ID; false when it is not known yet.
func (j *Journey) value(id dialog.ValueID) (dialog.Value, bool) {
	if j.platform == nil {
		return dialog.Value{}, false
	}
	if id == dialog.ValueMessage {
		return dialog.Value{ID: id, Label: "the " + messageLabel(j.Screen().Problem), Text: j.message()}, true
	}
	return j.Facts.value(id)
}

func (f *Facts) value(id dialog.ValueID) (dialog.Value, bool) {
	p := f.platform
	v := dialog.Value{ID: id}
	switch id {
	case dialog.ValueConsole:
		v.Label, v.Text = "the create form", f.world.Cloud.CreateForm()
		if f.setup.App == dialog.AppExisting {
			v.Label, v.Text = "the console", f.world.Cloud.ConsoleURL
		}
	case dialog.ValueAppName:
		v.Label, v.Text = "Name", cmp.Or(f.setup.AppName, p.AppName)
	case dialog.ValueScopes:
		v.Label, v.Text = cmp.Or(p.Labels.Scopes, "Scopes"), oauth.JoinScopes(f.wanted())
		v.Shown = english.Count(len(f.wanted()), "scope")
		if slices.Contains(f.wanted(), oauth.OfflineAccess) {
			v.Shown += ", with offline_access"
		}
	case dialog.ValueClientID:
		v.Label, v.Text = cmp.Or(p.Labels.ClientID, "Client ID"), f.setup.ClientID
	case dialog.ValueSecret:
		v.Label, v.Secret, v.Shown = cmp.Or(p.Labels.ClientSecret, "Secret"), true, secretInConsole
	case dialog.ValueCallback:
		v.Label, v.Text = cmp.Or(p.Labels.Callback, "Callback URL"), f.setup.Callback
	case dialog.ValueSite:
		v.Label, v.Text = cmp.Or(p.Labels.Site, "Site"), f.setup.Site
	case dialog.ValueCloudID:
		in, _ := p.Input(string(id))
		v.Label, v.Text = in.Label, cmp.Or(f.setup.SiteID, f.setup.SiteWas, f.entered(string(id)))
		if site := f.tested().checks.Site; site != nil {
			v.Text = site.ID
		}
	case dialog.ValueLink, dialog.ValueLongLink:
		v.Label, v.Text, v.Whole = "the link", f.try.address(id == dialog.ValueLongLink || f.world.Remote), f.world.Remote
	case dialog.ValueLocal:
		v.Label, v.Text = "threelo's line", f.ownLine()
	case dialog.ValueLines:
		lines := f.callbackLines()
		if f.setup.Callback == "" {
			lines = nil // threelo's line never goes alone into a new app
		}
		v.Label, v.Text = f.linesWords(), strings.Join(lines, "\n")
		if len(lines) == 1 {
			v.Label = cmp.Or(p.Labels.Callback, "Callback URL")
		}
	default:
		_, isScope := assets.LookupScope(string(id))
		switch in, _ := p.Input(string(id)); {
		case f.world.Demo && string(id) == p.Callback.Sample:
			v.Label, v.Text = "a sample for this rehearsal", string(id)
		case strings.HasPrefix(string(id), "http"): // a link on the screen
			v.Label, v.Text = "the link", string(id)
		case isScope:
			v.Text = cmp.Or(assets.SearchWords(f.scopesOn(dialog.StepGranular))[string(id)], string(id))
			v.Label = v.Text
		case in.Secret && f.hidden[dialog.InputID(id)] == 0:
			return v, false
		case in.Secret:
			v.Label, v.Secret, v.Shown = in.Label, true, "enter it in "+p.Name+" yourself"
		default:
			v.Label, v.Text = in.Label, f.setup.Inputs[dialog.InputID(id)]
		}
	}
	if v.Secret && f.copiesSecret(id) {
		v.Shown = english.Count(f.hidden[dialog.InputID(id)], "character")
	}
	copied, ok := f.copied[id]
	v.Copied = ok && copied == v.Text // as it is now
	v.Shown, v.OnClipboard = cmp.Or(v.Shown, v.Text), v.Copied && f.newest == id
	return v, v.Text != "" || v.Secret
}

// secretInConsole is where to copy the secret when threelo can't.
const secretInConsole = "copy it in the console: Settings › Authentication details"

// copiesSecret reports whether threelo has a secret, and can see the clipboard that it
// would go to.
func (f *Facts) copiesSecret(id dialog.ValueID) bool {
	return f.hidden[dialog.InputID(id)] > 0 && !f.unseen && !f.world.Remote
}

// showValues puts values on the screen, as far as they are known.
func (f *Facts) showValues(sc *dialog.Screen, ids ...dialog.ValueID) {
	for _, id := range ids {
		if v, ok := f.value(id); ok {
			sc.Values = append(sc.Values, v)
		}
	}
}
