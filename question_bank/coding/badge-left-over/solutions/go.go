package main

func badgeLeftOver(scans []int) int {
	leftOver := 0
	for _, badge := range scans {
		leftOver ^= badge
	}
	return leftOver
}
