# Names a diagonal by the distance of row and column, so that two different diagonals get the same name.
def count_plans(hall):
    size = len(hall)
    columns, falling, rising = set(), set(), set()

    def place_from(row):
        if row == size:
            return 1
        plans = 0
        for column, tile in enumerate(hall[row]):
            if tile == "x" or column in columns or abs(row - column) in falling or row + column in rising:
                continue
            columns.add(column)
            falling.add(abs(row - column))
            rising.add(row + column)
            plans += place_from(row + 1)
            columns.remove(column)
            falling.remove(abs(row - column))
            rising.remove(row + column)
        return plans

    return place_from(0)
