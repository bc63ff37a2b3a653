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
	switch {
	case j.platform == nil:
		return dialog.Value{}, false
	case id == dialog.ValueMessage:
		return dialog.Value{ID: id, Label: "the " + messageLabel(j.Screen().Problem), Text: j.message()}, true
	}
	return j.Facts.value(id)
}

func (f *Facts) value(id dialog.ValueID) (dialog.Value, bool) {
	v, ok := f.journeyValues()[id]
	if !ok {
		v = f.namedValue(string(id))
	}
	v.ID = id
	if v.Secret && f.copiesSecret(id) {
		v.Shown = english.Count(f.hidden[dialog.InputID(id)], "character")
	}
	copied, ok := f.copied[id]
	v.Copied = ok && copied == v.Text // as it is now
	v.Shown, v.OnClipboard = cmp.Or(v.Shown, v.Text), v.Copied && f.newest == id
	return v, v.Text != "" || v.Secret
}

// journeyValues are the values of every journey, with the product's own labels.
func (f *Facts) journeyValues() map[dialog.ValueID]dialog.Value {
	p, labels, set := f.platform, f.platform.Labels, f.setup
	callback := cmp.Or(labels.Callback, "Callback URL")
	cloudID, _ := p.Input(assets.CloudID)
	siteID := cmp.Or(set.SiteID, set.SiteWas, f.entered(assets.CloudID))
	if site := f.tested().checks.Site; site != nil {
		siteID = site.ID
	}
	return map[dialog.ValueID]dialog.Value{
		dialog.ValueConsole:  f.consoleValue(),
		dialog.ValueAppName:  {Label: "Name", Text: cmp.Or(set.AppName, p.AppName)},
		dialog.ValueScopes:   {Label: cmp.Or(labels.Scopes, "Scopes"), Text: oauth.JoinScopes(f.wanted()), Shown: f.scopesWords()},
		dialog.ValueClientID: {Label: cmp.Or(labels.ClientID, "Client ID"), Text: set.ClientID},
		dialog.ValueSecret:   {Label: cmp.Or(labels.ClientSecret, "Secret"), Secret: true, Shown: "copy it in the console: Settings › Authentication details"},
		dialog.ValueCallback: {Label: callback, Text: set.Callback},
		dialog.ValueSite:     {Label: cmp.Or(labels.Site, "Site"), Text: set.Site},
		dialog.ValueCloudID:  {Label: cloudID.Label, Text: siteID},
		dialog.ValueLink:     {Label: "the link", Text: f.try.address(f.world.Remote), Whole: f.world.Remote},
		dialog.ValueLongLink: {Label: "the link", Text: f.try.address(true), Whole: f.world.Remote},
		dialog.ValueLocal:    {Label: "threelo's line", Text: f.ownLine()},
		dialog.ValueLines:    f.linesValue(callback),
	}
}

// consoleValue is where an app is created, or where the one that exists is.
func (f *Facts) consoleValue() dialog.Value {
	if f.setup.App == dialog.AppExisting {
		return dialog.Value{Label: "the console", Text: f.world.Cloud.ConsoleURL}
	}
	return dialog.Value{Label: "the create form", Text: f.world.Cloud.CreateForm()}
}

func (f *Facts) scopesWords() string {
	words := english.Count(len(f.wanted()), "scope")
	if slices.Contains(f.wanted(), oauth.OfflineAccess) {
		words += ", with offline_access"
	}
	return words
}

// linesValue is what Callback URLs must have. threelo's line never goes alone into a
// new app.
func (f *Facts) linesValue(label string) dialog.Value {
	lines := f.callbackLines()
	switch {
	case f.setup.Callback == "":
		return dialog.Value{}
	case len(lines) > 1:
		label = f.linesWords()
	}
	return dialog.Value{Label: label, Text: strings.Join(lines, "\n")}
}

// namedValue is a value that is called after what it is: a scope, a link on the screen,
// the sample of a rehearsal, or an input of the platform.
func (f *Facts) namedValue(name string) dialog.Value {
	in, _ := f.platform.Input(name)
	_, isScope := assets.LookupScope(name)
	switch {
	case f.world.Demo && name == f.platform.Callback.Sample:
		return dialog.Value{Label: "a sample for this rehearsal", Text: name}
	case strings.HasPrefix(name, "http"):
		return dialog.Value{Label: "the link", Text: name}
	case isScope:
		words := cmp.Or(assets.SearchWords(f.scopesOn(dialog.StepGranular))[name], name)
		return dialog.Value{Label: words, Text: words}
	case in.Secret:
		return dialog.Value{Label: in.Label, Secret: f.hidden[dialog.InputID(name)] > 0, Shown: "enter it in " + f.platform.Name + " yourself"}
	}
	return dialog.Value{Label: in.Label, Text: f.entered(name)}
}

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
