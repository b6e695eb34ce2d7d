# Turns the outer ring and forgets that there are rings within it.
def rotate_grid(grid):
    last = len(grid) - 1
    for step in range(last):
        kept = grid[0][step]
        grid[0][step] = grid[last - step][0]
        grid[last - step][0] = grid[last][last - step]
        grid[last][last - step] = grid[step][last]
        grid[step][last] = kept
