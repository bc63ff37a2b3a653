// Package disk asks each system what a file's error means, and knows what a
// system's files need: on Windows nobody replaces a file that another program
// has open, or opens one that is just being replaced.
package disk
