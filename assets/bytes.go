package assets

import (
	"errors"
	"fmt"
	"unicode/utf8"
)

// maxNesting is the most brackets or opening dashes that may stand inside each
// other: the YAML library needs 20 seconds for 100,000 nested dashes.
const maxNesting = 16

// CheckPlatformBytes refuses what must not reach the YAML parser: too much,
// not UTF-8, control characters, or nesting without end.
func CheckPlatformBytes(data []byte) error {
	if len(data) > MaxPlatformFile {
		return fmt.Errorf("the file has %d bytes; a platform file has at most %d", len(data), MaxPlatformFile)
	}
	if !utf8.Valid(data) {
		return errors.New("the file is not valid UTF-8 text")
	}
	line, dashes, brackets, inText, blank := 1, 0, 0, false, true
	for _, r := range string(data) {
		switch r {
		case '\n':
			line, dashes, inText = line+1, 0, false
			continue
		case ' ', '\t', '\r':
			continue
		case '[', '{':
			brackets++
		case ']', '}':
			brackets = max(0, brackets-1)
		case '-', '?':
			if !inText {
				dashes++
			}
		default:
			if r < ' ' || r >= 0x7f && r < 0xa0 {
				return fmt.Errorf("line %d holds a control character (U+%04X)", line, r)
			}
			inText = true
		}
		blank = false
		if brackets > maxNesting || dashes > maxNesting {
			return fmt.Errorf("line %d is nested too deeply", line)
		}
	}
	if blank {
		return errors.New("the file is empty")
	}
	return nil
}
