package main

func renameCost(current string, wanted string, insert int, remove int, replace int) int {
	above := make([]int, len(wanted)+1) // from nothing to each beginning of wanted
	row := make([]int, len(wanted)+1)
	for length := range above {
		above[length] = insert * length
	}
	for _, letter := range []byte(current) {
		row[0] = above[0] + remove
		for at := range len(wanted) {
			if letter == wanted[at] {
				row[at+1] = above[at]
			} else {
				row[at+1] = min(above[at]+replace, above[at+1]+remove, row[at]+insert)
			}
		}
		above, row = row, above
	}
	return above[len(wanted)]
}
