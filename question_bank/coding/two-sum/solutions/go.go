package main

func twoSum(nums []int, target int) []int {
	seenAt := map[int]int{}
	for index, value := range nums {
		if earlier, ok := seenAt[target-value]; ok {
			return []int{earlier, index}
		}
		seenAt[value] = index
	}
	return nil
}
