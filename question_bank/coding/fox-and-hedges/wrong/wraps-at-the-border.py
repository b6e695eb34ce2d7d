# Tests the upper end of rows and columns only; negative indices silently mean the other side.
from collections import deque


def fewest_moves(garden):
    height, width = len(garden), len(garden[0])
    fox = next((row, line.index("F")) for row, line in enumerate(garden) if "F" in line)
    moves = {fox: 0}
    queue = deque([fox])
    while queue:
        row, column = queue.popleft()
        if garden[row][column] == "D":
            return moves[row, column]
        for down, right in ((-1, 0), (1, 0), (0, -1), (0, 1)):
            y, x = row + down, column + right
            if y < height and x < width and garden[y][x] == "#":
                y, x = y + down, x + right
            if y < height and x < width and garden[y][x] != "#":
                y, x = y % height, x % width
                if (y, x) not in moves:
                    moves[y, x] = moves[row, column] + 1
                    queue.append((y, x))
    return -1
