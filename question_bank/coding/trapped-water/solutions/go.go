package main

func trappedWater(heights []int) int64 {
	left, right := 0, len(heights)-1
	leftWall, rightWall, total := 0, 0, 0
	for left < right {
		if heights[left] < heights[right] {
			leftWall = max(leftWall, heights[left])
			total += leftWall - heights[left]
			left++
		} else {
			rightWall = max(rightWall, heights[right])
			total += rightWall - heights[right]
			right--
		}
	}
	return int64(total)
}
