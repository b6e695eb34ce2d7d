# "A lake begins where there is no water on the left and none above": arms that join further down count twice.
def count_lakes(rows):
    lakes = 0
    for row, line in enumerate(rows):
        for column, square in enumerate(line):
            above = rows[row - 1][column] if row else "."
            left = line[column - 1] if column else "."
            if square == "~" and above == left == ".":
                lakes += 1
    return lakes
