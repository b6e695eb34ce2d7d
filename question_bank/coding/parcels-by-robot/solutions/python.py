STEPS = {"^": (-1, 0), ">": (0, 1), "v": (1, 0), "<": (0, -1)}
CLOCKWISE = "^>v<"
TURNS = {"L": -1, "R": 1}


def deliveries(level: list[str], commands: str) -> list[list[int]]:
    def moved(row: int, column: int, direction: str) -> tuple[int, int]:
        """The next tile in a direction, or the same one if the way is blocked."""
        down, right = STEPS[direction]
        below, beside = row + down, column + right
        inside = 0 <= below < len(level) and 0 <= beside < len(level[0])
        return (below, beside) if inside and level[below][beside] != "#" else (row, column)

    row, column = start_of(level)
    heading = CLOCKWISE.index(">")
    served: dict[tuple[int, int], None] = {}  # doors in the order of delivery
    for command in commands:
        if command == "F":
            row, column = moved(row, column, CLOCKWISE[heading])
        else:
            heading = (heading + TURNS[command]) % len(CLOCKWISE)
        tile = level[row][column]
        if tile in STEPS:
            row, column = moved(row, column, tile)
        if level[row][column] == "D":
            served[row, column] = None
    return [[row, column] for row, column in served]


def start_of(level: list[str]) -> tuple[int, int]:
    for row, line in enumerate(level):
        if "S" in line:
            return row, line.index("S")
    raise ValueError("the level has no start")
