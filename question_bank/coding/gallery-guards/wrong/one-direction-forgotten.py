# Minds the diagonals in one direction only.
def count_plans(hall):
    size = len(hall)
    columns, falling = set(), set()

    def place_from(row):
        if row == size:
            return 1
        plans = 0
        for column, tile in enumerate(hall[row]):
            if tile == "x" or column in columns or row - column in falling:
                continue
            columns.add(column)
            falling.add(row - column)
            plans += place_from(row + 1)
            columns.remove(column)
            falling.remove(row - column)
        return plans

    return place_from(0)
