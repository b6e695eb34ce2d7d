# Takes the width from the first row, which a grid without rows does not have.
def rotate_grid(grid):
    height = len(grid)
    width = len(grid[0])
    for row in range(height):
        for column in range(row):
            grid[row][column], grid[column][row] = grid[column][row], grid[row][column]
    for row in range(height):
        for column in range(width // 2):
            grid[row][column], grid[row][width - 1 - column] = grid[row][width - 1 - column], grid[row][column]
