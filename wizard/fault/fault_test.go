package fault_test

import (
	"errors"
	"strings"
	"testing"

	"threelo/wizard/fault"
)

// caught runs do and returns its panic as an error.
func caught(do func()) (err error) {
	defer fault.Catch(func(caught error) { err = caught })
	do()
	return nil
}

func TestAFaultNamesItsPlaceAndNotItsValue(t *testing.T) {
	for name, value := range map[string]any{
		"a text":   "the secret is s3cr3t",
		"an error": errors.New("the secret is s3cr3t"),
		"a struct": struct{ secret string }{"s3cr3t"},
	} {
		err := caught(func() { panic(value) })
		if err == nil || strings.Contains(err.Error(), "s3cr3t") || !strings.Contains(err.Error(), "fault_test") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestTheRuntimesOwnWordsAreTold(t *testing.T) {
	var none []int
	err := caught(func() { none[3]++ })
	if err == nil || !strings.Contains(err.Error(), "index out of range [3] with length 0 in fault_test") {
		t.Error(err)
	}
}

func TestAFaultPassedOnKeepsItsPlace(t *testing.T) {
	first := caught(func() { panic("x") })
	if again := caught(func() { panic(first) }); again != first { //nolint:errorlint // the very same
		t.Errorf("%v became %v", first, again)
	}
	if err := caught(func() {}); err != nil {
		t.Error(err)
	}
}
