package main

const modulus = 1_000_000_007

func countClimbs(steps int, broken []int) int {
	unusable := make([]bool, steps+1)
	for _, step := range broken {
		unusable[step] = true
	}
	below, here := 0, 1 // nothing lies under the floor, and there is one way to stand on it
	for step := 1; step <= steps; step++ {
		reached := 0
		if !unusable[step] {
			reached = (below + here) % modulus
		}
		below, here = here, reached
	}
	return here
}
