package main

import "math"

func bestGain(prices []int) int {
	best, cheapest := 0, math.MaxInt
	for _, price := range prices {
		cheapest = min(cheapest, price)
		best = max(best, price-cheapest)
	}
	return best
}
