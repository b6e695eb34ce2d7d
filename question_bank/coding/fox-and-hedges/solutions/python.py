from collections import deque
from collections.abc import Iterator

Place = tuple[int, int]
DIRECTIONS = ((-1, 0), (1, 0), (0, -1), (0, 1))


def landings(squares: dict[Place, str], place: Place) -> Iterator[Place]:
    """Where one move leads: at most one square in each direction."""
    row, column = place
    for down, right in DIRECTIONS:
        landing = (row + down, column + right)
        if squares.get(landing) == "#":
            landing = (row + 2 * down, column + 2 * right)
        if squares.get(landing, "#") != "#":
            yield landing


def fewest_moves(garden: list[str]) -> int:
    squares = {(row, column): square for row, line in enumerate(garden) for column, square in enumerate(line)}
    fox = next(place for place, square in squares.items() if square == "F")
    moves = {fox: 0}
    queue = deque([fox])
    while queue:
        place = queue.popleft()
        if squares[place] == "D":
            return moves[place]
        for landing in landings(squares, place):
            if landing not in moves:
                moves[landing] = moves[place] + 1
                queue.append(landing)
    return -1
