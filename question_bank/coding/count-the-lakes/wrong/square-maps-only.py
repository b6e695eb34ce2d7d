# Takes the number of rows for the number of columns as well.
def count_lakes(rows):
    side = len(rows)
    seen = set()
    lakes = 0
    for start in [(row, column) for row in range(side) for column in range(side)]:
        if rows[start[0]][start[1]] != "~" or start in seen:
            continue
        lakes += 1
        seen.add(start)
        stack = [start]
        while stack:
            y, x = stack.pop()
            for ny, nx in ((y - 1, x), (y + 1, x), (y, x - 1), (y, x + 1)):
                if 0 <= ny < side and 0 <= nx < side and rows[ny][nx] == "~" and (ny, nx) not in seen:
                    seen.add((ny, nx))
                    stack.append((ny, nx))
    return lakes
