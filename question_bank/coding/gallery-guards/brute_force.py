def count_plans(hall):
    size = len(hall)
    tiles = [(row, column) for row in range(size) for column in range(size)]
    watched = {tile: {other for other in tiles if sees(tile, other)} for tile in tiles}
    plans = [()]  # all ways to fill the rows so far
    for row in range(size):
        free = [(row, column) for column in range(size) if hall[row][column] == "."]
        plans = [(*plan, tile) for plan in plans for tile in free if watched[tile].isdisjoint(plan)]
    return len(plans)


def sees(one, other):
    down, across = one[0] - other[0], one[1] - other[1]
    return down == 0 or across == 0 or abs(down) == abs(across)
