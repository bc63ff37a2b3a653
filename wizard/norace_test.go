//go:build !race

package wizard

const raceDetector = false
