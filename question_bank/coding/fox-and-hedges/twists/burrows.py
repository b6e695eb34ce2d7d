from collections import deque


def fewest_moves(garden: list[str]) -> int:
    squares = {(row, column): square for row, line in enumerate(garden) for column, square in enumerate(line)}
    fox = next(place for place, square in squares.items() if square == "F")
    burrows = [place for place, square in squares.items() if square == "o"]
    moves = {fox: 0}
    queue = deque([fox])
    while queue:
        row, column = place = queue.popleft()
        if squares[place] == "D":
            return moves[place]
        landings = []
        for down, right in ((-1, 0), (1, 0), (0, -1), (0, 1)):
            landing = (row + down, column + right)
            if squares.get(landing) == "#":
                landing = (row + 2 * down, column + 2 * right)
            if squares.get(landing, "#") != "#":
                landings.append(landing)
        if squares[place] == "o":
            landings += burrows
            burrows = []  # all of them are reached now
        for landing in landings:
            if landing not in moves:
                moves[landing] = moves[place] + 1
                queue.append(landing)
    return -1
