// Package assets holds what the program knows, as data files with types:
// platforms, scopes, failures and the words of Atlassian's console. It imports
// no other house. Each file is read when it is first asked for, not at start.
package assets
