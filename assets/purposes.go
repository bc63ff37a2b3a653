package assets

import "reflect"

// purposes says what each required key is for.
var purposes = map[string]string{
	"Platform.id":                  "a short name of small letters, digits and hyphens",
	"Platform.name":                "the product as its makers write it",
	"Platform.summary":             "one line for the list of products",
	"Platform.document":            "title and url of the text that the steps follow",
	"Platform.checkedOn":           "when you read that text, such as 2026-11",
	"Platform.sure":                "high, medium or low",
	"Platform.appName":             "a suggestion for the app's name in Atlassian's console",
	"Platform.callback":            "where the Callback URL comes from",
	"Platform.labels":              "the product's own names of its fields",
	"Platform.renewal":             "listed, unknown or none",
	"Platform.steps":               "the steps of the document, in its order",
	"ServiceAccount.source":        "the page that says so, from https:// on",
	"ServiceAccount.checkedOn":     "when you read it, such as 2026-11",
	"Document.title":               "the document's name",
	"Limit.text":                   "what the product cannot do",
	"Callback.from":                "platform, pattern or fixed",
	"Callback.sample":              "what a rehearsal uses",
	"Labels.screen":                "the product's page on which the fields stand",
	"PlatformScope.scope":          "the scope, such as read:jira-work",
	"PlatformActivity.name":        "the activity's name",
	"PlatformActivity.permissions": "the keys of Jira's permissions, such as BROWSE_PROJECTS",
	"Input.id":                     "a short name, for ask and carry",
	"Input.label":                  "the field's name in the product",
	"Input.sample":                 "what a rehearsal enters",
	"Link.label":                   "what the link leads to",
	"Link.url":                     "the address, from https:// on",
	"PlatformStep.do":              "the kind of step, such as create",
	"Instruction.text":             "what to do, in one sentence",
}

// PurposeOf says what a required key is for.
func PurposeOf(t reflect.Type, key string) string { return purposes[t.Name()+"."+key] }
