package main

import (
	"slices"
	"sort"
)

func smallestBoat(weights []int, days int) int {
	heaviest, total := slices.Max(weights), 0
	for _, weight := range weights {
		total += weight
	}
	// The first capacity, counted from the heaviest parcel, that is enough.
	return heaviest + sort.Search(total-heaviest, func(more int) bool {
		return daysNeeded(weights, heaviest+more) <= days
	})
}

// daysNeeded counts the trips when every boat is filled as far as possible; no parcel exceeds the capacity.
func daysNeeded(weights []int, capacity int) int {
	needed, load := 1, 0
	for _, weight := range weights {
		if load+weight > capacity {
			needed++
			load = 0
		}
		load += weight
	}
	return needed
}
