def rotate_grid(grid: list[list[int]]) -> None:
    side = len(grid)
    for row in range(side):
        for column in range(row + 1, side):
            grid[row][column], grid[column][row] = grid[column][row], grid[row][column]
    for line in grid:
        line.reverse()
