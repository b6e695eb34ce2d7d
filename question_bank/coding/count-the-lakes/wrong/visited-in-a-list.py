# Right, but every look-up searches the list of all squares that were visited before.
def count_lakes(rows):
    visited = []
    lakes = 0
    for row in range(len(rows)):
        for column in range(len(rows[0])):
            if rows[row][column] != "~" or [row, column] in visited:
                continue
            lakes += 1
            visited.append([row, column])
            stack = [(row, column)]
            while stack:
                y, x = stack.pop()
                for ny, nx in ((y - 1, x), (y + 1, x), (y, x - 1), (y, x + 1)):
                    on_map = 0 <= ny < len(rows) and 0 <= nx < len(rows[0])
                    if on_map and rows[ny][nx] == "~" and [ny, nx] not in visited:
                        visited.append([ny, nx])
                        stack.append((ny, nx))
    return lakes
