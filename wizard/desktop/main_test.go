package desktop

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"strings"
	"testing"
	"time"
)

// TestMain lets a test start this program again in other surroundings: the
// clipboard library picks its helper once, when the program starts.
func TestMain(m *testing.M) {
	var err error
	switch acts, link := os.Getenv("DESKTOP_TEST_COPIES"), os.Getenv("DESKTOP_TEST_OPENS"); {
	case acts != "":
		err = copies(strings.Fields(acts))
	case link != "":
		if err = OpenBrowser(context.Background(), link, Here()); err == nil {
			fmt.Println("opened")
		}
	default:
		os.Exit(m.Run())
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// outcome is what the program that was started again reports.
type outcome struct {
	Line, Error string
	Terminal    []string // what OSC 52 was asked to carry
	Cleared     string
	Took        time.Duration
}

// copies carries acts out with the text on standard input, and prints the outcome.
func copies(acts []string) error {
	input, err := io.ReadAll(os.Stdin)
	if err != nil {
		return err
	}
	var out outcome
	c := NewClipboard(Here(), func(text string) { out.Terminal = append(out.Terminal, text) })
	began := time.Now()
	for _, act := range acts {
		if act == "clear" {
			out.Cleared = c.Clear(context.Background(), string(input))
			continue
		}
		var err error
		if out.Line, _, err = c.Copy(context.Background(), string(input), act == "secret"); err != nil {
			out.Error = err.Error()
		}
	}
	out.Took = time.Since(began)
	return json.NewEncoder(os.Stdout).Encode(out)
}
