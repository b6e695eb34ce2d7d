package main

func longestStretch(bulbs string, spares int) int {
	var counts [26]int
	most, left := 0, 0
	for right := range len(bulbs) {
		colour := bulbs[right] - 'A'
		counts[colour]++
		most = max(most, counts[colour])
		if right-left+1 > most+spares { // the window moves on without ever getting smaller
			counts[bulbs[left]-'A']--
			left++
		}
	}
	return len(bulbs) - left
}
