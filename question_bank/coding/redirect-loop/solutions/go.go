package main

const end = -1

func loopEntry(successors []int, start int) int {
	ahead := meetingPlace(successors, start)
	if ahead == end {
		return end
	}
	// From here the entry is as many steps away as it is from the start, apart from full rounds.
	behind := start
	for ahead != behind {
		ahead, behind = successors[ahead], successors[behind]
	}
	return behind
}

// meetingPlace is where a walker of double speed catches up with a slow one, or end if the chain ends.
func meetingPlace(successors []int, start int) int {
	slow, fast := start, start
	for {
		for range 2 {
			fast = successors[fast]
			if fast == end {
				return end
			}
		}
		slow = successors[slow]
		if slow == fast {
			return slow
		}
	}
}
