def push_ring(grid, first, last):
    """Moves every number of one ring on by one place, clockwise."""
    row, column = first, first
    carried = grid[first + 1][first]
    for down, across in ((0, 1), (1, 0), (0, -1), (-1, 0)):
        for _ in range(last - first):
            grid[row][column], carried = carried, grid[row][column]
            row += down
            column += across


def rotate_grid(grid):
    side = len(grid)
    for first in range(side // 2):
        last = side - 1 - first
        for _ in range(last - first):
            push_ring(grid, first, last)
