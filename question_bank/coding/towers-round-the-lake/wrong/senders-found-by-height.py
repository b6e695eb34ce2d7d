# Notes the answers under the height of the sender, as if no two towers were equally high.
def catching_towers(heights):
    caught_by = {}
    waiting = []
    for place in range(2 * len(heights)):
        tower = place % len(heights)
        while waiting and waiting[-1] < heights[tower]:
            caught_by[waiting.pop()] = tower
        if place < len(heights):
            waiting.append(heights[tower])
    return [caught_by.get(height, -1) for height in heights]
