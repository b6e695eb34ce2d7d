def catching_towers(heights: list[int]) -> list[int]:
    count = len(heights)
    catchers = [-1] * count
    waiting: list[int] = []  # towers without an answer, never higher from one to the next
    for place in range(2 * count):
        tower = place % count
        while waiting and heights[waiting[-1]] < heights[tower]:
            catchers[waiting.pop()] = tower
        if place < count:
            waiting.append(tower)
    return catchers
