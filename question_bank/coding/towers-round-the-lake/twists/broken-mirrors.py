from heapq import heappop, heappush


def catching_towers(heights: list[int]) -> list[int]:
    count = len(heights)
    catchers = [-1] * count
    waiting: list[tuple[int, int]] = []  # height and index of the towers without an answer, a heap
    for place in range(2 * count):
        tower = place % count
        while waiting and waiting[0][0] < heights[tower]:  # never true for a broken one
            catchers[heappop(waiting)[1]] = tower
        if place < count:
            heappush(waiting, (abs(heights[tower]), tower))
    return catchers
