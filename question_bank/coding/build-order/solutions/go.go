package main

func minRounds(taskCount int, needs [][]int) int {
	waitingFor := make([]int, taskCount)
	unlocks := make([][]int, taskCount)
	for _, need := range needs {
		task, prerequisite := need[0], need[1]
		waitingFor[task]++
		unlocks[prerequisite] = append(unlocks[prerequisite], task)
	}

	var ready []int
	for task, count := range waitingFor {
		if count == 0 {
			ready = append(ready, task)
		}
	}
	rounds, finished := 0, 0
	for len(ready) > 0 {
		rounds++
		finished += len(ready)
		var following []int
		for _, done := range ready {
			for _, task := range unlocks[done] {
				waitingFor[task]--
				if waitingFor[task] == 0 {
					following = append(following, task)
				}
			}
		}
		ready = following
	}
	if finished < taskCount {
		return -1
	}
	return rounds
}
