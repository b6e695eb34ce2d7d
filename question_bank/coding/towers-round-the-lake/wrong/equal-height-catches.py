# A tower of the same height catches the signal; only its own one is spared.
def catching_towers(heights):
    count = len(heights)
    catchers = [-1] * count
    waiting = []
    for place in range(2 * count):
        tower = place % count
        while waiting and waiting[-1] != tower and heights[waiting[-1]] <= heights[tower]:
            catchers[waiting.pop()] = tower
        if place < count:
            waiting.append(tower)
    return catchers
