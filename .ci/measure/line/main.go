// Command line prints one line: what any Go program costs at least.
package main

import "fmt"

func main() { fmt.Println("hello, world") }
