package steps

import (
	"slices"

	"threelo/steps/dialog"
)

// kind is a kind of step.
type kind struct {
	id     dialog.StepID
	screen dialog.StepID   // the kind that it shares a screen with; itself where it has one
	make   func(base) Step // the screen, or the question in front of one
	helped bool            // the sandbox can do it, in a rehearsal

	without purposes // that have no use for it
}

type purposes []dialog.OptionID

const (
	repairing     = dialog.PurposeRepair
	addingScopes  = dialog.PurposeScopes
	goesElsewhere = dialog.PurposeElsewhere
)

// screenAfter is in place of the screen of the step after it.
const screenAfter dialog.StepID = "after it"

// kinds has those of every journey first, and then those that a platform's file may
// name, in the usual order of a journey.
var kinds = []kind{
	{id: dialog.StepChoose, make: func(b base) Step { return &choose{base: b} }},
	{id: dialog.StepKnow, make: func(b base) Step { return &start{b} }, helped: true},
	{id: dialog.StepApp, screen: dialog.StepKnow},
	{id: dialog.StepAccount, screen: dialog.StepKnow},
	{id: dialog.StepSite, screen: dialog.StepKnow},
	{id: dialog.StepRenewal, screen: dialog.StepKnow},
	{id: dialog.StepRepair, make: func(b base) Step { return &repair{credentials{b}} }},
	{id: dialog.StepChooseScopes, make: func(b base) Step { return &chooseScopes{base: b} }, without: purposes{repairing, goesElsewhere}},
	{id: dialog.StepSaveAs, make: func(b base) Step { return &saveAs{b} }},
	{id: dialog.StepPractice, make: func(b base) Step { return &practice{b} }},
	{id: dialog.StepPurpose, make: func(b base) Step { return &purpose{b} }},
	{id: "scopes", screen: dialog.StepClassic}, // any tab: only failures.yaml names it

	{id: dialog.StepActivities, screen: dialog.StepKnow, make: func(b base) Step { return &activities{b} }},
	{id: dialog.StepPlatform, screen: screenAfter, without: purposes{repairing, addingScopes}},
	{id: dialog.StepCreate, make: func(b base) Step { return &create{b} }, helped: true, without: purposes{repairing, addingScopes, goesElsewhere}},
	{id: dialog.StepClassic, make: func(b base) Step { return &scopes{b} }, helped: true, without: purposes{repairing, goesElsewhere}},
	{id: dialog.StepGranular, screen: dialog.StepClassic, helped: true, without: purposes{repairing, goesElsewhere}},
	{id: dialog.StepIdentity, screen: dialog.StepClassic, helped: true, without: purposes{repairing, goesElsewhere}},
	{id: dialog.StepCallback, make: func(b base) Step { return &callback{b} }, helped: true, without: purposes{repairing, addingScopes}},
	{id: dialog.StepLinks, make: func(b base) Step { return &b }, helped: true, without: purposes{repairing}}, // can join another's screen
	{id: dialog.StepCredentials, make: func(b base) Step { return &credentials{b} }, helped: true, without: purposes{addingScopes}},
	{id: dialog.StepSharing, make: func(b base) Step { return &sharing{b} }, helped: true, without: purposes{repairing, addingScopes}},
	{id: dialog.StepFields, make: func(b base) Step { return &fill{b} }, without: purposes{repairing}},
	{id: dialog.StepSignIn, make: func(b base) Step { return &signIn{b} }, without: purposes{addingScopes}},
	{id: dialog.StepVerify, screen: dialog.StepSignIn, without: purposes{addingScopes}},
	{id: dialog.StepHandover, make: func(b base) Step { return &authorize{b} }, without: purposes{repairing}},
	{id: dialog.StepOutcome, screen: dialog.StepHandover, without: purposes{repairing}},
	{id: dialog.StepAfter, screen: dialog.StepStatus, without: purposes{repairing}},
	{id: dialog.StepStatus, make: func(b base) Step { return &status{b} }},
}

// kindOf finds a kind by its ID. A platform's file may name one that there is not.
func kindOf(id dialog.StepID) kind {
	found := kind{id: id}
	if i := slices.IndexFunc(kinds, func(k kind) bool { return k.id == id }); i >= 0 {
		found = kinds[i]
	}
	if found.screen == "" {
		found.screen = id
	}
	return found
}

// Kinds lists the kinds of steps that a platform's file may name.
func Kinds() []dialog.StepID {
	var ids []dialog.StepID
	for _, k := range kinds[slices.IndexFunc(kinds, func(k kind) bool { return k.id == dialog.StepActivities }):] {
		ids = append(ids, k.id)
	}
	return ids
}
