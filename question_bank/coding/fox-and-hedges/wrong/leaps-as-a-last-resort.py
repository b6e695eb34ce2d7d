# Looks for the shortest way on foot first, and for leaps only when there is none.
from collections import deque


def search(garden, may_leap):
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
            if may_leap and 0 <= y < height and 0 <= x < width and garden[y][x] == "#":
                y, x = y + down, x + right
            if 0 <= y < height and 0 <= x < width and garden[y][x] != "#" and (y, x) not in moves:
                moves[y, x] = moves[row, column] + 1
                queue.append((y, x))
    return -1


def fewest_moves(garden):
    on_foot = search(garden, may_leap=False)
    return on_foot if on_foot >= 0 else search(garden, may_leap=True)
