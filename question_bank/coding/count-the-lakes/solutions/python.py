def count_lakes(rows: list[str]) -> int:
    unseen = {(row, column) for row, line in enumerate(rows) for column, square in enumerate(line) if square == "~"}
    lakes = 0
    while unseen:
        lakes += 1
        to_visit = [unseen.pop()]
        while to_visit:
            row, column = to_visit.pop()
            for neighbour in ((row - 1, column), (row + 1, column), (row, column - 1), (row, column + 1)):
                if neighbour in unseen:
                    unseen.remove(neighbour)
                    to_visit.append(neighbour)
    return lakes
