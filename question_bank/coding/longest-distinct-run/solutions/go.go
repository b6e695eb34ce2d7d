package main

func longestDistinctRun(text string) int {
	behind := map[rune]int{} // the position after the last one of each character
	best, left, right := 0, 0, 0
	for _, symbol := range text {
		left = max(left, behind[symbol])
		right++
		behind[symbol] = right
		best = max(best, right-left)
	}
	return best
}
