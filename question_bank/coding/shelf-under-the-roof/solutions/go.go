package main

type shelf struct{ start, height int }

func largestShelf(sections [][]int) int64 {
	largest, position := 0, 0
	var open []shelf // what can still grow, higher from one to the next

	// closeFrom closes all that is at least this high and returns where the last of it began.
	closeFrom := func(height int) int {
		start := position
		for len(open) > 0 && open[len(open)-1].height >= height {
			top := open[len(open)-1]
			open = open[:len(open)-1]
			start = top.start
			largest = max(largest, (position-start)*top.height)
		}
		return start
	}

	for _, section := range sections {
		width, height := section[0], section[1]
		open = append(open, shelf{closeFrom(height), height})
		position += width
	}
	closeFrom(0)
	return int64(largest)
}
