BROKEN = -2_000_000


def rotate_grid(grid):
    last = len(grid) - 1
    for row in range(len(grid) // 2):
        for column in range((len(grid) + 1) // 2):
            above = grid[row][column]
            for _ in range(4):
                row, column = column, last - row
                here = grid[row][column]
                if here != BROKEN:
                    grid[row][column] = 0 if above == BROKEN else above
                above = here
