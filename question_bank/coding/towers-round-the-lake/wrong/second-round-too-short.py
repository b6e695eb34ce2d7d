# The second round ends one tower early, so the last signal never reaches the tower just behind its sender.
def catching_towers(heights):
    count = len(heights)
    catchers = [-1] * count
    waiting = []
    for place in range(2 * count - 2):
        tower = place % count
        while waiting and heights[waiting[-1]] < heights[tower]:
            catchers[waiting.pop()] = tower
        if place < count:
            waiting.append(tower)
    return catchers
