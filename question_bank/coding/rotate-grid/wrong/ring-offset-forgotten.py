# Goes through all rings, but measures the way back from the edge of the grid instead of the edge of the ring.
def rotate_grid(grid):
    side = len(grid)
    for first in range(side // 2):
        last = side - 1 - first
        for step in range(first, last):
            kept = grid[first][step]
            grid[first][step] = grid[last - step][first]
            grid[last - step][first] = grid[last][last - step]
            grid[last][last - step] = grid[step][last]
            grid[step][last] = kept
