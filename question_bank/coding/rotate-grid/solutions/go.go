package main

import "slices"

func rotateGrid(grid [][]int) {
	for row := range grid {
		for column := range row {
			grid[row][column], grid[column][row] = grid[column][row], grid[row][column]
		}
	}
	for _, line := range grid {
		slices.Reverse(line)
	}
}
