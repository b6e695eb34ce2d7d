package main

func addBooking(plan [][]int, booking []int) [][]int {
	start, end := booking[0], booking[1]
	first := 0
	for first < len(plan) && plan[first][1] < start {
		first++
	}
	behind := first
	for behind < len(plan) && plan[behind][0] <= end {
		start = min(start, plan[behind][0])
		end = max(end, plan[behind][1])
		behind++
	}

	updated := make([][]int, 0, len(plan)+1)
	updated = append(updated, plan[:first]...)
	updated = append(updated, []int{start, end})
	return append(updated, plan[behind:]...)
}
