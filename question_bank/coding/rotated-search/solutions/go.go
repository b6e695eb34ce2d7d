package main

func findRotated(values []int, target int) int {
	low, high := 0, len(values)-1
	for low <= high {
		middle := (low + high) / 2
		switch {
		case values[middle] == target:
			return middle
		case values[low] <= values[middle]: // the left half is in order
			if values[low] <= target && target < values[middle] {
				high = middle - 1
			} else {
				low = middle + 1
			}
		case values[middle] < target && target <= values[high]:
			low = middle + 1
		default:
			high = middle - 1
		}
	}
	return -1
}
