def count_plans(hall: list[str]) -> int:
    size = len(hall)
    # What the guards placed so far can see: columns, and diagonals by the difference or the sum of row and column.
    columns: set[int] = set()
    falling: set[int] = set()
    rising: set[int] = set()

    def place_from(row: int) -> int:
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
            rising.remove(row + column)
        return plans

    return place_from(0)
