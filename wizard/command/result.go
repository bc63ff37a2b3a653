package command

import (
	"errors"
	"io/fs"
	"slices"

	"github.com/spf13/cobra"

	"threelo/assets/english"
	"threelo/wizard/report"
)

// result is where a command writes what it made, and as which kind of file.
type result struct {
	to, file  string
	overwrite bool
}

// add adds the flags of a result, which is Markdown unless --to names another of
// these kinds.
func (r *result) add(cmd *cobra.Command, kinds ...string) {
	cmd.PreRunE = func(*cobra.Command, []string) error {
		if !slices.Contains(kinds, r.to) {
			return usage("--to %q is not known: it is %s", r.to, english.Or(kinds))
		}
		return nil
	}
	flags := cmd.Flags()
	flags.StringVar(&r.to, "to", string(report.Markdown), english.Or(kinds))
	completeWords(cmd, "to", kinds...)
	flags.StringVar(&r.file, "output", "", "the `file` to write; standard output otherwise")
	flags.BoolVar(&r.overwrite, "overwrite", false, "replace an existing file")
}

// write writes to the file, or to standard output without one.
func (r *result) write(s streams, data []byte) error {
	if r.file == "" {
		_, _ = s.out.Write(data)
		return nil
	}
	return notSaved(r.file, report.Save(r.file, data, r.overwrite))
}

// notSaved says why a file was not saved, nil if it was.
func notSaved(path string, err error) error {
	if errors.Is(err, fs.ErrExist) {
		return usage("%s already exists: choose another name, or add --overwrite", path)
	}
	return err // Main's code for it is exitUsage
}
