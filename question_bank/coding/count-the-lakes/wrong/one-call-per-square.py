# Right on small maps, but the calls get as deep as a lake is long.
def count_lakes(rows):
    seen = set()

    def flood(row, column):
        if not (0 <= row < len(rows) and 0 <= column < len(rows[0])):
            return
        if rows[row][column] == "." or (row, column) in seen:
            return
        seen.add((row, column))
        flood(row - 1, column)
        flood(row + 1, column)
        flood(row, column - 1)
        flood(row, column + 1)

    lakes = 0
    for row in range(len(rows)):
        for column in range(len(rows[0])):
            if rows[row][column] == "~" and (row, column) not in seen:
                lakes += 1
                flood(row, column)
    return lakes
