package main

import "slices"

func findRun(values []int, target int) []int {
	start, found := slices.BinarySearch(values, target) // the first of several equal ones
	if !found {
		return []int{-1, -1}
	}
	end, _ := slices.BinarySearch(values, target+1)
	return []int{start, end - 1}
}
