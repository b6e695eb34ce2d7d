package main

func fewestCoins(coins []int, amount int) int {
	impossible := amount + 1 // more than any answer: every coin is worth at least 1
	fewest := make([]int, amount+1)
	for total := 1; total <= amount; total++ {
		fewest[total] = impossible
	}
	for _, coin := range coins {
		for total := coin; total <= amount; total++ {
			fewest[total] = min(fewest[total], fewest[total-coin]+1)
		}
	}
	if fewest[amount] == impossible {
		return -1
	}
	return fewest[amount]
}
