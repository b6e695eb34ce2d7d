# Floods to the right and downwards, as the scan goes; a lake that turns back falls into pieces.
def count_lakes(rows):
    seen = set()
    lakes = 0
    for row, line in enumerate(rows):
        for column, square in enumerate(line):
            if square != "~" or (row, column) in seen:
                continue
            lakes += 1
            seen.add((row, column))
            stack = [(row, column)]
            while stack:
                y, x = stack.pop()
                for ny, nx in ((y, x + 1), (y + 1, x)):
                    if ny < len(rows) and nx < len(line) and rows[ny][nx] == "~" and (ny, nx) not in seen:
                        seen.add((ny, nx))
                        stack.append((ny, nx))
    return lakes
