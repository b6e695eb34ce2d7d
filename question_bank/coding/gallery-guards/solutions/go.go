package main

func countPlans(hall []string) int {
	size := len(hall)
	// What the guards placed so far can see; there are 2*size-1 diagonals in each direction.
	columns := make([]bool, size)
	falling := make([]bool, 2*size-1)
	rising := make([]bool, 2*size-1)

	var placeFrom func(row int) int
	placeFrom = func(row int) int {
		if row == size {
			return 1
		}
		plans := 0
		for column := range size {
			down, up := row-column+size-1, row+column
			if hall[row][column] == 'x' || columns[column] || falling[down] || rising[up] {
				continue
			}
			columns[column], falling[down], rising[up] = true, true, true
			plans += placeFrom(row + 1)
			columns[column], falling[down], rising[up] = false, false, false
		}
		return plans
	}

	return placeFrom(0)
}
