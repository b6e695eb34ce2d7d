package main

import "slices"

func nearestTotal(amounts []int, payment int) int {
	ordered := slices.Clone(amounts)
	slices.Sort(ordered)
	nearest := ordered[0] + ordered[1] + ordered[2]
	for first := range len(ordered) - 2 {
		low, high := first+1, len(ordered)-1
		for low < high {
			total := ordered[first] + ordered[low] + ordered[high]
			gap, smallest := distance(total, payment), distance(nearest, payment)
			if gap < smallest || gap == smallest && total < nearest {
				nearest = total
			}
			if total < payment {
				low++
			} else {
				high--
			}
		}
	}
	return nearest
}

func distance(a, b int) int {
	return max(a, b) - min(a, b)
}
