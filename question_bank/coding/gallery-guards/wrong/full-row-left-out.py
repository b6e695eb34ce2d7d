# Goes on without a guard where all tiles of a row are taken, and counts plans with too few guards.
def count_plans(hall):
    size = len(hall)
    columns, falling, rising = set(), set(), set()

    def place_from(row):
        if row == size:
            return 1
        if "." not in hall[row]:
            return place_from(row + 1)
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
            rising.remove(row + column)
        return plans

    return place_from(0)
