package main

func catchingTowers(heights []int) []int {
	count := len(heights)
	catchers := make([]int, count)
	for tower := range catchers {
		catchers[tower] = -1
	}
	var waiting []int // towers without an answer, never higher from one to the next
	for place := range 2 * count {
		tower := place % count
		for len(waiting) > 0 {
			sender := waiting[len(waiting)-1]
			if heights[sender] >= heights[tower] {
				break
			}
			catchers[sender] = tower
			waiting = waiting[:len(waiting)-1]
		}
		if place < count {
			waiting = append(waiting, tower)
		}
	}
	return catchers
}
