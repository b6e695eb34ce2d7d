def count_plans(hall):
    size = len(hall)
    everywhere = (1 << size) - 1
    pillars = [sum(1 << at for at, tile in enumerate(row) if tile == "P") for row in hall]
    free = [sum(1 << at for at, tile in enumerate(row) if tile == ".") for row in hall]
    most = [sum(any(tile == "." for tile in part) for part in row.split("P")) for row in hall]
    most_below = [sum(most[row:]) for row in range(size + 1)]

    def choices(row, open_tiles):
        """Every way to put guards on open tiles of a row, at most one between two pillars."""
        ways = [(0, 0)]  # tiles with a guard as bits, number of guards
        segment = 0
        for column in range(size + 1):
            if column == size or pillars[row] >> column & 1:
                single = [1 << at for at in range(size) if segment >> at & 1]
                ways += [(tiles | tile, count + 1) for tiles, count in ways for tile in single]
                segment = 0
            else:
                segment |= open_tiles & (1 << column)
        return ways

    def place_from(row, missing, columns, falling, rising):
        if row == size:
            return missing == 0
        if missing > most_below[row]:
            return 0
        see_through = everywhere & ~pillars[row]
        columns, falling, rising = columns & see_through, falling & see_through, rising & see_through
        plans = 0
        for tiles, count in choices(row, free[row] & ~(columns | falling | rising)):
            if count <= missing:
                plans += place_from(
                    row + 1,
                    missing - count,
                    columns | tiles,
                    (falling | tiles) << 1 & everywhere,
                    (rising | tiles) >> 1,
                )
        return plans

    return int(place_from(0, size, 0, 0, 0))
