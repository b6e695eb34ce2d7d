package main

import "slices"

func minRooms(meetings [][]int) int {
	var beginTimes, endTimes []int
	for _, meeting := range meetings {
		beginTimes = append(beginTimes, meeting[0])
		endTimes = append(endTimes, meeting[1])
	}
	slices.Sort(beginTimes)
	slices.Sort(endTimes)
	opened, released := 0, 0
	for _, begin := range beginTimes {
		if endTimes[released] <= begin {
			released++ // the meeting that is over first hands its room on
		} else {
			opened++
		}
	}
	return opened
}
