# A negative index reads the far end of a list in Python: above and to the left the level has no edge.
STEPS = {"^": (-1, 0), ">": (0, 1), "v": (1, 0), "<": (0, -1)}


def deliveries(level, commands):
    def moved(row, column, direction):
        below, beside = row + STEPS[direction][0], column + STEPS[direction][1]
        try:
            blocked = level[below][beside] == "#"
        except IndexError:
            blocked = True
        return (row, column) if blocked else (below, beside)

    row = next(number for number, line in enumerate(level) if "S" in line)
    column = level[row].index("S")
    heading = 1
    served = []
    done = set()
    for command in commands:
        if command == "F":
            row, column = moved(row, column, "^>v<"[heading])
        else:
            heading = (heading + (1 if command == "R" else 3)) % 4
        tile = level[row][column]
        if tile in STEPS:
            row, column = moved(row, column, tile)
        if level[row][column] == "D" and (row, column) not in done:
            done.add((row, column))
            served.append([row, column])
    return served
