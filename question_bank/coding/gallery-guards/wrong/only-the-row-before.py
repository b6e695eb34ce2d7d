# Looks along the diagonals for one row only: a guard further away is not noticed.
def count_plans(hall):
    size = len(hall)
    placed = []

    def place_from(row):
        if row == size:
            return 1
        plans = 0
        for column, tile in enumerate(hall[row]):
            if tile == "x" or column in placed:
                continue
            if placed and abs(placed[-1] - column) == 1:
                continue
            placed.append(column)
            plans += place_from(row + 1)
            placed.pop()
        return plans

    return place_from(0)
