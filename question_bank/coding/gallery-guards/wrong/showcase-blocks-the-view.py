# Lets a showcase hide the guards behind it, although one can look over it.
def count_plans(hall):
    size = len(hall)
    placed = []

    def seen(row, column):
        for step in (-1, 0, 1):
            above, beside = row - 1, column + step
            while above >= 0 and 0 <= beside < size and hall[above][beside] != "x":
                if placed[above] == beside:
                    return True
                above, beside = above - 1, beside + step
        return False

    def place_from(row):
        if row == size:
            return 1
        plans = 0
        for column, tile in enumerate(hall[row]):
            if tile == "x" or seen(row, column):
                continue
            placed.append(column)
            plans += place_from(row + 1)
            placed.pop()
        return plans

    return place_from(0)
