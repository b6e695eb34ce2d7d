package main

import "strings"

const clockwise = "^>v<"

var steps = [4]tile{{-1, 0}, {0, 1}, {1, 0}, {0, -1}}

type tile struct{ row, column int }

func deliveries(level []string, commands string) [][]int {
	robot := startOf(level)
	heading := strings.IndexByte(clockwise, '>')
	served := map[tile]bool{}
	result := [][]int{}
	for _, command := range commands {
		switch command {
		case 'L':
			heading = (heading + 3) % 4
		case 'R':
			heading = (heading + 1) % 4
		default:
			robot = moved(level, robot, heading)
		}
		if belt := strings.IndexByte(clockwise, level[robot.row][robot.column]); belt >= 0 {
			robot = moved(level, robot, belt)
		}
		if level[robot.row][robot.column] == 'D' && !served[robot] {
			served[robot] = true
			result = append(result, []int{robot.row, robot.column})
		}
	}
	return result
}

// moved returns the next tile in a direction, or the same one if the way is blocked.
func moved(level []string, from tile, direction int) tile {
	next := tile{from.row + steps[direction].row, from.column + steps[direction].column}
	inside := 0 <= next.row && next.row < len(level) && 0 <= next.column && next.column < len(level[0])
	if !inside || level[next.row][next.column] == '#' {
		return from
	}
	return next
}

func startOf(level []string) tile {
	for row, line := range level {
		if column := strings.IndexByte(line, 'S'); column >= 0 {
			return tile{row, column}
		}
	}
	panic("the level has no start")
}
