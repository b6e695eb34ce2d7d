package main

import (
	"cmp"
	"slices"
)

func mostExaminations(requests [][]int, cleaning int) int {
	byEnd := slices.Clone(requests)
	slices.SortFunc(byEnd, func(a, b []int) int { return cmp.Compare(a[1], b[1]) })
	accepted, readyAt := 0, 0
	for _, request := range byEnd {
		if start, end := request[0], request[1]; start >= readyAt {
			accepted++
			readyAt = end + cleaning
		}
	}
	return accepted
}
