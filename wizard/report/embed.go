package report

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"io"
	"slices"
)

// A PNG is its signature and then chunks: length, type, content, checksum (PNG
// specification, section 5). Texts are in chunks of the type iTXt.
const (
	signature   = "\x89PNG\r\n\x1a\n"
	aroundChunk = 4 + 4 + 4                                // length, type, checksum
	headerEnd   = len(signature) + aroundChunk + 13        // IHDR is always the first
	description = "iTXtDescription\x00\x00\x00\x00\x00"    // not compressed
	carrier     = "iTXtthreelo report\x00\x01\x00\x00\x00" // compressed
)

// carrying adds a saved report to a PNG, so that Parse can read it back.
func carrying(data, report []byte) []byte {
	var packed bytes.Buffer // writing to it never fails
	w, _ := zlib.NewWriterLevel(&packed, zlib.BestCompression)
	_, _ = w.Write(report)
	_ = w.Close()
	return withChunk(data, carrier+packed.String())
}

// withChunk adds a chunk, type and content, after the header of a PNG.
func withChunk(data []byte, chunk string) []byte {
	out := slices.Clone(data[:headerEnd])
	out = binary.BigEndian.AppendUint32(out, uint32(len(chunk)-4)) // #nosec G115 -- a report is bounded
	out = append(out, chunk...)
	out = binary.BigEndian.AppendUint32(out, crc32.ChecksumIEEE([]byte(chunk)))
	return append(out, data[headerEnd:]...)
}

var (
	errBare    = errors.New("this picture does not have a report in it: a screenshot, or a service that changes pictures, loses it")
	errCut     = errors.New("the picture is cut off: its end is missing")
	errDamaged = errors.New("the report in the picture is damaged")
	errTwo     = errors.New("the picture has more than one report in it, and only one can be right")
)

// carried returns the saved report in a picture. The file may come from anybody:
// no more than MaxSize is inflated, and no pixel is decoded.
func carried(data []byte) ([]byte, error) {
	rest, isPNG := bytes.CutPrefix(data, []byte(signature))
	if !isPNG {
		return nil, errBare // another kind of picture
	}
	var packed []byte
	for {
		if len(rest) < aroundChunk || uint64(binary.BigEndian.Uint32(rest)) > uint64(len(rest)-aroundChunk) {
			return nil, errCut
		}
		length := binary.BigEndian.Uint32(rest)
		chunk, sum := rest[4:8+length], binary.BigEndian.Uint32(rest[8+length:])
		rest = rest[aroundChunk+length:]
		content, ours := bytes.CutPrefix(chunk, []byte(carrier))
		switch end := bytes.HasPrefix(chunk, []byte("IEND")); {
		case end && packed == nil:
			return nil, errBare
		case end:
			return inflated(packed)
		case !ours:
		case packed != nil:
			return nil, errTwo
		case sum != crc32.ChecksumIEEE(chunk):
			return nil, errDamaged
		default:
			packed = content
		}
	}
}

func inflated(packed []byte) ([]byte, error) {
	r, err := zlib.NewReader(bytes.NewReader(packed))
	if err == nil {
		packed, err = io.ReadAll(io.LimitReader(r, MaxSize+1)) // parse refuses the byte too many
	}
	if err != nil {
		return nil, errDamaged
	}
	return packed, nil
}
