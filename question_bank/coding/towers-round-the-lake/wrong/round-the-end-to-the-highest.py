# Takes for granted that a signal that goes past the end of the list flies on to the highest tower.
def catching_towers(heights):
    if not heights:
        return []
    highest = max(heights)
    catchers = [-1 if height == highest else heights.index(highest) for height in heights]
    waiting = []
    for tower, height in enumerate(heights):
        while waiting and heights[waiting[-1]] < height:
            catchers[waiting.pop()] = tower
        waiting.append(tower)
    return catchers
