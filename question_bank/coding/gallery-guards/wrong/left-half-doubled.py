# Counts the plans with the first guard on the left and doubles them; showcases need not lie in mirror images.
def count_plans(hall):
    size = len(hall)
    columns, falling, rising = set(), set(), set()

    def place(row, column):
        if hall[row][column] == "x" or column in columns or row - column in falling or row + column in rising:
            return 0
        columns.add(column)
        falling.add(row - column)
        rising.add(row + column)
        plans = place_from(row + 1)
        columns.remove(column)
        falling.remove(row - column)
        rising.remove(row + column)
        return plans

    def place_from(row):
        return 1 if row == size else sum(place(row, column) for column in range(size))

    left = sum(place(0, column) for column in range(size // 2))
    return 2 * left + (place(0, size // 2) if size % 2 else 0)
