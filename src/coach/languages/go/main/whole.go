// The program that is the candidate's own, within the limits of its request.
package main

import (
	_ "coach/limits"
	_ "solution"
	_ "unsafe" // for go:linkname
)

//go:linkname run solution.main
func run()

func main() { run() }
