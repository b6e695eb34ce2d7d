package main

func therapySlots(therapist [][]int, room [][]int) [][]int {
	slots := [][]int{}
	t, r := 0, 0
	for t < len(therapist) && r < len(room) {
		start := max(therapist[t][0], room[r][0])
		end := min(therapist[t][1], room[r][1])
		if start < end {
			slots = append(slots, []int{start, end})
		}
		if therapist[t][1] < room[r][1] {
			t++ // nothing that follows can meet the window that ends first
		} else {
			r++
		}
	}
	return slots
}
