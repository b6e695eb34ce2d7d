package main

import "slices"

func exactVouchers(vouchers []int, bill int) [][]int {
	amounts := slices.Sorted(slices.Values(vouchers))
	var chosen []int
	found := [][]int{}

	var extend func(start, missing int)
	extend = func(start, missing int) {
		if missing == 0 {
			found = append(found, append([]int{}, chosen...))
			return
		}
		for at := start; at < len(amounts) && amounts[at] <= missing; at++ {
			if at > start && amounts[at] == amounts[at-1] {
				continue // the same amount was tried in this place just before
			}
			chosen = append(chosen, amounts[at])
			extend(at+1, missing-amounts[at])
			chosen = chosen[:len(chosen)-1]
		}
	}

	extend(0, bill)
	return found
}
