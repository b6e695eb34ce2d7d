package main

import "strings"

type place struct{ row, column int }

// squareAt returns 0 for a place that is not on the board.
func squareAt(garden []string, p place) byte {
	if p.row < 0 || p.row >= len(garden) || p.column < 0 || p.column >= len(garden[p.row]) {
		return 0
	}
	return garden[p.row][p.column]
}

func fewestMoves(garden []string) int {
	var queue []place
	for row, line := range garden {
		if column := strings.IndexByte(line, 'F'); column >= 0 {
			queue = append(queue, place{row, column})
		}
	}
	moves := map[place]int{queue[0]: 0}

	for len(queue) > 0 {
		p := queue[0]
		queue = queue[1:]
		if squareAt(garden, p) == 'D' {
			return moves[p]
		}
		for _, d := range []place{{-1, 0}, {1, 0}, {0, -1}, {0, 1}} {
			landing := place{p.row + d.row, p.column + d.column}
			if squareAt(garden, landing) == '#' {
				landing = place{p.row + 2*d.row, p.column + 2*d.column}
			}
			square := squareAt(garden, landing)
			if _, seen := moves[landing]; seen || square == 0 || square == '#' {
				continue
			}
			moves[landing] = moves[p] + 1
			queue = append(queue, landing)
		}
	}
	return -1
}
