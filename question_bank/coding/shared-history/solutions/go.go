package main

func longestShared(ours []int, theirs []int) int {
	// One number for each beginning of theirs, the empty one included; the first stays 0 in both rows.
	above := make([]int, len(theirs)+1)
	row := make([]int, len(theirs)+1)
	for _, version := range ours {
		for at, other := range theirs {
			if version == other {
				row[at+1] = above[at] + 1
			} else {
				row[at+1] = max(above[at+1], row[at])
			}
		}
		above, row = row, above
	}
	return above[len(theirs)]
}
