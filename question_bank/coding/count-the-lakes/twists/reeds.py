def count_lakes(rows: list[str]) -> int:
    unseen = {
        (row, column): square for row, line in enumerate(rows) for column, square in enumerate(line) if square in "~r"
    }
    lakes = 0
    while unseen:
        square, kind = unseen.popitem()
        open_water = kind == "~"
        to_visit = [square]
        while to_visit:
            row, column = to_visit.pop()
            for neighbour in ((row - 1, column), (row + 1, column), (row, column - 1), (row, column + 1)):
                if neighbour in unseen:
                    open_water |= unseen.pop(neighbour) == "~"
                    to_visit.append(neighbour)
        lakes += open_water
    return lakes
