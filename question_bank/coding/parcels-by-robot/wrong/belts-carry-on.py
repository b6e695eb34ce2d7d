# Follows the belts to their end, although each command moves the robot by one tile of belt.
STEPS = {"^": (-1, 0), ">": (0, 1), "v": (1, 0), "<": (0, -1)}


def deliveries(level, commands):
    def moved(row, column, direction):
        below, beside = row + STEPS[direction][0], column + STEPS[direction][1]
        inside = 0 <= below < len(level) and 0 <= beside < len(level[0])
        return (below, beside) if inside and level[below][beside] != "#" else (row, column)

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
        ridden = set()
        while level[row][column] in STEPS and (row, column) not in ridden:
            ridden.add((row, column))
            row, column = moved(row, column, level[row][column])
        if level[row][column] == "D" and (row, column) not in done:
            done.add((row, column))
            served.append([row, column])
    return served
