package main

import (
	"math"
	"slices"
)

func cheapestRoute(fees []int, rides [][]int, origin int, target int, stops int) int {
	const unreached = math.MaxInt / 2 // an offer on top of it cannot overflow
	handling := slices.Clone(fees) // due when a parcel leaves a depot
	handling[origin] = 0
	priceTo := make([]int, len(fees))
	for depot := range priceTo {
		priceTo[depot] = unreached
	}
	priceTo[origin] = 0
	for round := 0; round <= stops; round++ {
		following := slices.Clone(priceTo)
		for _, ride := range rides {
			sender, receiver, price := ride[0], ride[1], ride[2]
			following[receiver] = min(following[receiver], priceTo[sender]+handling[sender]+price)
		}
		if slices.Equal(following, priceTo) {
			break
		}
		priceTo = following
	}
	if priceTo[target] == unreached {
		return -1
	}
	return priceTo[target]
}
