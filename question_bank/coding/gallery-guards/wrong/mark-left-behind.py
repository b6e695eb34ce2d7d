# Does not take one of the marks back when a guard is moved on: later plans find diagonals taken by nobody.
def count_plans(hall):
    size = len(hall)
    columns, falling, rising = set(), set(), set()

    def place_from(row):
        if row == size:
            return 1
        plans = 0
        for column, tile in enumerate(hall[row]):
            if tile == "x" or column in columns or row - column in falling or row + column in rising:
                continue
            columns.add(column)
            falling.add(row - column)
            rising.add(row + column)
            plans += place_from(row + 1)
            columns.remove(column)
            falling.remove(row - column)
        return plans

    return place_from(0)
