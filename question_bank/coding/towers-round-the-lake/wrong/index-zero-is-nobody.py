# Tests the truth of the index that was found: the tower at index 0 looks like no tower.
def catching_towers(heights):
    count = len(heights)
    catchers = [None] * count
    waiting = []
    for place in range(2 * count):
        tower = place % count
        while waiting and heights[waiting[-1]] < heights[tower]:
            catchers[waiting.pop()] = tower
        if place < count:
            waiting.append(tower)
    return [catcher or -1 for catcher in catchers]
