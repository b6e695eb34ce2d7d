// The program that calls a solution case by case. It is a package of its own, so that the candidate's file may have a
// main function, for trying things out.
package main

import (
	"coach"
	_ "solution"
)

func main() { coach.Serve() }
