package main

func bestRelease(efforts []int, values []int, budget int) int {
	best := make([]int, budget+1) // the largest value that fits into each number of hours
	for feature, effort := range efforts {
		// Downwards, so that no feature is built twice.
		for hours := budget; hours >= effort; hours-- {
			best[hours] = max(best[hours], best[hours-effort]+values[feature])
		}
	}
	return best[budget]
}
