package main

type square struct{ row, column int }

func countLakes(rows []string) int {
	unseen := map[square]bool{}
	for row, line := range rows {
		for column := range line {
			if line[column] == '~' {
				unseen[square{row, column}] = true
			}
		}
	}

	lakes := 0
	for first := range unseen {
		lakes++
		delete(unseen, first)
		toVisit := []square{first}
		for len(toVisit) > 0 {
			last := len(toVisit) - 1
			s := toVisit[last]
			toVisit = toVisit[:last]
			for _, next := range []square{
				{s.row - 1, s.column}, {s.row + 1, s.column}, {s.row, s.column - 1}, {s.row, s.column + 1},
			} {
				if unseen[next] {
					delete(unseen, next)
					toVisit = append(toVisit, next)
				}
			}
		}
	}
	return lakes
}
